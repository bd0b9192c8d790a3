import { FORGOTTEN } from '../../cloudfunctions/core/case/forgotten';
import { FIRST_RETENTION } from '../../cloudfunctions/core/rules/retention';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import {
  attendance,
  audit,
  auditLinks,
  bookings,
  caseJoins,
  cases,
  ledgers,
  locks,
  messages,
  people,
  questions,
  rulebooks,
  sessions,
  surveys,
} from '../../cloudfunctions/platform/database/collections';
import { remove, update } from '../../cloudfunctions/platform/database/store';
import { inspect } from '../../dev/inspect/inspect';
import { withCloud } from '../../dev/inspect/reach';
import type { SessionStatus } from '../../miniprogram/shared/labels';
import { seedCrowd } from '../booking/crowd';
import type { Product } from '../cloud';
import { attendanceOf, bookingOf, caseAt, messageTo, questionOf, sessionAt, surveyOf } from './seeds';
import { DAY, MINUTE, NOW, put, reset, runTimer, startQuiet, stored } from './started';

const { caseDays, attendanceDays, messageDays, ledgerDays, leaverDays, auditDays } = FIRST_RETENTION;

let product: Product;
beforeAll(async () => {
  product = await startQuiet();
});
afterAll(() => product.stop());
beforeEach(() => reset(product));

/** One run of the step, whenever it ran last. */
async function run(now = NOW): Promise<void> {
  await remove(locks, { _id: 'keep-periods' });
  expect(await runTimer(product, now)).toEqual({ failed: [] });
}
const holds = (text: string) =>
  product.cloud.read(cases.name).some((entity) => JSON.stringify(entity).includes(text));
const faults = async () => {
  const { findings } = await withCloud(product.cloud.url, inspect);
  return findings.filter(({ invariant }) => /forgotten|kept-too-long|joins/.test(invariant));
};

const said = {
  at: 1,
  what: 'answered_more',
  actor: 'asker',
  personId: null,
  name: '',
  departmentId: null,
} as const;
const ended = (closedAt: number) =>
  caseAt(closedAt - DAY, {
    isOpen: false,
    isDue: false,
    status: 'closed',
    closing: 'asker_silent',
    closedAt,
    phone: '13800138000',
    identity: 'named',
    verdict: 'solved',
    satisfaction: 'satisfied',
    joins: 1,
    history: [
      ...caseAt(closedAt - DAY).history,
      { ...said, text: '我是三号楼的', dueAt: null, lengthMs: null, pictures: [], requestId: 'r-1' },
    ],
  });
const follower = {
  _id: 'case-1:p-zhou',
  caseId: 'case-1',
  personId: 'p-zhou',
  voice: 'v',
  hasJoined: true,
  isFollowing: true,
  key: 'k',
};

test('an ended case keeps its asker up to the last day of its period, and no longer', async () => {
  await put(product, cases, ended(NOW - caseDays * DAY + MINUTE));
  await put(product, caseJoins, follower);
  await run();
  expect(stored(product, cases, 'case-1')).toMatchObject({ askerId: 'p-lin', phone: '13800138000' });
  await update(cases, { _id: 'case-1' }, { closedAt: NOW - caseDays * DAY });
  await run();
  const entity = stored(product, cases, 'case-1');
  expect(entity).toMatchObject({
    askerId: null,
    phone: '',
    title: FORGOTTEN,
    text: FORGOTTEN,
    forgottenAt: expect.any(Number),
  });
  expect(['p-lin', '13800138000', '三号楼'].filter(holds)).toEqual([]);
  expect(product.cloud.read(caseJoins.name)).toEqual([]);
  // What figures are made of.
  expect(entity).toMatchObject({
    category: 'logistics',
    verdict: 'solved',
    satisfaction: 'satisfied',
    joins: 1,
  });
  expect(entity.history).toHaveLength(3);
  expect(await faults()).toEqual([]);
});

test('words that were made public stay as they were published', async () => {
  const published = { title: '热水', text: '晚上没有热水', reply: '已检修' };
  await put(product, cases, { ...ended(NOW - caseDays * DAY), isPublic: true, published });
  await run();
  expect(stored(product, cases, 'case-1')).toMatchObject({
    ...published,
    reply: null,
    published,
    askerId: null,
  });
});

test.each([
  [
    'a promise that is open',
    { commitment: { text: '修', dueAt: NOW, state: 'open', doneAt: null, key: 'k' } },
  ],
  ['an order of a leader that is open', { hasOpenSupervision: true }],
] as const)('%s keeps a case whole', async (_label, changes) => {
  await put(product, cases, { ...ended(NOW - 2 * caseDays * DAY), ...changes });
  await run();
  expect(stored(product, cases, 'case-1').forgottenAt).toBeUndefined();
});

async function heldAt(
  startsAt: number,
  questionChanges: Parameters<typeof questionOf>[1] = {},
  status: SessionStatus = 'announced',
) {
  const session = sessionAt(startsAt, {
    status,
    figures: { attended: 3, questions: 0, solvedOnSpot: 0 },
  });
  await put(product, sessions, session);
  await put(product, attendance, ...[1, 2, 3].map((index) => attendanceOf(session, index)));
  await put(product, bookings, bookingOf(session, 1, { status: 'attended' }));
  await put(
    product,
    questions,
    questionOf(session, { votes: 2, voters: ['p-zhou', 'p-he'], ...questionChanges }),
  );
  return session;
}

test('the names of a session go on the day their period ends; the count stays exact', async () => {
  const startsAt = NOW - attendanceDays * DAY;
  const session = await heldAt(startsAt + MINUTE);
  await run();
  expect(product.cloud.read(attendance.name).map(({ personId }) => personId)).toContain('guest-1');
  await update(sessions, { _id: session._id }, { startsAt });
  await run();
  const came = product.cloud.read(attendance.name);
  expect(came).toHaveLength(3);
  expect(JSON.stringify(came)).not.toMatch(/guest|来宾|信息工程系/);
  expect(came.map(({ method }) => method)).toEqual(['desk', 'desk', 'desk']);
  expect(product.cloud.read(bookings.name)).toEqual([]);
  expect(stored(product, questions, 'question-1')).toMatchObject({
    askerId: null,
    detail: '',
    votes: 2,
    voters: [],
  });
  expect(stored(product, sessions, session._id)).toMatchObject({
    namesForgottenAt: expect.any(Number),
    figures: { attended: 3 },
  });
  expect(await faults()).toEqual([]);
});

test.each([
  'planned',
  'previewed',
  'live',
  'closed',
  'minuted',
  'surveying',
  'announced',
  'cancelled',
] as const satisfies readonly SessionStatus[])(
  'a session that was left %s is forgotten by its date, and not a minute before',
  async (status) => {
    const startsAt = NOW - attendanceDays * DAY;
    const session = await heldAt(startsAt + MINUTE, {}, status);
    await run();
    expect(product.cloud.read(bookings.name)).toHaveLength(1);
    await update(sessions, { _id: session._id }, { startsAt });
    await run();
    expect(product.cloud.read(bookings.name)).toEqual([]);
    expect(stored(product, questions, 'question-1').askerId).toBeNull();
    expect(stored(product, sessions, session._id).namesForgottenAt).toEqual(expect.any(Number));
  },
);

test('a session that was called off and lies ahead keeps who booked', async () => {
  await heldAt(NOW + DAY, {}, 'cancelled');
  await run();
  expect(product.cloud.read(bookings.name)).toHaveLength(1);
});

test.each([
  [
    'a promise that the same people will rate',
    async () => heldAt(NOW - 2 * attendanceDays * DAY, { rerate: 'rolled' }),
  ],
  [
    'a round that is open',
    async () => put(product, surveys, surveyOf(await heldAt(NOW - 2 * attendanceDays * DAY), NOW)),
  ],
])('%s keeps the names', async (_label, prepare) => {
  await prepare();
  await run();
  expect(product.cloud.read(bookings.name)).toHaveLength(1);
});

test('messages, ledgers and the log go when their time is over, not a minute earlier', async () => {
  const entry = { actor: 'system', what: 'roster_imported', detail: '', link: 1 } as const;
  const ledger = { personId: 'p-wu', state: 'done', done: 0, total: 0, fileName: '', fileId: '' } as const;
  const both = (days: number) => [
    { id: 'over', at: NOW - days * DAY },
    { id: 'kept', at: NOW - days * DAY + MINUTE },
  ];
  await put(product, messages, ...both(messageDays).map(({ id, at }) => messageTo('p-lin', at, { _id: id })));
  await put(product, ledgers, ...both(ledgerDays).map(({ id, at }) => ({ _id: id, at, ...ledger })));
  await put(product, audit, ...both(auditDays).map(({ id, at }) => ({ _id: id, at, ...entry })));
  await put(product, auditLinks, {
    _id: 'link-000000001',
    number: 1,
    previous: '',
    at: 1,
    entries: [],
    digest: '',
  });
  await run();
  for (const from of [messages, ledgers, audit])
    expect([from.name, product.cloud.read(from.name).map(({ _id }) => _id)]).toEqual([from.name, ['kept']]);
});

test('who left is forgotten when the time is over, and not when they come back before', async () => {
  await seedCrowd(product, 2);
  for (const _id of ['crowd-0', 'crowd-1']) await update(people, { _id }, { hasLeft: true, openid: null });
  await run();
  expect(stored(product, people, 'crowd-0')).toMatchObject({ leftAt: expect.any(Number), name: '师生0' });
  await update(people, { _id: 'crowd-1' }, { hasLeft: false });
  await run(NOW + leaverDays * DAY - MINUTE);
  expect(stored(product, people, 'crowd-0').name).toBe('师生0');
  await run(NOW + leaverDays * DAY + MINUTE);
  expect(stored(product, people, 'crowd-0')).toMatchObject({
    name: '',
    unit: '',
    number: 'forgotten-crowd-0',
  });
  expect(stored(product, people, 'crowd-1')).toMatchObject({ name: '师生1', hasLeft: false });
  expect(stored(product, people, 'crowd-1').leftAt).toBeUndefined();
});

test('the periods are those of the rule book in force, and older books have the first ones', async () => {
  const { retention: _none, ...before } = FIRST_RULE_BOOK.rules;
  await put(product, messages, messageTo('p-lin', NOW - 100 * DAY));
  await product.cloud.seed(rulebooks.name, [
    { ...FIRST_RULE_BOOK, _id: 'rulebook-2', version: 2, effectiveAt: 1, rules: before },
  ]);
  await run();
  expect(product.cloud.read(messages.name)).toHaveLength(1);
  const { version } = await product.as('p-shen').call('account.rulebook', {});
  await product.as('p-shen').call('account.changeRule', {
    version,
    change: { path: 'retention.messageDays', value: 90 },
    reason: '缩短',
  });
  await run(NOW + MINUTE);
  expect(product.cloud.read(messages.name)).toEqual([]);
});
