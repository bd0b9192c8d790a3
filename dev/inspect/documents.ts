import type { CannedAnswer } from '../../cloudfunctions/core/case/canned-answer';
import type { Case } from '../../cloudfunctions/core/case/case';
import type { Complaint } from '../../cloudfunctions/core/case/complaint';
import type { CaseDay } from '../../cloudfunctions/core/case/day';
import type { CaseJoin } from '../../cloudfunctions/core/case/join';
import type { LetterShard } from '../../cloudfunctions/core/case/letter';
import type { PassIssue, PassMonth } from '../../cloudfunctions/core/case/pass';
import type { Matter, SearchChunk } from '../../cloudfunctions/core/case/similar';
import type { TopicList } from '../../cloudfunctions/core/case/topics';
import type { Attendance, LateEntry } from '../../cloudfunctions/core/hall/attendance';
import type { Hall } from '../../cloudfunctions/core/hall/hall';
import type { Minutes } from '../../cloudfunctions/core/hall/minutes';
import type { Question } from '../../cloudfunctions/core/hall/question';
import type { SeatQuestion } from '../../cloudfunctions/core/hall/seat-question';
import type { Unmatched } from '../../cloudfunctions/core/hall/unmatched';
import type { Wall } from '../../cloudfunctions/core/hall/wall';
import type { Delivery } from '../../cloudfunctions/core/message/delivery';
import type { Mailbox, Message } from '../../cloudfunctions/core/message/message';
import type { AuditEntry } from '../../cloudfunctions/core/people/audit';
import type { AuditLink } from '../../cloudfunctions/core/people/audit-chain';
import type { BindCode } from '../../cloudfunctions/core/people/bind-proof';
import type { BindWait } from '../../cloudfunctions/core/people/bind-wait';
import type { Department } from '../../cloudfunctions/core/people/department';
import type { Person } from '../../cloudfunctions/core/people/person';
import type { LedgerFile } from '../../cloudfunctions/core/report/ledger-file';
import type { RuleBook } from '../../cloudfunctions/core/rules/rulebook';
import type { Booking } from '../../cloudfunctions/core/session/booking';
import type { Pool } from '../../cloudfunctions/core/session/pool';
import type { Session } from '../../cloudfunctions/core/session/session';
import type { AnnouncedResults } from '../../cloudfunctions/core/survey/announcement-of-results';
import type { BallotShard } from '../../cloudfunctions/core/survey/ballot-box';
import type { IssueRecord } from '../../cloudfunctions/core/survey/blind-signature';
import type { GivenCard } from '../../cloudfunctions/core/survey/card-ledger';
import type { ObserverKey } from '../../cloudfunctions/core/survey/closing-key';
import type { OpeningRecord } from '../../cloudfunctions/core/survey/opening-record';
import type { Remark, RemarkShard } from '../../cloudfunctions/core/survey/remark';
import type { SealedPart } from '../../cloudfunctions/core/survey/sealed-part';
import type { Survey } from '../../cloudfunctions/core/survey/survey';

/** What lies in which collection, as far as the inspector reads it. */
export interface Documents {
  people: Person;
  accounts: { _id: string; personId: string };
  bind_waits: BindWait;
  bind_codes: BindCode;
  departments: Department;
  audit: AuditEntry;
  audit_links: AuditLink;
  messages: Message;
  mailboxes: Mailbox;
  deliveries: Delivery;
  sessions: Session;
  bookings: Booking;
  booking_pools: Pool;
  rulebooks: RuleBook;
  halls: Hall;
  walls: Wall;
  attendance: Attendance;
  late_entries: LateEntry;
  unmatched_entries: Unmatched;
  seat_questions: SeatQuestion;
  questions: Question;
  minutes: Minutes;
  issue_records: IssueRecord;
  surveys: Survey;
  ballots: Pick<BallotShard, '_id' | 'survey' | 'slot' | 'isOpen'>;
  remark_shards: Pick<RemarkShard, '_id' | 'survey' | 'isOpen'>;
  remarks: Remark;
  sealed_boxes: SealedPart;
  observer_keys: ObserverKey;
  box_keys: { _id: string };
  opening_records: { _id: string; record: OpeningRecord };
  counted_lists: { _id: string; digest: string; ids: string[] };
  results: AnnouncedResults;
  cards: GivenCard;
  credential_keys: { _id: string; session: string; slot: number };
  session_keys: { _id: string; keySet: string; keys: string[]; fingerprints: string[] };
  cases: Case;
  case_days: CaseDay;
  case_joins: CaseJoin;
  letters: LetterShard;
  pass_keys: { _id: string };
  pass_months: PassMonth;
  pass_issues: PassIssue;
  canned_answers: CannedAnswer;
  complaints: Complaint;
  case_index: SearchChunk & { isStale?: boolean };
  case_topics: TopicList;
  matters: Matter;
  ledgers: LedgerFile;
}

export type CollectionName = keyof Documents;

/** Collections that no invariant speaks of, each with why. */
export const NOTHING_TO_CHECK: Readonly<Record<string, string>> = {
  requests: 'ids of commands under a digest that refers to nothing; forgotten by itself',
  uploads: 'pictures on their way to a case, with a day on which they are looked for; forgotten by itself',
  request_pieces: 'text of a call on its way; forgotten by itself',
  bind_attempts: 'counts under a digest that refers to nothing and is forgotten by itself',
  locks: 'an instant that ends by itself',
  tokens: 'the secrets of two accounts, fetched again when they are over',
  weixin_troubles: 'what WeChat refuses at the moment; removed when it works again',
  articles: 'a copy of what the official account has published, read again every few minutes',
};
