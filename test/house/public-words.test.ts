import * as z from 'zod';
import type { Product } from '../cloud';
import { openEveryDoor, startDemo } from './open-doors';

// In every field of the store that holds words stands the field's own name. Whoever calls here has nothing of their own,
// so each name that comes back is a door through which somebody's words reach everybody. The doors are listed: a new one
// shows here, and has to be put behind the gate or be words of the college.

/** What the college says of itself, by name and office. */
const DEPARTMENTS = ['departments.name'];
/** What the administrator calls the topics of cases, and called them when one was chosen. */
const TOPICS = ['case_topics.topics.name'];
const TOPIC_OF_CASE = 'cases.topic.name';
const PLAN = [
  'sessions.dateReason',
  'sessions.plan.attendees.name',
  'sessions.plan.attendees.title',
  'sessions.plan.chair.name',
  'sessions.plan.chair.title',
  'sessions.plan.topics',
  'sessions.plan.venue',
];
/** Who sat at the table, once it was ticked. */
const PRESENT = [
  'sessions.present.attendees.name',
  'sessions.present.attendees.title',
  'sessions.present.chair.name',
  'sessions.present.chair.title',
];
const PLAN_IN_SHORT = [
  'sessions.dateReason',
  'sessions.plan.chair.name',
  'sessions.plan.chair.title',
  'sessions.plan.venue',
];
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

const CARD = [
  'cards.appeal.reason',
  'cards.departmentName',
  'cards.rectification.measures.text',
  'cards.rectification.notes.text',
  'cards.rectification.plan',
  'cards.title',
];
const CARD_IN_SHORT = ['cards.departmentName', 'cards.title'];
const COMMITMENT = [RELEASED.answer, RELEASED.title];
const SESSION = [
  ...CARD_IN_SHORT,
  ...DEPARTMENTS,
  ...RELEASED.minutes,
  'questions.answeredBy',
  ...RESULTS,
  'sessions.article.title',
  ...PLAN.slice(0, 5),
  'sessions.plan.notes',
  ...PLAN.slice(5),
  ...PRESENT,
];

/** The pages, feeds and data of the portal that anybody comes to by its links. */
const PORTAL: Readonly<Record<string, readonly string[]>> = {
  'portal/': [RELEASED.title, ...PLAN.slice(1)],
  'portal/book/N': ['sessions.plan.venue'],
  'portal/brief': [
    ...CARD_IN_SHORT,
    RELEASED.title,
    ...DEPARTMENTS,
    'results.departments.name',
    'sessions.plan.venue',
  ],
  'portal/cards': CARD_IN_SHORT,
  'portal/cards/N': CARD,
  'portal/cards?': CARD_IN_SHORT,
  'portal/cases': [RELEASED.title],
  'portal/cases/N': RELEASED.case,
  'portal/cases?': [RELEASED.title],
  'portal/commitments': [...COMMITMENT, ...DEPARTMENTS],
  'portal/commitments/done': [...COMMITMENT, ...DEPARTMENTS],
  'portal/commitments/late': [...COMMITMENT, ...DEPARTMENTS],
  'portal/data/cards': CARD_IN_SHORT,
  'portal/data/commitments': [...COMMITMENT, ...DEPARTMENTS],
  'portal/data/sessions': ['sessions.plan.venue'],
  'portal/departments': DEPARTMENTS,
  'portal/embed': ['sessions.plan.venue'],
  'portal/feeds/commitments.xml': COMMITMENT,
  'portal/feeds/previews.xml': PLAN.slice(3),
  'portal/minutes': RELEASED.minutes,
  'portal/overdue': [RELEASED.title],
  'portal/previews': PLAN,
  'portal/questions/N': [...DEPARTMENTS, ...RELEASED.minutes.slice(0, 3), 'questions.answeredBy'],
  'portal/results': RESULTS,
  'portal/search?': [RELEASED.title, 'minutes.revisions.items.title'],
  'portal/sessions': ['sessions.plan.venue'],
  'portal/sessions.ics': ['sessions.plan.venue'],
  'portal/sessions/N': SESSION,
  'portal/sessions/N/revisions/N': SESSION,
};

const DOORS: Readonly<Record<string, readonly string[]>> = {
  'account.departments': ['departments.headName', ...DEPARTMENTS],
  'announcement.inbox': ['sessions.notices.facts.venue'],
  'case.commitments': COMMITMENT,
  'case.get': [...RELEASED.case, TOPIC_OF_CASE],
  'case.overdue': [RELEASED.title],
  'case.public': [RELEASED.title],
  // Leaders, by the names that are public: whom a protected report may be about.
  'case.reportChoices': ['people.name'],
  'case.search': RELEASED.case,
  'case.similar': RELEASED.case,
  'case.topics': TOPICS,
  'hall.agenda': [RELEASED.topic],
  // Who was there, of those who say so themselves.
  'hall.attendees': ['attendance.name', 'attendance.unit'],
  'hall.minutes': [
    ...DEPARTMENTS,
    ...RELEASED.minutes.slice(0, 3),
    'minutes.revisions.preface',
    'minutes.revisions.reason',
    'questions.answeredBy',
    // Who led the session and who came to answer.
    ...PRESENT,
  ],
  'hall.wall': [RELEASED.topic, ...PLAN.filter((field) => /attendees|chair|venue/.test(field))],
  ...PORTAL,
  'report.dashboard': [...TOPICS, ...DEPARTMENTS],
  'session.get': ['sessions.article.title', ...PLAN.slice(0, 5), 'sessions.plan.notes', ...PLAN.slice(5)],
  'session.home': PLAN_IN_SHORT,
  'session.list': PLAN_IN_SHORT,
  'survey.card': [...CARD.slice(0, 2), 'cards.history.detail', ...CARD.slice(2)],
  'survey.cards': CARD_IN_SHORT,
  'survey.get': [
    'surveys.items.answered',
    'surveys.items.answeredBy',
    'surveys.items.asked',
    'surveys.items.departmentName',
    'surveys.items.progress',
    'surveys.items.title',
  ],
  'survey.results': [...RESULTS, 'surveys.items.progress'],
};

/** Empty in the demo, or not reached by it. */
const ALSO = ['minutes.revisions.reason'];
const APPROVED = { isApproved: true, state: 'queued' };

const HAN = /\p{Script=Han}/u;
const TAG = /〔([\w.]+)〕/g;

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

let product: Product;
const fields = new Set<string>();
beforeAll(async () => {
  product = await startDemo((collection, documents) => {
    const paths = new Set(ALSO.filter((path) => path.startsWith(`${collection}.`)));
    for (const each of documents) pathsOf(each, collection, paths);
    for (const path of paths) fields.add(path);
    return documents.map((each, index) => {
      const filled = document.parse(planted(each, collection, paths));
      return collection === 'questions' && index % 2 === 0 ? { ...filled, ...APPROVED } : filled;
    });
  });
});
afterAll(() => product.stop());

/** Which planted fields each open action lets out. */
async function doors(): Promise<Record<string, string[]>> {
  const out = new Map<string, Set<string>>();
  const silent = await openEveryDoor(product, (door, said) => {
    for (const [, field = ''] of JSON.stringify(said).matchAll(TAG))
      out.set(door, (out.get(door) ?? new Set()).add(field));
  });
  // These ask for a receipt code, for the code of a door that is open, and for keys, which hold no words.
  expect([...silent].sort()).toEqual(['case.byReceipt', 'hall.holdCode', 'hall.keys']);
  return Object.fromEntries(
    [...out].map(([door, found]): [string, string[]] => [door, [...found].sort()]).sort(),
  );
}

test('words come out by the doors that are listed, and by no other', async () => {
  expect(fields.size).toBeGreaterThan(60);
  expect(await doors()).toEqual(DOORS);
});
