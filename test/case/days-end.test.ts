import type { Product } from '../cloud';
import { answered, DAY, HOUR, inHand, MINUTE, MONDAY, send, startCases } from './people';

// Days end as people understand them: a limit in days with the midnight of its last day, a day that somebody picked with
// the end of its work by the rules in force. Each through the door, a second before and at the end.
let product: Product;
const as = (who: string) => product.as(who);
const SECOND = 1000;
/** Midnight after Monday, 23 November. */
const MIDNIGHT = MONDAY + 14 * HOUR;

beforeEach(async () => {
  product = await startCases();
});
afterEach(() => product.stop());

async function setRule(path: string, value: number) {
  const { version } = await as('p-shen').call('account.rulebook', {});
  await as('p-shen').call('account.changeRule', { version, change: { path, value }, reason: '试行' });
}

describe.each([
  ['in the morning', MONDAY, MIDNIGHT + 7 * DAY],
  ['a minute before midnight', MIDNIGHT - MINUTE, MIDNIGHT + 7 * DAY],
  ['a minute after midnight', MIDNIGHT + MINUTE, MIDNIGHT + 8 * DAY],
])('where seven days are given after an answer %s, “not solved”', (_label, answeredAt, end) => {
  test.each([
    ['is heard a second before the end of the seventh', end - SECOND, null],
    ['comes too late when it is over', end, 'reopen_too_late'],
  ])('%s', async (_title, saidAt, code) => {
    await setRule('cases.reopenDays', 7);
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    product.cloud.state.clock.move(answeredAt);
    await answered(product, caseId);
    product.cloud.state.clock.move(saidAt);
    const { actions } = await as('p-lin').call('case.get', { caseId });
    expect(actions.includes('judge')).toBe(code === null);
    const said = as('p-lin').call('case.judge', { caseId, isSolved: false, reason: '还是没有热水' });
    if (code === null) expect(await said).toMatchObject({ status: 'in_progress', reopenings: 1 });
    else await expect(said).rejects.toMatchObject({ code });
  });
});

describe('a day that was picked by hand ends when the rules in force say that work ends', () => {
  const THURSDAY = MONDAY + 3 * DAY;
  /** The phone knows only the hour that a college starts with. */
  const fromPhone = THURSDAY + 7.5 * HOUR;
  /** Ten in the morning and so much more is eight in the evening, and four in the afternoon. */
  const ends = [
    [2000, THURSDAY + 10 * HOUR],
    [1600, THURSDAY + 6 * HOUR],
  ] as const;

  test.each(ends)('at %i: an order of a leader, and its new day', async (clock, end) => {
    await setRule('calendar.workEnds', clock);
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    await as('p-zheng').call('case.supervise', { caseId, text: '一次办好', dueAt: fromPhone });
    const { supervisions } = await as('p-ma').call('case.get', { caseId });
    expect(supervisions).toMatchObject([{ dueAt: end }]);
    const orderId = supervisions[0]?.orderId ?? '';
    const later = { caseId, orderId, isDone: false, text: '要照片', dueAt: fromPhone + DAY };
    await as('p-ma').call('case.reportSupervision', { caseId, orderId, text: '已修' });
    await as('p-zheng').call('case.endSupervision', later);
    const again = await as('p-ma').call('case.get', { caseId });
    expect(again.supervisions).toMatchObject([{ dueAt: end + DAY }]);
  });

  test.each(ends)('at %i: a promise, kept in time or late', async (clock, end) => {
    await setRule('calendar.workEnds', clock);
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    const promise = { caseId, text: '周四前修好。', outcome: 'promised', promisedFor: fromPhone } as const;
    await as('p-xu').call('case.draftReply', promise);
    const late = async () =>
      (await as('nobody').call('case.commitments', { state: 'late' })).commitments.map(({ dueAt }) => dueAt);
    product.cloud.state.clock.move(end - SECOND);
    await product.cloud.tick('jobs');
    expect(await late()).toEqual([]);
    product.cloud.state.clock.move(end);
    await product.cloud.tick('jobs');
    expect(await late()).toEqual([end]);
  });

  test.each([
    ['a second before its work ends', -SECOND, null],
    ['when its work has ended', 0, 'date_in_past'],
  ])('today can be picked %s', async (_label, after, code) => {
    await setRule('calendar.workEnds', 2000);
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    const [, end] = ends[0];
    product.cloud.state.clock.move(end + after);
    const ordered = as('p-zheng').call('case.supervise', { caseId, text: '今天办', dueAt: fromPhone });
    if (code === null) expect((await ordered).supervisions).toMatchObject([{ dueAt: end }]);
    else await expect(ordered).rejects.toMatchObject({ code });
  });
});
