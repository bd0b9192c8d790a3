import type { CannedAnswer } from '../../core/case/canned-answer';
import type { Case } from '../../core/case/case';
import type { Complaint } from '../../core/case/complaint';
import type { CaseDay } from '../../core/case/day';
import type { CaseJoin } from '../../core/case/join';
import type { Matter, SearchChunk } from '../../core/case/similar';
import type { TopicList } from '../../core/case/topics';
import type { Attendance, LateEntry } from '../../core/hall/attendance';
import type { Hall } from '../../core/hall/hall';
import type { Minutes } from '../../core/hall/minutes';
import type { Question } from '../../core/hall/question';
import type { SeatQuestion } from '../../core/hall/seat-question';
import type { Unmatched } from '../../core/hall/unmatched';
import type { Wall } from '../../core/hall/wall';
import type { Delivery } from '../../core/message/delivery';
import type { Mailbox, Message } from '../../core/message/message';
import type { WeixinTrouble } from '../../core/message/weixin-trouble';
import type { AuditEntry } from '../../core/people/audit';
import type { AuditLink } from '../../core/people/audit-chain';
import type { BindCode } from '../../core/people/bind-proof';
import type { BindWait } from '../../core/people/bind-wait';
import type { Department } from '../../core/people/department';
import type { Person } from '../../core/people/person';
import type { LedgerFile } from '../../core/report/ledger-file';
import type { RuleBook } from '../../core/rules/rulebook';
import type { Article } from '../../core/session/article';
import type { Booking } from '../../core/session/booking';
import type { Pool } from '../../core/session/pool';
import type { Session } from '../../core/session/session';
import type { AnnouncedResults } from '../../core/survey/announcement-of-results';
import type { IssueRecord } from '../../core/survey/blind-signature';
import type { GivenCard } from '../../core/survey/card-ledger';
import type { SealedPart } from '../../core/survey/sealed-part';
import type { Survey } from '../../core/survey/survey';
import { collection, versionedCollection } from './store';

// Every collection of the product with the type of its documents. Names, rules and indexes stand in
// cloudfunctions/database/*.json; a new collection is added in both places.
export const people = collection<Person>('people');

/**
 * One document per bound WeChat account: `_id` is the openid, so an account is bound once. `agreement` is the version of
 * the user agreement that was consented to at that moment; absent in bindings from before there was one.
 */
export const accounts = collection<{ _id: string; personId: string; boundAt: number; agreement?: number }>(
  'accounts',
);

/** Wrong attempts to bind, counted under a digest of the account or the number; removed when the wait is over. */
export const bindAttempts = collection<{
  _id: string;
  tries: number;
  until: number;
  /** Whose number it is, once it is locked: the office sees who is kept out. */
  personId?: string;
}>('bind_attempts');

/** Who must wait after an unbinding, and which number; removed when the longest wait is over. */
export const bindWaits = collection<BindWait>('bind_waits');

/** Codes that the office gave for binding; removed when they are over. */
export const bindCodes = collection<BindCode>('bind_codes');

/**
 * Commands by their request id. `by` is a digest of account and action, or the bare action where no account may be
 * kept (platform/call/request.ts); forgotten on the day `forgetAt`.
 */
export const requests = collection<{ _id: string; by: string; isDone: boolean; forgetAt: number }>(
  'requests',
);

/** A piece of a call that is too large for one (platform/call/pieces.ts). Nothing says who sent it. */
export interface RequestPiece {
  /** `requestId:part`. */
  _id: string;
  requestId: string;
  part: number;
  text: string;
  forgetAt: number;
}

export const requestPieces = collection<RequestPiece>('request_pieces');

/** One document per thing that only one may do at a time. */
export const locks = collection<{ _id: string; until: number }>('locks');

export const departments = collection<Department>('departments');
export const audit = collection<AuditEntry>('audit');
/** The chain over the audit log; written by `jobs` alone. */
export const auditLinks = collection<AuditLink>('audit_links');
export const messages = collection<Message>('messages');
export const mailboxes = collection<Mailbox>('mailboxes');
export const deliveries = collection<Delivery>('deliveries');

/** Articles that the official account has published, as last read. */
export const articles = collection<Article>('articles');

/** The access tokens of the mini program and of the official account, shared by all instances. Secret. */
export const tokens = collection<{ _id: string; token: string; expiresAt: number }>('tokens');

/** What WeChat does not let us do at the moment; shown to the office. */
export const weixinTroubles = collection<WeixinTrouble>('weixin_troubles');

export const sessions = versionedCollection<Session>('sessions');
export const bookings = versionedCollection<Booking>('bookings');
export const bookingPools = collection<Pool>('booking_pools');

/** Every version of the rule book that came after the first. */
export const rulebooks = collection<RuleBook>('rulebooks');

export const halls = collection<Hall>('halls');
/** What the browsers in a hall follow. */
export const walls = collection<Wall>('walls');
export const attendance = collection<Attendance>('attendance');
/** What desks brought in after the close and nobody has confirmed yet. */
export const lateEntries = collection<LateEntry>('late_entries');
/** Whom a desk let in and the roster does not know. */
export const unmatchedEntries = collection<Unmatched>('unmatched_entries');
export const questions = versionedCollection<Question>('questions');
/** What people sent from their seats, before and after the host decided. */
export const seatQuestions = versionedCollection<SeatQuestion>('seat_questions');
export const minutes = versionedCollection<Minutes>('minutes');

export const issueRecords = collection<IssueRecord>('issue_records');

export const surveys = versionedCollection<Survey>('surveys');
export const sealedBoxes = collection<SealedPart>('sealed_boxes');
/** Ids of all counted ballots of a survey (`_id`), in order: public, so that raters find their own. */
export const countedLists = collection<{ _id: string; digest: string; ids: string[] }>('counted_lists');
export const results = collection<AnnouncedResults>('results');
export const cards = versionedCollection<GivenCard>('cards');

/** To read, and to change in fields that no event tells of. A command writes through versioned-cases.ts. */
export const cases = collection<Case>('cases');
/** One document per day: how many numbers were given out, and how often an account came lately. */
export const caseDays = collection<CaseDay>('case_days');
/** Pictures that askers brought, until it has been seen whether a case holds them (case/uploads.ts). Nothing says who. */
export const uploads = collection<{ _id: string; fileId: string; sweepAt: number }>('uploads');
/** Me-too and following; `_id` is case and person. */
export const caseJoins = collection<CaseJoin>('case_joins');
/** What somebody would not have stand where others read it. */
export const complaints = collection<Complaint>('complaints');
export const cannedAnswers = collection<CannedAnswer>('canned_answers');
/** The published cases in parts, for searching earlier answers; rebuilt by `jobs`. */
export const caseIndex = collection<SearchChunk>('case_index');
/** What cases are about, within their category: one document, kept by the administrator. */
export const caseTopics = collection<TopicList>('case_topics');
/** Matters that came again and again. */
export const matters = collection<Matter>('matters');
/** Ledgers that were asked for, with their progress. */
export const ledgers = collection<LedgerFile>('ledgers');
