import { randomBytes, randomUUID } from 'node:crypto';
import type { Product } from '../cloud';
import { startProduct } from '../cloud';

// Monday 23 November 2026, 10:00 in Shanghai.
const MONDAY = Date.UTC(2026, 10, 23, 2);
const HOUR = 3_600_000;

let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: MONDAY, env: { CASE_SECRET: 'test' } });
});
afterAll(() => product.stop());

const as = (who: string) => product.as(who);
const form = {
  channel: 'box',
  category: 'logistics',
  title: '三号楼热水时断时续',
  text: '连续一周晚上十点后没有热水,一楼到六楼都是。',
  place: '三号楼',
  identity: 'hidden',
} as const;

async function toDepartment(caseId: string) {
  await as('p-wu').call('case.accept', { caseId, urgency: 'ordinary', leadId: 'logistics', coIds: [] });
  return as('p-ma').call('case.take', { caseId });
}

describe('the suggestion box, from drop to solved', () => {
  test('a hidden asker gets a number and follows the case to "solved" without the department knowing who asked', async () => {
    const lin = as('p-lin');
    const { caseId, number, receiptCode, dueAt } = await lin.call('case.submit', form);
    expect(number).toMatch(/^20261123-\d{4}$/);
    expect(receiptCode).toBeNull();
    // Monday at ten and three working days: Thursday at half past five.
    expect(dueAt).toBe(MONDAY + 79.5 * HOUR);
    expect((await lin.call('case.mine', { isOpen: true })).cases).toMatchObject([
      { id: caseId, status: 'submitted', step: 1 },
    ]);
    expect((await lin.call('session.home', {})).openCases).toMatchObject([{ id: caseId, step: 1 }]);
    expect((await as('p-wu').call('case.desk', { box: 'submitted' })).cases).toMatchObject([
      { id: caseId, waitsFor: 'accept' },
    ]);
    await expect(as('p-ma').call('case.get', { caseId })).rejects.toThrow('not_found');

    const taken = await toDepartment(caseId);
    expect(taken).toMatchObject({
      viewer: 'department',
      status: 'in_progress',
      asker: null,
      handlerName: '马建国',
    });
    expect(JSON.stringify(taken)).not.toContain('林小满');
    expect(taken.actions[0]).toBe('draftReply');
    expect(await as('p-ma').call('case.inboxCounts', { departmentId: 'logistics' })).toEqual({
      counts: { overdue: 0, near: 0, waiting: 0, working: 1, review: 0, replied: 0, helping: 0 },
    });

    const drafted = await as('p-ma').call('case.draftReply', {
      caseId,
      text: '锅炉已检修,今晚起恢复。',
      outcome: 'solved',
    });
    expect(drafted.status).toBe('in_progress');
    expect((await lin.call('case.get', { caseId })).draft).toBeNull();
    const draftId = drafted.draft?.draftId ?? '';
    const released = await as('p-xu').call('case.reviewReply', { caseId, draftId, isReleased: true });
    expect(released.status).toBe('replied');

    const seen = await lin.call('case.get', { caseId });
    expect(seen).toMatchObject({ viewer: 'asker', reply: { outcome: 'solved' }, asker: { name: '林小满' } });
    expect(seen.actions[0]).toBe('judge');
    expect(seen.timeline.map(({ what }) => what)).toEqual([
      'replied',
      'taken',
      'assigned',
      'accepted',
      'submitted',
    ]);
    const done = await lin.call('case.judge', { caseId, isSolved: true, satisfaction: 'satisfied' });
    expect(done).toMatchObject({ status: 'closed', closing: 'asker_solved' });
    expect((await lin.call('session.home', {})).openCases).toEqual([]);
  });

  test('a submission costs four round trips', async () => {
    await as('p-gao').call('case.submit', form);
    const { count } = await product.cloud.countRoundTrips(() => as('p-gao').call('case.submit', form));
    expect(count).toBeLessThanOrEqual(4);
  });

  test('a counter behind the numbers in use goes on after the newest, and only once', async () => {
    const { number } = await as('p-gao').call('case.submit', form);
    const numberAfter = (more: number) =>
      `${number.slice(0, -4)}${String(Number(number.slice(-4)) + more).padStart(4, '0')}`;
    // As a restored backup leaves it.
    await product.cloud.seed(
      'cases',
      [1, 2, 7].map((more) => ({ _id: `restored-${more}`, number: numberAfter(more) })),
    );
    expect(await as('p-gao').call('case.submit', form)).toMatchObject({ number: numberAfter(8) });
    const { count } = await product.cloud.countRoundTrips(() => as('p-gao').call('case.submit', form));
    expect(count).toBeLessThanOrEqual(4);
  });

  test('the same request files once and answers the same again', async () => {
    const requestId = randomUUID();
    const first = await as('p-he').call('case.submit', form, requestId);
    const again = await as('p-he').call('case.submit', form, requestId);
    expect(again).toEqual(first);
    expect((await as('p-he').call('case.mine', {})).cases).toHaveLength(1);
  });
});

describe('an anonymous item', () => {
  const receiptSeed = randomBytes(16).toString('hex');

  test('leaves no account anywhere and is followed and answered with the receipt code', async () => {
    const stranger = as('nobody-in-the-roster');
    const { caseId, receiptCode, number } = await stranger.call('case.submit', {
      ...form,
      identity: 'anonymous',
      receiptSeed,
    });
    expect(receiptCode).toMatch(/^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/);
    const stored = JSON.stringify([
      await product.cloud.read('cases'),
      await product.cloud.read('case_days'),
      await product.cloud.read('messages'),
    ]);
    expect(stored).not.toContain('nobody-in-the-roster');
    expect(stored).not.toContain(receiptSeed);
    expect(stored).not.toContain((receiptCode ?? '').replace(/-/g, ''));

    // Nobody but the office sees it before the office has read it.
    await expect(as('p-ma').call('case.byNumber', { number })).rejects.toThrow('not_found');
    const held = await as('p-wu').call('case.get', { caseId });
    expect(held).toMatchObject({ isHeld: true, asker: null, identity: 'anonymous' });
    await toDepartment(caseId);
    await as('p-ma').call('case.askMore', { caseId, text: '哪一层?' });

    const phone = as('quite-another-phone');
    const opened = await phone.call('case.byReceipt', { receiptCode: (receiptCode ?? '').toLowerCase() });
    expect(opened).toMatchObject({ viewer: 'asker', question: '哪一层?', isPaused: true });
    const answered = await phone.call('case.answer', { receiptCode: receiptCode ?? '', text: '六层' });
    expect(answered.isPaused).toBe(false);
    await as('p-xu').call('case.draftReply', { caseId, text: '已修', outcome: 'solved' });
    const solved = await phone.call('case.judge', { receiptCode: receiptCode ?? '', isSolved: true });
    expect(solved.status).toBe('closed');
  });
});
