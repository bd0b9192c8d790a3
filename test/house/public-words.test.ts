import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Action, contract } from '../../cloudfunctions/contract';
import { loadDemo } from '../../dev/demo/load';
import { DEMO_NOW } from '../../dev/demo/sessions';
import { RIGHTS } from '../../dev/rights/table';
import { type Product, seedPeople, startProduct } from '../cloud';
import { sample } from '../platform/call/sample';
import { person } from '../survey/thursday';

// In every field of the store that holds words stands the field's own name. Whoever calls here has nothing of their own,
// so each name that comes back is a door through which somebody's words reach everybody. The doors are listed: a new one
// shows here, and has to be put behind the gate or be words of the college.

const OPEN = (Object.keys(contract) as Action[]).filter(
  (action) =>
    contract[action].kind === 'query' &&
    (RIGHTS[action]?.may === 'anyone' || RIGHTS[action]?.may === 'bound'),
);
const PORTAL = ['/previews', '/minutes', '/results'];
const ROUNDS = 16;

/** What the college says of itself, by name and office. */
const DEPARTMENTS = ['departments.name'];
const PLAN = [
  'sessions.dateReason',
  'sessions.plan.attendees.name',
  'sessions.plan.attendees.title',
  'sessions.plan.chair.name',
  'sessions.plan.chair.title',
  'sessions.plan.topics',
  'sessions.plan.venue',
];
const PLAN_IN_SHORT = ['sessions.dateReason', 'sessions.plan.chair.name', 'sessions.plan.venue'];
/** What somebody released after the gate had shown what to look at. */
const RELEASED = {
  answer: 'cases.published.reply',
  case: ['cases.published.reply', 'cases.published.text', 'cases.published.title'],
  title: 'cases.published.title',
  minutes: [
    'minutes.revisions.items.answer',
    'minutes.revisions.items.body',
    'minutes.revisions.items.title',
    'minutes.revisions.preface',
  ],
  topic: 'questions.title',
};
/** Made of the items of the minutes when the survey opens. */
const RESULTS = [
  'results.departments.name',
  'results.items.band',
  'results.items.departmentName',
  'results.items.title',
  'results.total.name',
];

const DOORS: Readonly<Record<string, readonly string[]>> = {
  'account.departments': ['departments.headName', ...DEPARTMENTS],
  'announcement.inbox': ['sessions.notices.facts.venue'],
  'case.commitments': [RELEASED.answer, RELEASED.title],
  'case.get': RELEASED.case,
  'case.overdue': [RELEASED.title],
  'case.public': [RELEASED.title],
  'case.search': RELEASED.case,
  'case.similar': RELEASED.case,
  'hall.agenda': [RELEASED.topic],
  // Who was there, of those who say so themselves.
  'hall.attendees': ['attendance.name', 'attendance.unit'],
  'hall.minutes': [
    ...DEPARTMENTS,
    ...RELEASED.minutes.slice(0, 3),
    'minutes.revisions.preface',
    'minutes.revisions.reason',
    'questions.answeredBy',
  ],
  'hall.wall': [RELEASED.topic],
  'portal/minutes': RELEASED.minutes,
  'portal/previews': PLAN,
  'portal/results': RESULTS,
  'report.dashboard': DEPARTMENTS,
  'session.get': ['sessions.article.title', ...PLAN.slice(0, 5), 'sessions.plan.notes', ...PLAN.slice(5)],
  'session.home': PLAN_IN_SHORT,
  'session.list': PLAN_IN_SHORT,
  'survey.card': [
    'cards.appeal.reason',
    'cards.departmentName',
    'cards.history.detail',
    'cards.rectification.measures.text',
    'cards.rectification.notes.text',
    'cards.rectification.plan',
    'cards.title',
  ],
  'survey.cards': ['cards.departmentName', 'cards.title'],
  'survey.get': [
    'surveys.items.answered',
    'surveys.items.answeredBy',
    'surveys.items.asked',
    'surveys.items.departmentName',
    'surveys.items.progress',
    'surveys.items.title',
  ],
  'survey.results': RESULTS,
};

/** Empty in the demo, or not reached by it. */
const ALSO = ['minutes.revisions.reason'];
const APPROVED = { isApproved: true, state: 'queued' };

const HAN = /\p{Script=Han}/u;
const TAG = /〔([^〕]+)〕/g;

/** Every path that holds Chinese words in one of these documents; places of lists do not count. */
function pathsOf(value: unknown, path: string, found: Set<string>): Set<string> {
  if (typeof value === 'string' && HAN.test(value)) found.add(path);
  else if (Array.isArray(value)) for (const part of value) pathsOf(part, path, found);
  else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) pathsOf(part, `${path}.${key}`, found);
  return found;
}

function planted(value: unknown, path: string, paths: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return paths.has(path) ? `${value}〔${path}〕` : value;
  if (Array.isArray(value)) return value.map((part) => planted(part, path, paths));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, planted(part, `${path}.${key}`, paths)]),
  );
}

const document = z.looseObject({});
const named = z.looseObject({ _id: z.string() });
const answer = z.object({ ok: z.boolean() }).loose();

let product: Product;
const fields = new Set<string>();
beforeAll(async () => {
  product = await startProduct({ isEmpty: true, now: DEMO_NOW, env: { CASE_SECRET: 'ab'.repeat(32) } });
  const { cloud } = product;
  await loadDemo({
    ...cloud,
    weixin: cloud.weixin,
    async seed(collection, documents) {
      const paths = new Set(ALSO.filter((path) => path.startsWith(`${collection}.`)));
      for (const each of documents) pathsOf(each, collection, paths);
      for (const path of paths) fields.add(path);
      await cloud.seed(
        collection,
        documents.map((each, index) => {
          const filled = document.parse(planted(each, collection, paths));
          return collection === 'questions' && index % 2 === 0 ? { ...filled, ...APPROVED } : filled;
        }),
      );
    },
  });
  await seedPeople(cloud, [person('o-nothing-own', '钱多多')]);
  await cloud.tick('jobs');
});
afterAll(() => product.stop());

/** One of each state that the documents of a collection are in, so that every door is tried on every kind of thing. */
function variety(collection: string, states: readonly string[]): string[] {
  const found = product.cloud.read(collection).map((each) => named.parse(each));
  const byState = new Map(
    found.map((each) => [JSON.stringify(states.map((state) => each[state] ?? null)), each._id]),
  );
  return Array.from(byState.values());
}

/** Which planted fields each open action lets out. */
async function doors(): Promise<Record<string, string[]>> {
  const ids = (collection: string) => product.cloud.read(collection).map((each) => named.parse(each)._id);
  const known = {
    sessionId: ids('sessions'),
    caseId: variety('cases', ['status', 'isPublic', 'channel', 'isProtected']),
    survey: ids('surveys'),
    cardId: variety('cards', ['state']),
    words: ['宿舍', '食堂'],
    text: ['宿舍没有热水', '食堂'],
    from: [DEMO_NOW - 300 * 86_400_000],
    to: [DEMO_NOW],
    revision: [undefined],
  };
  const out = new Map<string, Set<string>>();
  const hear = (door: string, said: unknown) => {
    for (const [, field = ''] of JSON.stringify(said).matchAll(TAG))
      out.set(door, (out.get(door) ?? new Set()).add(field));
  };
  const silent = new Set<string>();
  for (const action of OPEN) {
    const tried = new Set<string>();
    let isHeard = false;
    for (let round = 0; round < ROUNDS; round++) {
      const input = sample(contract[action].input, known, round);
      if (tried.has(JSON.stringify(input))) continue;
      tried.add(JSON.stringify(input));
      for (const openid of ['nobody-we-know', 'o-nothing-own']) {
        const event = { action, requestId: randomUUID(), input };
        const said = await product.cloud.call(action.split('.')[0] ?? '', event, { openid });
        isHeard ||= answer.parse(said).ok;
        hear(action, said);
      }
    }
    if (!isHeard) silent.add(action);
  }
  for (const sessionId of known.sessionId)
    hear('hall.wall', await product.as('p-wu').call('hall.wall', { sessionId }));
  for (const path of PORTAL) hear(`portal${path}`, (await product.cloud.http('portal', { path })).body);
  // One asks for a receipt code, the other for keys, which hold no words.
  expect([...silent].sort()).toEqual(['case.byReceipt', 'hall.keys']);
  return Object.fromEntries(
    [...out].map(([door, found]): [string, string[]] => [door, [...found].sort()]).sort(),
  );
}

test('words come out by the doors that are listed, and by no other', async () => {
  expect(fields.size).toBeGreaterThan(60);
  expect(await doors()).toEqual(DOORS);
});
