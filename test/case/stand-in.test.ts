import type { Product } from '../cloud';
import { expectNoFindings } from '../inspected';
import { DAY, HOUR, inHand, MONDAY, send, startCases } from './people';

let product: Product;
beforeAll(async () => {
  product = await startCases();
});
afterAll(async () => {
  await expectNoFindings(product);
  await product.stop();
});

const as = (who: string) => product.as(who);
const draft = (caseId: string, text = '锅炉已检修。') =>
  as('p-ma').call('case.draftReply', { caseId, text, outcome: 'solved' });
const drafted = async () => {
  const { caseId } = await send(product, 'p-lin');
  await inHand(product, caseId);
  const { draft: waiting } = await draft(caseId);
  return { caseId, draftId: waiting?.draftId ?? '' };
};
const review = (who: string, of: { caseId: string; draftId: string }, isReleased = true) =>
  as(who).call('case.reviewReply', { ...of, isReleased, note: isReleased ? '' : '请写明日期' });
const role = (action: 'account.grantRole' | 'account.revokeRole', personId: string, time = {}) =>
  as('p-shen').call(action, {
    personId,
    grant: { role: 'head', departmentId: 'logistics', ...time },
    reason: '出差',
  });
const waitingForOffice = async () =>
  (await as('p-wu').call('case.desk', { box: 'review' })).cases.map(({ id }) => id);
const inCharge = (leaderId: string | null) =>
  as('p-shen').call('account.saveDepartment', {
    departmentId: 'logistics',
    name: '后勤保障处',
    headName: '',
    leaderId,
    reason: '分工调整',
  });

describe('while the department has a head', () => {
  test('neither the office nor a leader reviews in the place of the head', async () => {
    const waiting = await drafted();
    for (const who of ['p-wu', 'p-zheng'])
      await expect(review(who, waiting)).rejects.toMatchObject({ code: 'not_allowed' });
    expect(await waitingForOffice()).toEqual([]);
    expect(await review('p-xu', waiting)).toMatchObject({ status: 'replied' });
  });

  test('the handler takes a draft back before it is reviewed, and writes another', async () => {
    const { caseId, draftId } = await drafted();
    await expect(draft(caseId, '又一份')).resolves.toMatchObject({});
    const back = await as('p-ma').call('case.withdrawDraft', { caseId });
    expect(back.actions).toContain('draftReply');
    expect(back.actions).not.toContain('withdrawDraft');
    await expect(review('p-xu', { caseId, draftId })).rejects.toMatchObject({ code: 'wrong_case_stage' });
    const again = await draft(caseId, '锅炉 12月1日 检修。');
    const waiting = { caseId, draftId: again.draft?.draftId ?? '' };
    expect(await review('p-xu', waiting)).toMatchObject({ reply: { text: '锅炉 12月1日 检修。' } });
    await expect(as('p-ma').call('case.withdrawDraft', { caseId })).rejects.toMatchObject({
      code: 'wrong_case_stage',
    });
  });
});

test('a deputy reviews within its time, and not a moment before or after', async () => {
  const waiting = await drafted();
  const later = await drafted();
  await role('account.grantRole', 'p-gao', { from: MONDAY + DAY, until: MONDAY + 2 * DAY });
  await expect(review('p-gao', waiting)).rejects.toMatchObject({ code: 'not_allowed' });
  await product.cloud.clock.set(MONDAY + DAY);
  expect(await review('p-gao', waiting)).toMatchObject({ status: 'replied' });
  await product.cloud.clock.set(MONDAY + 2 * DAY);
  await expect(review('p-gao', later)).rejects.toMatchObject({ code: 'not_allowed' });
  expect((await as('p-gao').call('account.me', {})).person?.roles).toEqual([]);
  await review('p-xu', later);
});

describe('without a head', () => {
  test('what waits for the head goes to the office within the hour', async () => {
    const waiting = await drafted();
    await role('account.revokeRole', 'p-xu');
    await product.cloud.clock.advance(HOUR);
    expect(await waitingForOffice()).toEqual([waiting.caseId]);
    expect(await review('p-wu', waiting, false)).toMatchObject({ draft: { sentBack: '请写明日期' } });
    expect(await waitingForOffice()).toEqual([]);
  });

  test('what is drafted then waits for the office at once, which is told and may release it', async () => {
    const waiting = await drafted();
    await product.cloud.clock.advance(2 * 60_000);
    const told = product.cloud
      .read('messages')
      .filter(({ to, opens }) => to === 'p-wu' && JSON.stringify(opens).includes(waiting.caseId));
    expect(told.map(({ body }) => body)).toContainEqual(expect.stringContaining('负责人空缺'));
    const { actions } = await as('p-wu').call('case.get', { caseId: waiting.caseId });
    expect(actions).toContain('reviewReply');
    await expect(review('p-zheng', waiting)).rejects.toMatchObject({ code: 'not_allowed' });
    expect(await review('p-wu', waiting)).toMatchObject({ status: 'replied' });
  });

  test('who has become the head of another department reviews there, and no longer here', async () => {
    await as('p-shen').call('account.grantRole', {
      personId: 'p-xu',
      grant: { role: 'head', departmentId: 'library' },
      reason: '轮岗',
    });
    const waiting = await drafted();
    await expect(review('p-xu', waiting)).rejects.toMatchObject({ code: 'not_found' });
    const box = (departmentId: string) => as('p-xu').call('case.inbox', { departmentId, box: 'review' });
    await expect(box('logistics')).rejects.toMatchObject({ code: 'not_allowed' });
    expect((await box('library')).cases).toEqual([]);
    const home = await as('p-xu').call('session.home', {});
    expect(home.desk?.departments).toMatchObject([{ departmentId: 'library', isHead: true, review: 0 }]);
    expect(await review('p-wu', waiting)).toMatchObject({ status: 'replied' });
  });

  test('the leader in charge reviews as well', async () => {
    await inCharge('p-zheng');
    const waiting = await drafted();
    expect(await review('p-zheng', waiting)).toMatchObject({ status: 'replied' });
    await inCharge(null);
  });
});
