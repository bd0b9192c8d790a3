import '../booking/sdk-environment';
import { RUNG_EVENTS } from '../../cloudfunctions/core/case/escalation';
import type { Question } from '../../cloudfunctions/core/hall/question';
import { publishResults } from '../../cloudfunctions/jobs/publish-results';
import {
  articles,
  bindAttempts,
  bookings,
  cards,
  cases,
  messages,
  questions,
  results,
  rulebooks,
  sessions,
  surveys,
} from '../../cloudfunctions/platform/database/collections';
import { withoutKeys } from '../booking/crowd';
import type { Product } from '../cloud';
import { bookingOf, cardOf, caseAt, questionOf, resultsOf, sessionAt, surveyOf } from './seeds';
import { DAY, FAR, HOUR, MINUTE, NOW, put, reset, runTimer, startQuiet, stored } from './started';

let product: Product;
beforeAll(async () => {
  product = await startQuiet();
});
afterAll(() => product.stop());
beforeEach(() => reset(product));

const told = (kind: string) => product.cloud.read(messages.name).filter((message) => message.kind === kind);

/** Three runs at the same moment, and one more. */
async function runOften(now: number): Promise<void> {
  product.cloud.state.clock.move(now);
  const answers = await Promise.all(['jobs', 'jobs', 'jobs'].map((name) => product.cloud.tick(name)));
  answers.push(await product.cloud.tick('jobs'));
  expect(answers).toEqual(answers.map(() => ({ failed: [] })));
}

test('whoever has a place is reminded once, and once more when the session is moved', async () => {
  const session = sessionAt(NOW + DAY);
  await put(product, sessions, session);
  await withoutKeys(product, session._id);
  await put(
    product,
    bookings,
    bookingOf(session, 0),
    bookingOf(session, 1, { status: 'waitlisted', rank: 1 }),
  );
  await runOften(NOW);
  expect(told('session_reminder').map(({ to }) => to)).toEqual(['guest-0']);
  const startsAt = session.startsAt + 2 * HOUR;
  await product.as('p-wu').call('session.reschedule', { sessionId: session._id, startsAt, reason: '检修' });
  await runOften(startsAt - DAY - MINUTE);
  expect(told('session_reminder')).toHaveLength(1);
  await runOften(startsAt - DAY);
  expect(told('session_reminder').map(({ to }) => to)).toEqual(['guest-0', 'guest-0']);
});

describe('an answer given on the spot', () => {
  const session = sessionAt(NOW - 3 * DAY, { status: 'closed' });
  const asked = (): Question => stored(product, questions, 'question-1');
  const judge = () =>
    product
      .as('p-lin')
      .call('hall.judgeAnswer', { questionId: 'question-1', isAgreed: false, reason: '没有修好' });
  beforeEach(async () => {
    await put(product, sessions, session);
    const answered = { state: 'on_spot', onSpot: 'waiting', answerBy: NOW, asker: 'named' } as const;
    await put(product, questions, questionOf(session, answered));
  });

  test('that is objected to a minute before the window ends goes to a department, and silence takes nothing back', async () => {
    product.cloud.state.clock.move(NOW - MINUTE);
    await judge();
    await runOften(NOW + MINUTE);
    expect(asked()).toMatchObject({ state: 'transferred', onSpot: 'objected', objection: '没有修好' });
    expect(product.cloud.read(cases.name)).toHaveLength(1);
  });

  test('that nobody objected to counts as agreed, and an objection comes too late', async () => {
    await runOften(NOW);
    expect(asked()).toMatchObject({ state: 'on_spot', onSpot: 'silent' });
    expect(asked().history.filter(({ what }) => what === 'silent')).toHaveLength(1);
    expect(stored(product, sessions, session._id).figures).toMatchObject({ solvedOnSpot: 1 });
    await expect(judge()).rejects.toMatchObject({ code: 'answer_window_closed' });
  });
});

test('an overdue case goes up each rung once, and not before its time', async () => {
  await put(product, cases, caseAt(NOW - DAY, { wakeAt: NOW }));
  const entity = () => stored(product, cases, 'case-1');
  const climbed = () =>
    entity()
      .history.map(({ what }) => what)
      .filter((what) => RUNG_EVENTS.includes(what));
  await runTimer(product, NOW);
  for (let look = 0; look < 30 && climbed().length < RUNG_EVENTS.length; look++) {
    const wakeAt = Number(entity().wakeAt);
    const before = climbed().length;
    await runTimer(product, wakeAt - MINUTE);
    expect(climbed()).toHaveLength(before);
    await runOften(wakeAt);
    expect(climbed().length - before).toBeLessThanOrEqual(1);
  }
  expect(climbed()).toEqual(RUNG_EVENTS);
});

test.each([
  ['review', null, 'final'],
  ['appealed', { grounds: '已修', at: NOW - DAY, by: 'p-xu', decision: null, reason: '' }, 'appealed'],
] as const)('a card in %s when its window ends', async (state, appeal, after) => {
  const card = cardOf(sessionAt(NOW - 10 * DAY), { state, appeal, reviewUntil: NOW });
  await put(product, cards, card);
  await runOften(NOW);
  expect(stored(product, cards, card._id).state).toBe(after);
  expect(stored(product, cards, card._id).history.filter(({ what }) => what === 'final')).toHaveLength(
    after === 'final' ? 1 : 0,
  );
});

test.each([
  ['two hours before the next session', 0, 1],
  ['a millisecond earlier', 1, 0],
])('results that the office did not announce go out by themselves: %s', async (_label, later, times) => {
  const held = sessionAt(NOW - 20 * DAY, { status: 'surveying' });
  const next = sessionAt(NOW + 2 * HOUR + later, {
    _id: 'session-2',
    number: 2,
    month: 'next',
    date: 'next',
  });
  await put(product, sessions, held, next);
  await withoutKeys(product, held._id);
  await withoutKeys(product, next._id);
  const ballotSlots = [{ slot: 0, publicKey: '' }];
  const survey = surveyOf(held, NOW, { state: 'sealed', sealedAt: NOW - DAY, ballotSlots });
  await put(product, surveys, survey);
  await put(product, results, resultsOf(survey._id, NOW - DAY));
  await publishResults.run(NOW, Number.POSITIVE_INFINITY);
  expect(stored(product, surveys, survey._id).announcedAt).toBe(times === 1 ? NOW : null);
  await runOften(NOW - (times === 1 ? 0 : MINUTE));
  expect(told('results').map(({ to }) => to)).toEqual(times === 1 ? ['everyone'] : []);
});

test.each([
  ['two days before they go out by themselves', 0, 1],
  ['a millisecond earlier', 1, 0],
])('the office hears once that results are due: %s', async (_label, later, times) => {
  const held = sessionAt(NOW - 20 * DAY, { status: 'surveying' });
  const startsAt = NOW + 2 * DAY + 2 * HOUR + later;
  const next = sessionAt(startsAt, { _id: 'session-2', number: 2, month: 'next', date: 'next' });
  await put(product, sessions, held, next);
  await withoutKeys(product, held._id);
  await withoutKeys(product, next._id);
  const ballotSlots = [{ slot: 0, publicKey: '' }];
  const survey = surveyOf(held, NOW, { state: 'sealed', sealedAt: NOW - DAY, ballotSlots });
  await put(product, surveys, survey);
  await put(product, results, resultsOf(survey._id, NOW - DAY));
  for (let look = 0; look < 3; look++) await publishResults.run(NOW, Number.POSITIVE_INFINITY);
  await runOften(NOW - (times === 1 ? 0 : MINUTE));
  const due = told('office_due').filter(({ _id }) => String(_id).includes('.results:'));
  // Each of the two of the office.
  expect(due).toHaveLength(2 * times);
  expect(stored(product, surveys, survey._id).announcedAt).toBeNull();
});

test('articles are read every ten minutes and not oftener, whoever asks', async () => {
  await put(product, sessions, sessionAt(FAR, { status: 'planned' }));
  await withoutKeys(product, 'session-1');
  const publish = (title: string) =>
    product.cloud.weixin.publish({ title, author: '', content: '', content_source_url: '' });
  const titles = () => product.cloud.read(articles.name).map(({ title }) => title);
  const first = NOW + 2 * MINUTE;
  await publish('书记请你当面问');
  await runOften(first);
  expect(titles()).toContain('书记请你当面问');
  await publish('校长请你当面问');
  await runOften(first + 9 * MINUTE);
  expect(titles()).not.toContain('校长请你当面问');
  await runOften(first + 10 * MINUTE);
  expect(titles()).toContain('校长请你当面问');
});

test('who has waited long enough is forgotten, and nobody else', async () => {
  const tried = (_id: string, until: number) => ({ _id, tries: 5, until });
  await put(product, bindAttempts, tried('over', NOW), tried('waiting', NOW + MINUTE));
  await runTimer(product, NOW);
  expect(product.cloud.read(bindAttempts.name).map(({ _id }) => _id)).toEqual(['waiting']);
});

test('a step that fails is named, and keeps no other from running', async () => {
  // A rule book without rules: nothing that goes by the rules of cases can run.
  await product.cloud.seed(rulebooks.name, [{ _id: 'broken', version: 9, effectiveAt: NOW }]);
  const session = sessionAt(NOW + 10 * DAY);
  await put(product, sessions, session);
  await withoutKeys(product, session._id);
  await put(product, bookings, bookingOf(session, 0, { status: 'offered', offerExpiresAt: NOW }));
  await put(product, bindAttempts, { _id: 'somebody', tries: 5, until: NOW });
  expect(await runTimer(product, NOW)).toEqual({ failed: ['escalate'] });
  expect(stored(product, bookings, `${session._id}:guest-0`).status).toBe('expired');
  expect(told('booking_cancelled').map(({ to }) => to)).toEqual(['guest-0']);
  expect(product.cloud.read(bindAttempts.name)).toEqual([]);
});
