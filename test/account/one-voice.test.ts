import '../booking/sdk-environment';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Action } from '../../cloudfunctions/contract';
import { monthOf } from '../../cloudfunctions/core/rules/calendar';
import { makePassMonth } from '../../cloudfunctions/platform/ballots/pass-keys';
import { cases, people } from '../../cloudfunctions/platform/database/collections';
import { _, update } from '../../cloudfunctions/platform/database/store';
import { form, MINUTE, plan, SESSION_AT, START } from '../booking/crowd';
import { reach } from '../booking/inside';
import { PassHolder } from '../case/pass-holder';
import { send } from '../case/people';
import { type Product, type Somebody, seedPeople, startProduct } from '../cloud';
import { Phone } from '../survey/phone';
import { seedKeys } from '../survey/slot-keys';
import { person } from '../survey/thursday';

// One account, one voice: what one person may do once, one account may do once, whichever numbers it is bound to. The
// waiting time after an unbinding keeps most of it away; here the account has walked on by whatever way, and the limit
// itself must hold.

/** A bound person's commands that count nobody: they change what is the caller's own, or come with a limit by account. */
const OWN: Partial<Record<Action, string>> = {
  'account.bind': 'ties, and counts tries by account',
  'account.unbind': 'parts; the waits are in bind.test.ts',
  'account.erase': 'parts as unbinding does',
  'account.consent': 'messages to oneself',
  'account.optOut': 'messages to oneself',
  'account.correctPhone': 'the own telephones',
  'announcement.read': 'the own inbox',
  'booking.confirm': 'the own booking, of which an account has one',
  'booking.cancel': 'the own booking',
  'booking.choose': 'the own booking',
  'hall.askFromSeat': 'hangs on the attendance, of which an account has one (test/hall/seats)',
  'hall.chooseSeat': 'the own question',
  'hall.listMe': 'the own attendance, of which an account has one',
  'hall.judgeAnswer': 'the own question',
  'hall.keepOut': 'the own question',
  'survey.skipReminder': 'messages to oneself',
  'case.complain': 'one for each place by a digest of the account, and limited by account',
  'case.submit': 'as many as one likes, limited by account',
  'case.uploadPicture': 'limited by account',
  'case.answer': 'the own case',
  'case.judge': 'the own case',
  'case.withdraw': 'the own case',
  'case.allowName': 'the own case',
};

interface Limit {
  /** Does it once as whoever the account is bound to now. */
  act(account: Somebody, boundTo: string): Promise<unknown>;
  /** How many are counted. */
  counted(): number;
}

let product: Product;
let sessionId: string;
let questionId: string;
let caseId: string;

beforeAll(async () => {
  product = await startProduct({ now: START, env: { CASE_SECRET: 'a secret of the test' } });
  reach(product.cloud);
  const office = product.as('p-wu');
  ({ sessionId } = await office.call('session.create', { reason: '', plan: plan() }));
  await office.call('session.publishPreview', { sessionId });
  await seedKeys(product, sessionId);
  ({ caseId } = await send(product, 'p-lin'));
  const published = { title: '热水', text: '热水', reply: '' };
  await update(cases, { _id: caseId }, { isPublic: true, published: _.set(published) });
  await product.as('p-lin').call('booking.create', { sessionId, form: form() });
  const { questions } = await office.call('hall.prepare', { sessionId });
  questionId = questions[0]?.id ?? '';
  await office.call('hall.approveTopic', { questionId, isApproved: true, title: '热水' });
});
afterAll(() => product?.stop());

const read = (collection: string) => product.cloud.read(collection);
const numberIn = (collection: string, id: string, field: string) =>
  Number(read(collection).find(({ _id }) => _id === id)?.[field] ?? 0);
const ofSession = (collection: string) =>
  read(collection).filter(({ _id }) => String(_id).startsWith(sessionId)).length;
/** Twenty-five minutes before four; nothing that the timer would do on the way is missed. */
const doorsOpen = () => product.cloud.state.clock.move(SESSION_AT - 25 * MINUTE);
const letIn = (personId: string) =>
  product.as('p-wu').call('hall.deskCheckIn', {
    sessionId,
    entries: [{ entryId: `desk-${personId}`, personId, ageMs: 0 }],
  });

const LIMITED: Partial<Record<Action, Limit>> = {
  'booking.create': {
    act: (account) => account.call('booking.create', { sessionId, form: form() }),
    counted: () => ofSession('bookings'),
  },
  'case.join': {
    act: (account) => account.call('case.join', { caseId, hasJoined: true }),
    counted: () => numberIn('cases', caseId, 'joins'),
  },
  'case.follow': {
    act: (account) => account.call('case.follow', { caseId, isFollowing: true }),
    counted: () => read('case_joins').length,
  },
  'hall.vote': {
    act: (account) => account.call('hall.vote', { questionId, isFor: true }),
    counted: () => numberIn('questions', questionId, 'votes'),
  },
  'hall.checkIn': {
    act: async (account) => {
      doorsOpen();
      return new Phone(product, account.openid).checkIn(sessionId);
    },
    counted: () => ofSession('attendance'),
  },
  'hall.fetchCredentials': {
    act: async (account, boundTo) => {
      doorsOpen();
      // Let in before there was an account: the desk saw somebody, and has no account to tell apart.
      await update(people, { _id: boundTo }, { openid: null });
      await letIn(boundTo);
      await update(people, { _id: boundTo }, { openid: account.openid });
      const blinded = await new Phone(product, account.openid).blind(sessionId);
      return account.call('hall.fetchCredentials', { sessionId, blinded });
    },
    counted: () => ofSession('issue_records'),
  },
  'account.fetchPasses': {
    act: async (account) => {
      const month = monthOf(product.cloud.clock.now());
      await makePassMonth(month, 2);
      return new PassHolder(product, account.openid).fetch(month);
    },
    counted: () => read('pass_issues').length,
  },
};

test('every command of a bound person is limited by account, or said why it needs none', () => {
  const page = readFileSync(path.join(__dirname, '../../docs/rights.md'), 'utf8');
  const bound = Array.from(page.matchAll(/^\| `(\S+)` ! \|\s*●?\s*\| ● \|/gm), ([, action]) => action ?? '');
  expect(bound.length).toBeGreaterThan(20);
  expect(bound.sort()).toEqual([...Object.keys(OWN), ...Object.keys(LIMITED)].sort());
});

describe.each(Object.entries(LIMITED))('%s', (action, { act, counted }) => {
  test('counts an account once, whichever numbers it is bound to', async () => {
    const account = product.as(`walker-${action}`);
    const numbers = ['one', 'two', 'three'].map((name) => `${action.replace('.', '-')}-${name}`);
    await seedPeople(
      product.cloud,
      numbers.map((id) => ({ ...person(id, id), openid: null })),
    );
    const before = counted();
    const outcomes: unknown[] = [];
    for (const boundTo of numbers) {
      await update(people, { openid: account.openid }, { openid: null });
      await update(people, { _id: boundTo }, { openid: account.openid });
      outcomes.push(await outcome(act(account, boundTo)));
    }
    expect(outcomes).toEqual(['done', 'account_used', 'account_used']);
    expect(counted() - before).toBe(1);
  });
});

test('the desk lets in nobody whose account is in under another number', async () => {
  doorsOpen();
  await seedPeople(product.cloud, [person('twice-a', '甲'), { ...person('twice-b', '乙'), openid: null }]);
  await new Phone(product, 'twice-a').checkIn(sessionId);
  await update(people, { _id: 'twice-a' }, { openid: null });
  await update(people, { _id: 'twice-b' }, { openid: 'twice-a' });
  const { results } = await letIn('twice-b');
  expect(results.map(({ answer }) => answer)).toEqual(['account_used']);
});

const outcome = (done: Promise<unknown>) =>
  done.then(
    () => 'done',
    (refusal: { code: string }) => refusal.code,
  );
