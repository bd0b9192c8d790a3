import { makeKey } from '../../dev/observer/key-file';
import { plan } from '../booking/crowd';
import { type Product, seedPeople } from '../cloud';
import { expectNoFindings } from '../inspected';
import {
  add,
  closeAndPublish,
  DAY,
  HOUR,
  MINUTE,
  person,
  question,
  SESSION_AT,
  startThursday,
} from './thursday';

// The hours of a survey are what messages, pages, phones and the opening record say, whatever comes between.

let product: Product;
let sessionId: string;
afterEach(() => product?.stop());

const office = () => product.as('p-wu');
/** Four in the afternoon, so many days after the session. */
const inDays = (days: number) => SESSION_AT + days * DAY;
const surveyNow = () => {
  const [survey] = product.cloud.read('surveys');
  if (!survey) throw new Error('no survey');
  return survey;
};
/** To an hour at once, and one round of the timer there. */
async function at(now: number): Promise<void> {
  product.cloud.state.clock.move(now);
  await product.cloud.tick('jobs');
}
async function inboxOf(who: string, kind: string): Promise<string[]> {
  await product.cloud.tick('jobs');
  const { messages } = await product.as(who).call('announcement.inbox', {});
  return messages.filter((message) => message.kind === kind).map(({ title, body }) => `${title} ${body}`);
}

async function minuted(before?: (started: Product) => Promise<unknown>, publishAt?: number): Promise<void> {
  ({ product, sessionId } = await startThursday({ hasKeys: true, ...(before ? { before } : {}) }));
  await office().call('hall.deskCheckIn', {
    sessionId,
    entries: [{ entryId: 'desk-entry-lin', personId: 'p-lin', ageMs: 0 }],
  });
  await office().call('hall.open', { sessionId });
  await add(product, sessionId, question());
  if (publishAt !== undefined) product.cloud.state.clock.move(publishAt);
  await closeAndPublish(product, sessionId);
}

/** The session of the next month, with its preview out; moved to so many days after this one where they are given. */
async function next(days?: number): Promise<string> {
  const { sessionId: id } = await office().call('session.create', { reason: '', plan: plan() });
  await office().call('session.publishPreview', { sessionId: id });
  if (days !== undefined) await move(id, days);
  return id;
}
const move = (id: string, days: number) =>
  office().call('session.reschedule', { sessionId: id, startsAt: inDays(days), reason: '报告厅检修' });

describe('a survey that cannot open when it is due', () => {
  const withRule = (started: Product) =>
    started.as('p-shen').call('account.changeRule', {
      version: 1,
      change: { path: 'survey.areOpenedByObservers', value: 1 },
      reason: '评价由观察员开封',
    });

  test('tells the office why, once; and when it opens at last it gives people their days', async () => {
    await minuted(withRule);
    const planned = surveyNow();
    await at(Number(planned.opensAt));
    await at(Number(planned.opensAt) + MINUTE);
    expect(surveyNow()).toMatchObject({ state: 'scheduled', notOpenedFor: 'closing_keys_missing' });
    expect(await inboxOf('p-wu', 'survey_not_opened')).toEqual([
      expect.stringMatching(/第 1 期满意度调查没有按时开放.*三位观察员的开封公钥没有登记齐/),
    ]);
    expect(await office().call('session.desk', {})).toMatchObject({
      openings: [],
      notOpened: [{ sessionId, number: 1, reason: 'closing_keys_missing' }],
    });

    const late = Number(planned.closesAt) + 3 * HOUR;
    product.cloud.state.clock.move(late);
    const observers = ['p-pan', 'staff-union', 'discipline-office'];
    await seedPeople(
      product.cloud,
      observers.slice(1).map((id) => person(id, `见证人之${id}`, [{ role: 'observer' }])),
    );
    for (const label of observers)
      await product.as(label).call('survey.registerClosingKey', { publicKey: makeKey().publicKey, label });
    await at(late + MINUTE);
    await at(late + 2 * MINUTE);
    const opened = surveyNow();
    expect(opened.state).toBe('open');
    expect(Number(opened.closesAt)).toBeGreaterThan(late + 6 * DAY);
    expect(product.cloud.read('opening_records')).toMatchObject([{ record: { closesAt: opened.closesAt } }]);
    expect((await office().call('session.desk', {})).notOpened).toEqual([]);
    await expectNoFindings(product);
  });

  test.each([
    ['some hours late: as planned', 5 * HOUR, 0],
    ['with less than half a day left: anew', 7 * DAY + 2 * HOUR, 7 * DAY],
  ])('%s', async (_how, lateBy, longerBy) => {
    await minuted();
    const { opensAt, closesAt } = surveyNow();
    await at(Number(opensAt) + lateBy);
    expect(surveyNow()).toMatchObject({ state: 'open', closesAt: Number(closesAt) + longerBy });
  });
});

describe('the next session', () => {
  test('that was called off shortens nothing', async () => {
    await minuted(undefined, inDays(1));
    const usual = surveyNow().closesAt;
    await product.stop();
    ({ product, sessionId } = await startThursday());
    const off = await next(5);
    await office().call('session.callOff', { sessionId: off, reason: '受台风影响' });
    await office().call('hall.open', { sessionId });
    product.cloud.state.clock.move(inDays(1));
    await closeAndPublish(product, sessionId);
    expect(surveyNow().closesAt).toBe(usual);
  });

  test('that is moved before the end of a survey ends it earlier; the reminder names that hour', async () => {
    await minuted();
    const later = await next();
    await at(Number(surveyNow().opensAt));
    expect(surveyNow()).toMatchObject({ state: 'open', closesAt: inDays(8) + 4 * HOUR });
    await move(later, 5);
    expect(surveyNow()).toMatchObject({ state: 'open', closesAt: inDays(4) });
    await at(inDays(3));
    expect(await inboxOf('p-lin', 'survey_closing')).toEqual([
      expect.stringContaining('12月7日 周一 16:00 截止'),
    ]);
    await at(inDays(4));
    expect(['closing', 'sealed']).toContain(surveyNow().state);
  });

  test('in less than an hour after the minutes: the survey opens after it, and stays open', async () => {
    ({ product, sessionId } = await startThursday());
    await next(7);
    await office().call('hall.open', { sessionId });
    await add(product, sessionId, question());
    product.cloud.state.clock.move(inDays(7) - 90 * MINUTE);
    await closeAndPublish(product, sessionId);
    expect(surveyNow()).toMatchObject({ opensAt: inDays(8) - 7 * HOUR, closesAt: inDays(15) + 4 * HOUR });
    await at(inDays(8) - 7 * HOUR);
    await at(inDays(8) - 6 * HOUR);
    expect(surveyNow().state).toBe('open');
  });
});

test('whoever was reminded of one hour is reminded again when the office moves it', async () => {
  await minuted();
  const { opensAt, closesAt } = surveyNow();
  await at(Number(opensAt));
  await at(Number(closesAt) - 20 * HOUR);
  expect(await inboxOf('p-lin', 'survey_closing')).toHaveLength(1);
  await office().call('survey.reschedule', {
    sessionId,
    closesAt: Number(closesAt) + 2 * DAY,
    reason: '多给两天',
  });
  await at(Number(closesAt));
  expect(surveyNow().state).toBe('open');
  await at(Number(closesAt) + DAY + HOUR);
  const told = await inboxOf('p-lin', 'survey_closing');
  expect(told).toHaveLength(2);
  expect(told.join()).toContain('12月13日');
});
