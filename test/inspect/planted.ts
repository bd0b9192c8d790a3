import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { SLOTS_PER_SESSION } from '../../miniprogram/shared/ballot';

type Fields = Record<string, unknown>;

const told = { notices: [], hasNotice: false, version: 1 };
const line = (what: string) => ({ at: 0, actor: 'system', what, detail: '', requestId: '' });

export const SESSION = 'session-1';

/** Whole documents in which nothing is wrong but what `planted` changes: the shapes that a small store does not hold. */
export const whole: Readonly<Record<string, Fields>> = {
  halls: { closing: 'open', currentId: null, closedBy: '', secret: '' },
  attendance: { sessionId: SESSION, personId: 'p-lin' },
  questions: {
    ...told,
    sessionId: SESSION,
    state: 'queued',
    departmentId: null,
    coDepartmentIds: [],
    asker: 'none',
    askerId: null,
    voters: [],
    voices: [],
    votes: 0,
    onSpot: null,
    answerBy: null,
    caseId: null,
    hasTransfer: false,
    history: [line('queued')],
  },
  minutes: { ...told, state: 'draft', publishedAt: null, items: [], revisions: [], history: [] },
  late_entries: { sessionId: SESSION, personId: 'p-lin', firstAt: 0, entryId: 'x', by: 'p-wu', at: 0 },
  bind_codes: { digest: 'digest', until: 1 },
  bind_waits: { personId: 'p-lin', account: 'digest', since: 0, until: 1, reason: '' },
  issue_records: { session: SESSION, voice: 'none:issue', answer: [] },
  surveys: {
    ...told,
    sessionId: SESSION,
    round: 7,
    heldWith: SESSION,
    state: 'scheduled',
    items: [],
    ballotSlots: [],
    isRollFrozen: false,
    hasShards: false,
    hasKeys: true,
    hasAnswers: true,
    remarkKey: '',
    sealedAt: null,
    announcedAt: null,
    resultVersion: 0,
    eligible: 0,
    rollFingerprint: '',
    boxDigest: '',
    rulesVersion: 1,
    history: [line('scheduled')],
  },
  ballots: { survey: 'session-1.7', slot: 0, isOpen: true, cells: {} },
  remark_shards: { survey: 'session-1.7', isOpen: true, texts: {} },
  remarks: { survey: 'session-1.7', sessionId: SESSION, text: '', state: 'waiting', reason: '' },
  sealed_boxes: { survey: 'session-1.7', version: 1, part: 0, parts: 1, digest: '', head: null, slot: null },
  counted_lists: { digest: '', ids: [] },
  results: { surveyId: 'session-1.7', sessionId: SESSION, version: 1, rulesVersion: 1, items: [] },
  cards: {
    ...told,
    surveyId: 'session-1.7',
    sessionId: SESSION,
    questionId: 'q-planted',
    departmentId: 'logistics',
    resultVersion: 1,
    state: 'review',
    colour: 'red',
    appeal: null,
    history: [line('given')],
  },
  credential_keys: { session: SESSION, slot: 0 },
  session_keys: {
    keySet: '',
    keys: Array.from({ length: SLOTS_PER_SESSION }, () => ''),
    fingerprints: Array.from({ length: SLOTS_PER_SESSION }, () => ''),
  },
  case_joins: { caseId: 'nowhere', personId: 'p-lin', hasJoined: false, isFollowing: false, key: '' },
  canned_answers: { departmentId: 'logistics', title: '', text: '' },
  complaints: {
    place: 'case',
    subjectId: 'x',
    state: 'open',
    decidedAt: null,
    decidedBy: null,
    decision: '',
  },
  matters: { cases: [], state: 'proposed', sessionId: null, departmentId: null },
  ledgers: { personId: 'p-lin', state: 'making', fileId: '', done: 0, total: 0 },
  deliveries: { messageId: '', personId: 'p-lin', state: 'waiting', tries: 0 },
  mailboxes: { credits: {}, optOut: [], consents: [] },
  messages: { kind: 'preview', to: 'everyone' },
  audit: { actor: 'system', what: 'role_granted', detail: '', at: 0 },
  rulebooks: { ...FIRST_RULE_BOOK },
  case_days: { issued: 0, recent: {}, rules: { version: 1, cases: FIRST_RULE_BOOK.rules.cases, breaks: [] } },
};

interface Plant {
  invariant: string;
  collection: string;
  /** Changed in a document of the store, or in a whole one of its own under `_id`. */
  change: Fields;
  /** Can `--repair` mend it? */
  isMended?: boolean;
}

const announced = {
  state: 'announced',
  isRollFrozen: true,
  sealedAt: 1,
  announcedAt: 1,
  resultVersion: 1,
  history: [line('announced')],
};

/** One violation of every invariant that is no reference; those are planted from their own table. */
export const planted: readonly Plant[] = [
  {
    invariant: 'accounts-and-people',
    collection: 'people',
    change: { _id: 'x-account', openid: 'o-unbound' },
  },
  {
    invariant: 'people-who-left',
    collection: 'people',
    change: { _id: 'x-left', hasLeft: true, roles: [{ role: 'office' }] },
  },
  { invariant: 'roles', collection: 'people', change: { _id: 'x-role', roles: [{ role: 'handler' }] } },
  {
    invariant: 'departments-dissolved',
    collection: 'departments',
    change: { _id: 'x-gone', isHandedOver: true },
  },
  { invariant: 'rule-books', collection: 'rulebooks', change: { _id: 'rulebook-9', version: 9 } },
  { invariant: 'message-ids', collection: 'messages', change: { _id: 'minutes:x:everyone' } },
  { invariant: 'delivery-ids', collection: 'deliveries', change: { _id: 'x-delivery' } },
  {
    invariant: 'deliveries-and-messages',
    collection: 'deliveries',
    change: { _id: 'preview:x:p-zhou:p-lin', messageId: 'preview:x:p-zhou' },
  },
  {
    invariant: 'message-ids',
    collection: 'messages',
    change: { _id: 'preview:x:p-zhou', to: 'p-zhou', kind: 'minutes' },
  },
  {
    invariant: 'mailbox-credits',
    collection: 'mailboxes',
    change: { _id: 'p-lin', credits: { preview: -1 } },
  },
  ...['sessions', 'bookings', 'questions', 'minutes', 'surveys', 'cards', 'cases'].map((collection) => ({
    invariant: `${collection}-notice-flag`,
    collection,
    change: { _id: `x-notice-${collection}`, notices: [], hasNotice: true },
    isMended: true,
  })),
  { invariant: 'session-numbers', collection: 'sessions', change: { _id: 'session-8', number: 8 } },
  {
    invariant: 'session-history',
    collection: 'sessions',
    change: { _id: 'session-12', number: 12, status: 'closed' },
  },
  {
    invariant: 'session-quotas',
    collection: 'sessions',
    change: {
      _id: 'session-13',
      number: 13,
      status: 'planned',
      plan: { quota: { student: 1, staff: 1 }, speakingSlots: 9, seats: 1 },
    },
  },
  { invariant: 'booking-state', collection: 'bookings', change: { _id: 'x-booking', status: 'offered' } },
  {
    invariant: 'pools-of-sessions',
    collection: 'sessions',
    change: { _id: 'session-14', number: 14, status: 'live' },
  },
  {
    invariant: 'pool-places',
    collection: 'booking_pools',
    change: { _id: 'x-pool', left: 1, capacity: 5, holders: { nobody: { at: 0, claim: 'x' } } },
    isMended: true,
  },
  { invariant: 'hall-closing', collection: 'halls', change: { _id: SESSION, closing: 'done' } },
  { invariant: 'bind-waits', collection: 'bind_waits', change: { _id: 'x-wait' } },
  { invariant: 'bind-codes', collection: 'bind_codes', change: { _id: 'nobody-at-all' } },
  { invariant: 'late-entries', collection: 'late_entries', change: { _id: 'x-late' } },
  {
    invariant: 'desk-signed',
    collection: 'attendance',
    change: { _id: 'x-signed', method: 'desk', desk: { by: 'p-wu', confirmedBy: 'p-wu' } },
  },
  { invariant: 'attendance-ids', collection: 'attendance', change: { _id: 'x-attendance' } },
  {
    invariant: 'issued-to-attendants',
    collection: 'issue_records',
    change: { _id: 'x-issue', answer: ['x'] },
  },
  {
    invariant: 'one-voice',
    collection: 'issue_records',
    change: { _id: `${SESSION}:p-zhou`, voice: 'voice-of-p-lin' },
  },
  {
    invariant: 'one-voice',
    collection: 'attendance',
    change: { _id: `${SESSION}:p-lin`, voice: 'voice-of-p-lin' },
  },
  {
    invariant: 'question-state',
    collection: 'questions',
    change: { _id: 'x-question', state: 'transferred' },
  },
  {
    invariant: 'question-votes',
    collection: 'questions',
    change: { _id: 'x-votes', votes: 3 },
    isMended: true,
  },
  {
    invariant: 'questions-and-cases',
    collection: 'questions',
    change: { _id: 'x-asked', caseId: 'nowhere' },
  },
  {
    invariant: 'session-figures',
    collection: 'sessions',
    change: { _id: 'session-15', number: 15, figures: { attended: 9, questions: 9, solvedOnSpot: 9 } },
    isMended: true,
  },
  { invariant: 'minutes-revisions', collection: 'minutes', change: { _id: 'x-minutes', state: 'published' } },
  {
    invariant: 'minutes-of-own-questions',
    collection: 'minutes',
    change: { _id: 'session-8', items: [{ questionId: 'x-question' }] },
  },
  {
    invariant: 'minutes-of-sessions',
    collection: 'sessions',
    change: { _id: 'session-16', number: 16, status: 'minuted' },
  },
  {
    invariant: 'case-owner',
    collection: 'cases',
    change: { _id: 'x-owner', status: 'in_progress', responsibleId: null },
  },
  { invariant: 'case-history', collection: 'cases', change: { _id: 'x-history', status: 'replied' } },
  { invariant: 'case-deadline', collection: 'cases', change: { _id: 'x-deadline', dueAt: 1 } },
  { invariant: 'case-result', collection: 'cases', change: { _id: 'x-result', closedAt: 1 } },
  {
    invariant: 'case-publicity',
    collection: 'cases',
    change: { _id: 'x-public', isPublic: true, published: null },
  },
  {
    invariant: 'case-anonymity',
    collection: 'cases',
    change: { _id: 'x-anonymous', identity: 'anonymous', phone: '1' },
  },
  {
    invariant: 'case-supervision',
    collection: 'cases',
    change: { _id: 'x-supervision', supervisions: [{ orderId: 'a', state: 'ended' }] },
  },
  {
    invariant: 'case-derived',
    collection: 'cases',
    change: { _id: 'x-derived', deskId: 'library' },
    isMended: true,
  },
  {
    invariant: 'case-merges',
    collection: 'cases',
    change: { _id: 'x-merged', mergedInto: { id: 'x-merged', number: '' } },
  },
  { invariant: 'case-joins', collection: 'cases', change: { _id: 'x-joins', joins: 7 }, isMended: true },
  { invariant: 'case-join-ids', collection: 'case_joins', change: { _id: 'x-join' } },
  {
    invariant: 'case-counters',
    collection: 'cases',
    change: { _id: 'x-counted', number: '20261123-0999' },
    isMended: true,
  },
  {
    invariant: 'case-index',
    collection: 'case_index',
    change: { _id: 'part-7', entries: [{ id: 'x', title: '' }] },
    isMended: true,
  },
  {
    invariant: 'complaint-decided',
    collection: 'complaints',
    change: { _id: 'x-complaint', state: 'upheld' },
  },
  { invariant: 'matters', collection: 'matters', change: { _id: 'x-matter' } },
  { invariant: 'ledger-files', collection: 'ledgers', change: { _id: 'x-ledger', state: 'done' } },
  { invariant: 'survey-state', collection: 'surveys', change: { _id: 'x-survey', state: 'open' } },
  {
    invariant: 'survey-shards',
    collection: 'surveys',
    change: { _id: 'session-1.2', state: 'open', ballotSlots: [{ slot: 0 }] },
  },
  {
    invariant: 'survey-keys',
    collection: 'surveys',
    change: { _id: 'session-1.1', round: 1, hasKeys: false },
  },
  { invariant: 'survey-keys', collection: 'credential_keys', change: { _id: 'session-1:99' } },
  { invariant: 'key-sets', collection: 'session_keys', change: { _id: SESSION, keySet: 'x' } },
  {
    invariant: 'survey-roll',
    collection: 'surveys',
    change: { _id: 'session-8.1', sessionId: 'session-8', round: 1, ...announced, eligible: 5 },
  },
  {
    invariant: 'sealed-boxes',
    collection: 'surveys',
    change: { _id: 'session-8.2', sessionId: 'session-8', round: 2, ...announced, keySet: 'k' },
  },
  {
    invariant: 'survey-sessions',
    collection: 'sessions',
    change: { _id: 'session-17', number: 17, status: 'announced' },
  },
  { invariant: 'remark-state', collection: 'remarks', change: { _id: 'x-remark', state: 'hidden' } },
  { invariant: 'card-state', collection: 'cards', change: { _id: 'x-card', state: 'final' } },
  { invariant: 'cards-and-results', collection: 'cards', change: { _id: 'session-1.7:q-planted' } },
];
