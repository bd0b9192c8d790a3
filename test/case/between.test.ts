import { randomUUID } from 'node:crypto';
import '../booking/sdk-environment';
import { applyCommandAs } from '../../cloudfunctions/case/apply-command';
import type { CaseActor, CaseCommand } from '../../cloudfunctions/core/case/command';
import { FIRST_CASE_RULES, type RulesNow } from '../../cloudfunctions/core/rules/case-rules';
import { cases } from '../../cloudfunctions/platform/database/collections';
import { get } from '../../cloudfunctions/platform/database/store';
import { reach } from '../booking/inside';
import type { Product } from '../cloud';
import { answered, HOUR, inHand, MINUTE, MONDAY, send, startCases } from './people';

// What happens between two steps: the draft that came back, the change that somebody else was faster with, the case
// that left while a list of it was still about.
let product: Product;
const as = (who: string) => product.as(who);
beforeAll(async () => {
  product = await startCases();
  reach(product.cloud);
});
afterAll(() => product?.stop());

const stored = async (caseId: string) => {
  const entity = await get(cases, caseId);
  if (!entity) throw new Error('no case');
  return entity;
};

describe('a draft that the head sends back', () => {
  let caseId: string;
  let draftId: string;
  beforeAll(async () => {
    ({ caseId } = await send(product, 'p-lin'));
    await inHand(product, caseId);
    await as('p-ma').call('case.draftReply', { caseId, text: '已经在修。', outcome: 'solved' });
    draftId = (await stored(caseId)).draft?.draftId ?? '';
    await as('p-xu').call('case.reviewReply', { caseId, draftId, isReleased: false, note: '请写明完成时间' });
  });

  test('is not seen by the asker, and the case is not answered', async () => {
    const seen = await as('p-lin').call('case.get', { caseId });
    expect(seen).toMatchObject({ status: 'in_progress', reply: null });
    expect(JSON.stringify(seen)).not.toContain('已经在修');
    expect(await stored(caseId)).toMatchObject({ firstReplyAt: null, repliedAt: null });
  });

  test('tells its author what is missing, and nobody else', async () => {
    expect(JSON.stringify(await as('p-ma').call('case.get', { caseId }))).toContain('请写明完成时间');
    expect(JSON.stringify(await as('p-lin').call('case.get', { caseId }))).not.toContain('请写明完成时间');
  });

  test('cannot be released afterwards by who reads late', async () => {
    const late = as('p-xu').call('case.reviewReply', { caseId, draftId, isReleased: true, note: '' });
    await expect(late).rejects.toMatchObject({ code: 'wrong_case_stage' });
    expect(await stored(caseId)).toMatchObject({ status: 'in_progress', reply: null });
  });
});

describe('two changes at once', () => {
  const RULES: RulesNow = { version: 1, cases: FIRST_CASE_RULES, breaks: [], workEndsMinute: 1050 };
  const actor: CaseActor = { role: 'office', personId: 'p-wu', name: '吴雅琴', departmentId: null };
  const supervised = (requestId: string) => ({ rules: RULES, now: MONDAY + HOUR, requestId });
  const publish: CaseCommand = { do: 'publish', title: '热水', text: '公开的话', reply: '' };

  test('the one that read an older version is decided again on the newer, and neither is lost', async () => {
    const { caseId } = await send(product, 'p-lin');
    await as('p-wu').call('case.accept', { caseId, urgency: 'ordinary', leadId: 'logistics', coIds: [] });
    const older = await stored(caseId);
    // Meanwhile the handler takes the case; the office's change still holds the older version in its hand.
    await as('p-ma').call('case.take', { caseId });
    const after = await applyCommandAs(actor, older, publish, supervised(`late-${randomUUID()}`));
    expect(after).toMatchObject({ status: 'in_progress', isPublic: true });
    const now = await stored(caseId);
    expect(now).toEqual(after);
    expect(now.history.map(({ what }) => what)).toEqual(expect.arrayContaining(['taken', 'published']));
    expect(now.version).toBe(older.version + 2);
  });

  test('a change that no longer fits the newer version is refused, and changes nothing', async () => {
    const { caseId } = await send(product, 'p-lin');
    const older = await stored(caseId);
    await as('p-lin').call('case.withdraw', { caseId, reason: '已经好了' });
    const before = await stored(caseId);
    const accept: CaseCommand = { do: 'accept', urgency: 'ordinary', leadId: 'logistics', coIds: [] };
    await expect(
      applyCommandAs(actor, older, accept, supervised(`late-${randomUUID()}`)),
    ).rejects.toMatchObject({ code: 'case_closed' });
    expect(await stored(caseId)).toEqual(before);
  });

  test('a handler and a colleague who take the same case at once: one has it, and the history says so once', async () => {
    const { caseId } = await send(product, 'p-lin');
    await as('p-wu').call('case.accept', { caseId, urgency: 'ordinary', leadId: 'logistics', coIds: [] });
    const takes = await Promise.allSettled(
      ['p-ma', 'p-ma', 'p-xu'].map((who) => as(who).call('case.take', { caseId })),
    );
    expect(takes.some(({ status }) => status === 'fulfilled')).toBe(true);
    const entity = await stored(caseId);
    expect(entity.history.filter(({ what }) => what === 'taken').length).toBeLessThanOrEqual(3);
    expect(entity).toMatchObject({ status: 'in_progress', responsibleId: 'logistics' });
    expect(entity.version).toBe(new Set(entity.history.map(({ requestId }) => requestId)).size);
  });
});

describe('a published case that leaves', () => {
  const found = async (words: string) =>
    (await as('nobody').call('case.search', { words })).cases.map(({ id }) => id);
  const alike = async (text: string) =>
    (await as('nobody').call('case.similar', { text })).cases.map(({ id }) => id);
  let minutes = 0;
  /** The index is kept for a minute by who has read it, and made anew by the timer. */
  const aMinuteLater = async () => {
    minutes += 2;
    await product.cloud.clock.set(MONDAY + 2 * HOUR + minutes * MINUTE);
    await product.cloud.tick('jobs');
  };
  const published = async (title: string) => {
    const { caseId } = await send(product, 'p-lin', { title, text: `${title}，一连几天了。` });
    await inHand(product, caseId);
    await as('p-wu').call('case.publish', { caseId, title, text: title, reply: '' });
    await aMinuteLater();
    return caseId;
  };

  test('its public words are taken back: nobody finds it at once, and the index forgets it within a minute', async () => {
    const caseId = await published('图书馆座位预约系统');
    expect(await found('座位预约')).toEqual([caseId]);
    await as('p-wu').call('case.unpublish', { caseId, reason: '涉及个人' });
    expect(await found('座位预约')).toEqual([]);
    expect(await alike('图书馆座位预约系统')).toEqual([]);
    await aMinuteLater();
    expect(JSON.stringify(product.cloud.read('case_index'))).not.toContain(caseId);
    expect((await as('nobody').call('case.public', {})).cases.map(({ id }) => id)).not.toContain(caseId);
  });

  test('its asker withdraws it: it stays to be read, and says that it is closed', async () => {
    const caseId = await published('操场照明灯坏了');
    await as('p-lin').call('case.withdraw', { caseId, reason: '已经修好' });
    const [hit] = (await as('nobody').call('case.search', { words: '操场照明' })).cases;
    expect(hit).toMatchObject({ id: caseId, status: 'closed' });
  });

  test('what stays is found as it stands now', async () => {
    const caseId = await published('洗衣房烘干机');
    await answered(product, caseId);
    const [hit] = (await as('nobody').call('case.search', { words: '烘干机' })).cases;
    expect(hit).toMatchObject({ id: caseId, status: 'replied', outcome: 'solved' });
  });
});
