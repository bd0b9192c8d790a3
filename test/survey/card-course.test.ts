import '../booking/sdk-environment';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { addWorkingTime } from '../../cloudfunctions/core/rules/working-time';
import { cards } from '../../cloudfunctions/platform/database/collections';
import { _, update } from '../../cloudfunctions/platform/database/store';
import type { Product } from '../cloud';
import { cardOf, sessionAt } from '../jobs/seeds';
import { NOW, put, reset, startQuiet } from '../jobs/started';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 86_400_000;
const { calendar } = FIRST_RULE_BOOK.rules;
const after = (at: number, workingDays: number) => addWorkingTime(at, { workingDays }, calendar);
let product: Product;
let cardId: string;
beforeAll(async () => {
  product = await startQuiet();
});
afterAll(() => product.stop());
beforeEach(async () => {
  await reset(product);
});

const given = async (reviewUntil: number): Promise<void> => {
  const rectification = {
    dueAt: reviewUntil,
    plan: '',
    measures: [],
    notes: [],
    submittedAt: null,
    doneAt: null,
  };
  const card = cardOf(sessionAt(NOW - 10 * DAY), {
    givenAt: NOW - DAY,
    reviewUntil,
    rectification,
    wakeAt: NOW,
  });
  cardId = card._id;
  await put(product, cards, card);
};
const comesTo = async (now: number): Promise<void> => {
  product.cloud.state.clock.move(now);
  await product.cloud.tick('jobs');
};
/** The clock goes on while a test runs. */
const expectAbout = (at: number | null | undefined, expected: number) => {
  expect(at).toBeGreaterThanOrEqual(expected);
  expect(at).toBeLessThan(expected + MINUTE);
};
/** Titles of what a person was told of the card, oldest first. */
const heardBy = (who: string) =>
  product.cloud
    .read('messages')
    .filter(({ to, kind }) => to === who && kind === 'card_progress')
    .sort((left, right) => Number(left.at) - Number(right.at))
    .map(({ title }) => String(title).split('：').slice(1).join('：'));
const office = () => product.as('p-wu');
const head = () => product.as('p-xu');

test('an appeal seconds before the end reaches the office with its last day, and its decision the head', async () => {
  const end = NOW + 3 * DAY;
  await given(end);
  product.cloud.state.clock.move(end - 30 * SECOND);
  const asked = await head().call('survey.appeal', { cardId, grounds: '通知时间有误。' });
  const decideBy = asked.appeal?.decideBy ?? 0;
  expectAbout(decideBy, after(end - 30 * SECOND, 5));
  await comesTo(end);
  expect((await office().call('survey.card', { cardId })).state).toBe('appealed');
  expect(heardBy('p-wu')).toEqual(['部门申请复核红黄牌']);
  const { cards: waiting } = await office().call('session.desk', {});
  expect(waiting).toMatchObject([{ id: cardId, waitsFor: 'decision', until: decideBy }]);

  await comesTo(decideBy);
  await comesTo(after(decideBy, 2));
  expect(heardBy('p-wu').slice(1)).toEqual(['复核决定超期', '复核决定超期，报校领导']);
  expect(heardBy('p-zheng')).toEqual(['复核决定超期，报校领导']);

  const card = await office().call('survey.decideAppeal', {
    cardId,
    decision: 'upheld',
    reason: '通知在前。',
  });
  // The plan waited for the decision and has its time again.
  expectAbout(card.planDueAt, after(after(decideBy, 2), 5));
  await comesTo(after(decideBy, 2) + 60_000);
  expect(heardBy('p-xu')).toEqual(['复核结果：维持']);
  expect(product.cloud.read('messages').find(({ to }) => to === 'p-xu')?.body).toContain('理由：通知在前。');
  expect((await office().call('session.desk', {})).cards).toEqual([]);
});

test('one at the end is refused, and the card is final', async () => {
  await given(NOW + DAY);
  product.cloud.state.clock.move(NOW + DAY);
  await expect(head().call('survey.appeal', { cardId, grounds: '晚了。' })).rejects.toMatchObject({
    code: 'review_closed',
  });
  await comesTo(NOW + DAY);
  expect((await office().call('survey.card', { cardId })).state).toBe('final');
  expect(heardBy('p-xu')).toContain('复核期满，牌已生效');
});

test('a plan that runs late climbs from department to leader, and its end is heard by the office', async () => {
  const due = NOW + 2 * DAY;
  await given(due);
  for (const now of [due - DAY, due, after(due, 1), after(due, 2), after(due, 5)]) await comesTo(now);
  const climbed = ['整改超期，报负责人', '整改超期，报分管校领导', '整改超期，列入公示'];
  expect(heardBy('p-xu').filter((title) => title.includes('整改'))).toEqual([
    '整改期限临近',
    '整改超期',
    ...climbed,
  ]);
  expect(heardBy('p-ma')).toEqual(['整改期限临近', '整改超期']);
  expect(heardBy('p-wu')).toEqual(climbed);
  expect(heardBy('p-zheng').filter((title) => title.includes('整改'))).toEqual(climbed.slice(1));
  expect((await office().call('session.desk', {})).cards).toMatchObject([{ id: cardId, waitsFor: 'plan' }]);

  const now = product.cloud.state.clock.now();
  const late = await head().call('survey.card', { cardId });
  const measures = [{ text: '换管', dueAt: now + 9 * DAY, isDone: false }];
  await head().call('survey.submitPlan', { cardId, version: late.version, plan: '分段更换。', measures });
  await comesTo(now + 60_000);
  expect((await office().call('session.desk', {})).cards).toEqual([]);
  await product.as('p-ma').call('survey.notePlan', { cardId, note: '已换完。', doneMeasures: [0] });
  await comesTo(now + 120_000);
  expect(heardBy('p-wu').slice(-2)).toEqual(['部门提交了整改方案', '整改措施全部完成']);
});

test('a card from before the ladder is found at the full hour', async () => {
  await given(NOW - DAY);
  await update(cards, { _id: cardId }, { state: 'final', wakeAt: _.remove() });
  await comesTo(NOW);
  expect(heardBy('p-ma')).toEqual([]);
  await comesTo(Math.ceil(NOW / (60 * MINUTE)) * 60 * MINUTE);
  expect(heardBy('p-ma')).toEqual(['整改超期']);
});
