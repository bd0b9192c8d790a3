import type { CollectionName, Documents } from './documents';
import { across, type Fault, type Invariant } from './invariant';
import type { View } from './view';

/**
 * What becomes of a field that names a person when that person leaves the college. `given_up`: it names them no more
 * once `jobs` has been there (jobs/settle-moved). `record`: it says what was, and stays.
 */
type Answer = 'given_up' | 'record';

/** Every stored field that names a person; `test/account/leaving.test.ts` looks for one that is missing here. */
export const AFTER_LEAVING: Readonly<Record<string, Answer>> = {
  'people._id': 'record',
  'accounts.personId': 'given_up',
  'bind_codes._id': 'given_up',
  'bind_waits.personId': 'record',
  'departments.leaderId': 'given_up',
  'audit.actor': 'record',
  'audit.subject': 'record',
  'messages.to': 'record',
  'mailboxes._id': 'given_up',
  'observer_keys._id': 'given_up',
  'deliveries.personId': 'record',
  'bookings.personId': 'given_up',
  'bookings.history.actor': 'record',
  'sessions.history.actor': 'record',
  'sessions.plan.chair.personId': 'record',
  'sessions.plan.attendees.personId': 'record',
  'sessions.present.chair.personId': 'record',
  'sessions.present.attendees.personId': 'record',
  'halls.closedBy': 'record',
  'attendance.personId': 'record',
  'attendance.desk.by': 'record',
  'attendance.desk.confirmedBy': 'record',
  'late_entries.personId': 'record',
  'late_entries.by': 'record',
  'unmatched_entries.personId': 'record',
  'unmatched_entries.by': 'record',
  'seat_questions.personId': 'record',
  'seat_questions.slot': 'record',
  'seat_questions.history.actor': 'record',
  'questions.brought': 'record',
  'questions.coSaid': 'record',
  'questions.askerId': 'given_up',
  'questions.voters': 'record',
  'questions.history.actor': 'record',
  'minutes.savedBy': 'record',
  'minutes.history.actor': 'record',
  'surveys.history.actor': 'record',
  'surveys.closing.holders.personId': 'record',
  'surveys.closing.confirmations.personId': 'record',
  'surveys.closing.opened.by': 'record',
  'cards.history.actor': 'record',
  'cases.askerId': 'given_up',
  'cases.recordedBy': 'record',
  'cases.handlerId': 'given_up',
  'cases.draft.authorId': 'record',
  'cases.draft.standIn.leaderId': 'record',
  'cases.supervisions.orderedById': 'record',
  'cases.history.personId': 'record',
  'case_joins.personId': 'given_up',
  'complaints.decidedBy': 'record',
  'ledgers.personId': 'record',
};

/** Who still holds something by this document, where the field is one that is given up. */
const HELD: { [C in CollectionName]?: (document: Documents[C]) => string | null | undefined } = {
  accounts: ({ personId }) => personId,
  bind_codes: ({ _id }) => _id,
  departments: ({ leaderId }) => leaderId,
  mailboxes: ({ _id }) => _id,
  observer_keys: ({ _id }) => _id,
  bookings: ({ personId, status }) =>
    status === 'confirmed' || status === 'waitlisted' || status === 'offered' ? personId : null,
  questions: ({ askerId, state, onSpot }) => (state === 'queued' || onSpot === 'waiting' ? askerId : null),
  cases: ({ askerId, askerLeft, handlerId, isOpen }) =>
    isOpen ? (askerLeft ? handlerId : (askerId ?? handlerId)) : null,
  case_joins: ({ personId, isFollowing }) => (isFollowing ? personId : null),
};

/** Whoever has left holds nothing, once what follows from it is done. */
export const leavingInvariants: readonly Invariant[] = [
  across(
    'left-with-holdings',
    [
      'people',
      'accounts',
      'bind_codes',
      'departments',
      'mailboxes',
      'observer_keys',
      'bookings',
      'questions',
      'cases',
      'case_joins',
    ],
    async function* (view) {
      const gone = new Set<string>();
      for await (const { _id, hasLeft, moved } of view.each('people', ['hasLeft', 'moved']))
        if (hasLeft && !moved) gone.add(_id);
      if (gone.size === 0) return;
      yield* heldBy(view, gone, 'accounts');
      yield* heldBy(view, gone, 'bind_codes');
      yield* heldBy(view, gone, 'departments');
      yield* heldBy(view, gone, 'mailboxes');
      yield* heldBy(view, gone, 'observer_keys');
      yield* heldBy(view, gone, 'bookings');
      yield* heldBy(view, gone, 'questions');
      yield* heldBy(view, gone, 'cases');
      yield* heldBy(view, gone, 'case_joins');
    },
  ),
];

async function* heldBy<C extends CollectionName>(
  view: View,
  gone: ReadonlySet<string>,
  collection: C,
): AsyncGenerator<Fault> {
  const holderOf = HELD[collection];
  for await (const document of view.each(collection)) {
    const holder = holderOf?.(document);
    if (holder && gone.has(holder)) yield { id: holder, what: `已离校，仍在 ${collection} 中占有名额或事务` };
  }
}
