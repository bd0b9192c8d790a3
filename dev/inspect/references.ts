import { NOBODY } from '../../cloudfunctions/core/hall/attendance';
import { GIVEN_ON } from '../../cloudfunctions/core/session/given-on';
import type { CollectionName } from './documents';
import type { Invariant } from './invariant';

/** One field that names another document: by path, through lists. Words in `besides` are no ids. */
export interface Reference {
  of: CollectionName;
  field: string;
  to: CollectionName;
  besides?: readonly string[];
}

const refs = (of: CollectionName, fields: Readonly<Record<string, CollectionName>>): Reference[] =>
  Object.entries(fields).map(([field, to]) => ({ of, field, to }));

/** Every field of every collection that must point somewhere. `null` and nothing point nowhere, and may. */
export const REFERENCES: readonly Reference[] = [
  ...refs('people', { 'roles.departmentId': 'departments' }),
  ...refs('departments', { leaderId: 'people', successorId: 'departments' }),
  ...refs('audit', { subject: 'people' }),
  { of: 'audit', field: 'actor', to: 'people', besides: ['system'] },
  { of: 'messages', field: 'to', to: 'people', besides: ['everyone'] },
  ...refs('mailboxes', { _id: 'people' }),
  ...refs('observer_keys', { _id: 'people' }),
  ...refs('deliveries', { messageId: 'messages', personId: 'people' }),
  ...refs('bookings', { sessionId: 'sessions', personId: 'people' }),
  { of: 'bookings', field: 'poolId', to: 'booking_pools', besides: [GIVEN_ON] },
  ...refs('booking_pools', { sessionId: 'sessions' }),
  ...refs('halls', { _id: 'sessions', currentId: 'questions' }),
  ...refs('walls', { _id: 'sessions' }),
  ...refs('attendance', { sessionId: 'sessions' }),
  { of: 'attendance', field: 'personId', to: 'people', besides: [NOBODY] },
  ...refs('unmatched_entries', { sessionId: 'sessions', personId: 'people', by: 'people' }),
  ...refs('seat_questions', {
    sessionId: 'sessions',
    personId: 'people',
    questionId: 'questions',
    caseId: 'cases',
  }),
  ...refs('questions', {
    mergedInto: 'questions',
    sessionId: 'sessions',
    departmentId: 'departments',
    coDepartmentIds: 'departments',
    askerId: 'people',
    caseId: 'cases',
  }),
  ...refs('minutes', {
    _id: 'sessions',
    'items.questionId': 'questions',
    'revisions.items.questionId': 'questions',
  }),
  ...refs('issue_records', { session: 'sessions' }),
  ...refs('surveys', {
    sessionId: 'sessions',
    heldWith: 'sessions',
    'items.questionId': 'questions',
    'items.departmentId': 'departments',
    'items.caseId': 'cases',
  }),
  ...refs('ballots', { survey: 'surveys' }),
  ...refs('remark_shards', { survey: 'surveys' }),
  ...refs('box_keys', { _id: 'surveys' }),
  ...refs('remarks', { survey: 'surveys', sessionId: 'sessions' }),
  ...refs('sealed_boxes', { survey: 'surveys' }),
  ...refs('counted_lists', { _id: 'surveys' }),
  ...refs('results', {
    surveyId: 'surveys',
    sessionId: 'sessions',
    'items.questionId': 'questions',
    'items.departmentId': 'departments',
  }),
  ...refs('cards', {
    surveyId: 'surveys',
    sessionId: 'sessions',
    questionId: 'questions',
    departmentId: 'departments',
  }),
  ...refs('credential_keys', { session: 'sessions' }),
  ...refs('session_keys', { _id: 'sessions' }),
  ...refs('cases', {
    askerId: 'people',
    recordedBy: 'people',
    handlerId: 'people',
    responsibleId: 'departments',
    assignedTo: 'departments',
    leadId: 'departments',
    coIds: 'departments',
    sessionId: 'sessions',
    questionId: 'questions',
    'mergedInto.id': 'cases',
    'returns.departmentId': 'departments',
    'reply.departmentId': 'departments',
    'draft.departmentId': 'departments',
    'draft.authorId': 'people',
    'draft.standIn.leaderId': 'people',
    'supervisions.orderedById': 'people',
    'history.departmentId': 'departments',
    'history.personId': 'people',
  }),
  ...refs('case_joins', { caseId: 'cases', personId: 'people' }),
  ...refs('canned_answers', { departmentId: 'departments' }),
  ...refs('complaints', { decidedBy: 'people' }),
  ...refs('case_topics', { 'topics.departmentId': 'departments', 'categories.departmentId': 'departments' }),
  ...refs('matters', { departmentId: 'departments', sessionId: 'sessions', 'cases.id': 'cases' }),
  ...refs('ledgers', { personId: 'people' }),
];

export const nameOfReference = ({ of, field }: Reference): string => `reference:${of}.${field}`;

export const referenceInvariants: readonly Invariant[] = REFERENCES.map((reference) => ({
  name: nameOfReference(reference),
  about: [reference.of, reference.to],
  visit: {
    collection: reference.of,
    ids: [reference.to],
    faultsOf: (document, known) =>
      [...new Set(valuesAt(document, reference.field.split('.')))]
        .filter((id) => !reference.besides?.includes(id) && !known.has(reference.to, id))
        .map(() => ({
          // An id that names a person may be one of the ids that are not to be shown; where it leads is enough.
          id: document._id,
          what: `${reference.field} 指向的 ${reference.to} 文档不存在`,
        })),
  },
}));

/** The texts at a path, through lists; nothing where there is nothing. */
function valuesAt(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((element) => valuesAt(element, path));
  const [field, ...rest] = path;
  if (field === undefined) return typeof value === 'string' ? [value] : [];
  return typeof value === 'object' && value !== null ? valuesAt(Reflect.get(value, field), rest) : [];
}
