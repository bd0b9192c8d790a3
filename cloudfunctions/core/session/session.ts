import type { SessionStatus } from '../../../miniprogram/shared/labels';
import type { PlanPerson, SessionPlan } from '../../contract/session';
import { type Act, type Change, change } from '../change';
import { spokenTime } from '../date-words';
import { ensure } from '../domain-error';
import { BOOKERS, EVERYONE, type Notice, type NoticeFacts, OFFICE } from '../message/message';
import { DAY_MS, dayOf, HOUR_MS, isByRule, monthOf, previewDueAt, type SkippedDay } from '../rules/calendar';
import type { BookingRules, RuleBook } from '../rules/rulebook';
import { drawAt, type Lottery, movedLottery, newLottery } from './lottery';
import { differencesOf, type PublicChange } from './plan-changes';

export type SessionChange = Change<
  | 'created'
  | 'preview_late'
  | 'saved'
  | 'rescheduled'
  | 'previewed'
  | 'article_attached'
  | 'article_detached'
  | 'draft_pushed'
  | 'opened'
  | 'closed'
  | 'minuted'
  | 'surveying'
  | 'announced'
  | 'called_off'
  | 'preview_reminded'
  | 'lots_closed'
  | 'lots_drawn'
  | 'presence_marked'
  | 'presence_unmarked'
>;

export interface AttachedArticle {
  url: string;
  title: string;
  /** The rule never overwrites what the office has chosen. */
  foundBy: 'rule' | 'office';
}

/** Who really sat at the table, as the office ticked it. Persisted in `sessions`; changing the shape needs a migration. */
export interface Presence {
  chair: PlanPerson | null;
  attendees: PlanPerson[];
}

/** One session of the dialogue. Persisted in `sessions`; changing the shape needs a migration. */
export interface Session {
  /** `session-16` */
  _id: string;
  number: number;
  /** As 2026-12, and unique: one session a month. Stays when the session is moved. */
  month: string;
  /** The day it takes place, as 2026-12-03; unique. */
  date: string;
  startsAt: number;
  /** Why it is not on the day of the rule, shown to everybody; empty when it is. */
  dateReason: string;
  status: SessionStatus;
  plan: SessionPlan;
  /** When the preview went out, or null. */
  previewAt: number | null;
  /** The preview came later than the rule allows. Never taken back. */
  isPreviewLate: boolean;
  article: AttachedArticle | null;
  /** The office has removed what the rule had found, so the rule keeps away. */
  isArticleRefused: boolean;
  /** The rule book this session goes by; fixed when the preview goes out. */
  rulesVersion: number;
  rules: { previewLeadHours: number; booking: BookingRules };
  /** Figures of the session once it has taken place. */
  figures: { attended: number; questions: number; solvedOnSpot: number } | null;
  /** Bookings were made for those who waited in vain before and asked to be kept for this one. */
  keptSeated?: boolean;
  /** Who sat at the table, ticked in the hall (core/session/presence); absent until somebody is, and of older sessions. */
  present?: Presence;
  /** What became different after the preview, oldest first; absent while it is as it was announced. */
  changes?: PublicChange[];
  /** Why and when it was called off; absent of all that are held. */
  calledOff?: { at: number; reason: string };
  /** Of a session whose speaking slots are drawn by lot; fixed with the preview. */
  lottery?: Lottery;
  /** How often the office was reminded that the preview is due: two days before, and one. */
  previewReminders?: number;
  /** Outbox: bookings have yet to follow (booking/follow-session): offers a move, all of them the end. */
  bookingsFollow?: 'offers' | 'end' | null;
  /** When the names of who was there, booked or asked were forgotten; absent while they are kept. */
  namesForgottenAt?: number;
  version: number;
  history: SessionChange[];
  notices: Notice[];
  hasNotice: boolean;
}

export interface Transition {
  entity: Session;
  event: SessionChange;
}

/** One more version with its event. */
export const changedSession = (
  session: Session,
  act: Act,
  what: SessionChange['what'],
  detail: string,
  fields: Partial<Session>,
): Transition => {
  const event = change(act, what, detail);
  const history = [...session.history, event];
  return { entity: { ...session, ...fields, version: session.version + 1, history }, event };
};

export const sessionId = (number: number): string => `session-${number}`;

/** What a message about the session needs to say. */
export const sessionFacts = (session: Session): NoticeFacts => ({
  sessionId: session._id,
  sessionNumber: session.number,
  startsAt: session.startsAt,
  venue: session.plan.venue,
});

/** The skipped Thursdays in one sentence, or empty. */
const skippedInWords = (skipped: readonly SkippedDay[]): string => {
  const [first] = skipped;
  if (!first) return '';
  const reasons = Array.from(new Set(skipped.map(({ reason }) => reason)));
  return `原定 ${first.date}，因${reasons.join('、')}顺延`;
};

/** @throws DomainError quota_mismatch unless the quotas, where set, add up to the speaking slots */
function ensureQuotas(plan: SessionPlan): void {
  if (plan.quota === null) return;
  const { student, staff } = plan.quota;
  ensure(student + staff === plan.speakingSlots, 'quota_mismatch', { quota: 'quota_mismatch' });
}

/**
 * A new session, planned. Off the rule's day it needs a reason, which is shown to everybody.
 *
 * @throws DomainError date_in_past, reason_needed, quota_mismatch
 */
export function createSession(
  input: {
    number: number;
    startsAt: number;
    reason: string;
    skipped: readonly SkippedDay[];
    plan: SessionPlan;
  },
  book: RuleBook,
  act: Act,
): Transition {
  const { number, startsAt, plan } = input;
  ensure(startsAt > act.now, 'date_in_past', { startsAt: 'date_in_past' });
  ensure(input.reason !== '' || isByRule(startsAt, book.rules.calendar), 'reason_needed', {
    reason: 'reason_needed',
  });
  ensureQuotas(plan);
  const bare: Session = {
    _id: sessionId(number),
    number,
    month: monthOf(startsAt),
    date: dayOf(startsAt),
    startsAt,
    dateReason: input.reason || skippedInWords(input.skipped),
    status: 'planned',
    plan,
    previewAt: null,
    isPreviewLate: false,
    article: null,
    isArticleRefused: false,
    ...stamp(book),
    figures: null,
    version: 0,
    history: [],
    notices: [],
    hasNotice: false,
  };
  return changedSession(bare, act, 'created', dayOf(startsAt), {});
}

const stamp = ({ version, rules }: RuleBook): Pick<Session, 'rulesVersion' | 'rules'> => ({
  rulesVersion: version,
  rules: { previewLeadHours: rules.calendar.previewLeadHours, booking: rules.booking },
});

/**
 * The plan as the office has it now. `version` is the one the office was looking at. What of it concerns whoever has
 * booked needs a reason after the preview, and is told once for each save.
 *
 * @throws DomainError conflict when somebody else was faster, wrong_stage once it has begun or where the split of the
 *   speaking slots would change after the preview, quota_mismatch, reason_needed
 */
export function savePlan(
  session: Session,
  plan: SessionPlan,
  version: number,
  act: Act,
  reason = '',
): Transition {
  ensure(session.version === version, 'conflict');
  ensure(session.status === 'planned' || isPreviewed(session), 'wrong_stage');
  ensureQuotas(plan);
  if (!isPreviewed(session)) return changedSession(session, act, 'saved', '', { plan });
  ensureComplete(plan);
  // Bookings already stand in queues by kind of person; joining or splitting these would break their order.
  ensure((plan.quota === null) === (session.plan.quota === null), 'wrong_stage', { quota: 'quota_fixed' });
  const differences = differencesOf(session.plan, plan);
  if (differences.length === 0) return changedSession(session, act, 'saved', '', { plan });
  ensure(reason !== '', 'reason_needed', { reason: 'reason_needed' });
  const changes = withChange(session, { at: act.now, reason, differences });
  const saved = changedSession(session, act, 'saved', reason, { plan, changes });
  return tellingSession(saved, 'session_changed', BOOKERS, { reason, differences });
}

/** Older changes than these nobody reads any more; the history keeps their reasons. */
const CHANGES_KEPT = 20;

const withChange = ({ changes = [] }: Session, change: PublicChange): PublicChange[] =>
  [...changes, change].slice(-CHANGES_KEPT);

/**
 * Another day or hour, with a reason that is shown; whoever has booked is told.
 *
 * @throws DomainError wrong_stage, date_in_past
 */
export function reschedule(session: Session, startsAt: number, reason: string, act: Act): Transition {
  ensure(session.status === 'planned' || isPreviewed(session), 'wrong_stage');
  ensure(startsAt > act.now, 'date_in_past', { startsAt: 'date_in_past' });
  const fields = {
    startsAt,
    date: dayOf(startsAt),
    dateReason: reason,
    isPreviewLate: session.isPreviewLate || isTooLate(session.previewAt, startsAt, session.rules),
  };
  if (!isPreviewed(session)) return changedSession(session, act, 'rescheduled', reason, fields);
  // The old time is named: the entry in a phone's calendar does not move.
  const differences: PublicChange['differences'] = [
    { what: 'time', from: spokenTime(session.startsAt), to: spokenTime(startsAt) },
  ];
  const changes = withChange(session, { at: act.now, reason, differences });
  const moved = changedSession(session, act, 'rescheduled', reason, {
    ...fields,
    ...movedLottery(session.lottery, { ...session, startsAt }),
    changes,
    bookingsFollow: 'offers',
  });
  return tellingSession(moved, 'session_changed', BOOKERS, { reason, differences });
}

/**
 * The preview goes out: the rules are fixed, booking opens, everybody is told. Later than the rule allows it still
 * goes out, and the session says so for good.
 *
 * @param seed of a draw (core/session/lottery); 64 hexadecimal characters by chance
 *
 * @throws DomainError wrong_stage, date_in_past, preview_incomplete, quota_mismatch
 */
export function publishPreview(session: Session, book: RuleBook, act: Act, seed = ''): Transition {
  ensure(session.status === 'planned', 'wrong_stage');
  ensure(session.startsAt > act.now, 'date_in_past');
  ensureComplete(session.plan);
  ensureQuotas(session.plan);
  const stamped = stamp(book);
  const isLate = isTooLate(act.now, session.startsAt, stamped.rules);
  const closesAt = drawAt({ ...stamped, startsAt: session.startsAt });
  const published = changedSession(session, act, 'previewed', isLate ? '晚于规定时间' : '', {
    ...stamped,
    ...(closesAt === null ? {} : { lottery: newLottery(seed, closesAt) }),
    status: 'previewed',
    previewAt: act.now,
    isPreviewLate: session.isPreviewLate || isLate,
  });
  return tellingSession(published, 'preview', EVERYONE, { slots: session.plan.speakingSlots });
}

/** The preview is due and not out; null while there is time. */
export function markLate(session: Session, act: Act): Transition | null {
  const isDue = session.status === 'planned' && isTooLate(act.now, session.startsAt, session.rules);
  if (!isDue || session.isPreviewLate) return null;
  return changedSession(session, act, 'preview_late', '', { isPreviewLate: true });
}

/** Reminders of the preview, so many days before it is due. */
const REMINDED_DAYS = [2, 1] as const;

/** The office hears in good time that the preview is due; null while it is too early, or has heard. */
export function remindOfPreview(session: Session, act: Act): Transition | null {
  if (session.status !== 'planned') return null;
  const dueAt = previewDueAt(session.startsAt, session.rules.previewLeadHours);
  const reached = REMINDED_DAYS.filter((days) => act.now >= dueAt - days * DAY_MS).length;
  if (act.now >= dueAt || reached <= (session.previewReminders ?? 0)) return null;
  const reminded = changedSession(session, act, 'preview_reminded', '', { previewReminders: reached });
  return tellingSession(reminded, 'office_due', OFFICE, { title: '预告发布', deadline: dueAt });
}

/** Moved forward, a preview that was in time may be too late: people have the shorter notice all the same. */
const isTooLate = (previewAt: number | null, startsAt: number, rules: Session['rules']): boolean =>
  previewAt !== null && previewAt > previewDueAt(startsAt, rules.previewLeadHours);

/** @throws DomainError preview_incomplete with the fields that are missing */
function ensureComplete(plan: SessionPlan): void {
  const missing: Record<string, string> = {};
  if (plan.venue === '') missing.venue = 'text_empty';
  if (plan.chair.name === '') missing['chair.name'] = 'text_empty';
  if (plan.attendees.length === 0) missing.attendees = 'list_empty';
  ensure(Object.keys(missing).length === 0, 'preview_incomplete', missing);
}

/** The article that tells the same preview; what the office chose stands. */
export function attachArticle(session: Session, article: AttachedArticle, act: Act): Transition {
  return changedSession(session, act, 'article_attached', article.url, { article, isArticleRefused: false });
}

/** Takes the article off; the rule does not attach one again. */
export function detachArticle(session: Session, act: Act): Transition {
  return changedSession(session, act, 'article_detached', session.article?.url ?? '', {
    article: null,
    isArticleRefused: true,
  });
}

/** The preview was put among the official account's drafts. */
export const draftPushed = (session: Session, mediaId: string, act: Act): Transition =>
  changedSession(session, act, 'draft_pushed', mediaId, {});

/** Adds a notice to the same write. The version in its subject lets the same kind be told again later. */
export function tellingSession(
  { entity, event }: Transition,
  kind: Notice['kind'],
  to: string,
  facts: Partial<NoticeFacts>,
): Transition {
  const notice: Notice = {
    kind,
    to,
    subject: `${entity._id}.${entity.version}`,
    at: event.at,
    facts: { ...sessionFacts(entity), ...facts },
  };
  return { entity: { ...entity, notices: [...entity.notices, notice], hasNotice: true }, event };
}

const isPreviewed = (session: Session): boolean => session.status === 'previewed';

/** Has everybody been able to read its plan? What was called off before its preview keeps the plan to itself. */
export const isPlanPublic = ({ previewAt }: Pick<Session, 'previewAt'>): boolean => previewAt !== null;

/** Booking and cancelling close at this instant. */
export const bookingUntil = (session: Session): number =>
  session.startsAt - session.rules.booking.cutOffHours * HOUR_MS;

/** @throws DomainError session_called_off, booking_not_open before the preview, booking_closed from the cut-off on */
export function ensureBookable(session: Session, now: number): void {
  ensure(session.status !== 'cancelled', 'session_called_off');
  ensure(session.status !== 'planned', 'booking_not_open');
  ensure(isPreviewed(session) && now < bookingUntil(session), 'booking_closed');
}

/** How many of the four dots (预告 预约 对话 通报) are behind us. */
export function stepOf(session: Session, now: number): number {
  switch (session.status) {
    case 'planned':
      return 0;
    case 'previewed':
      return now < bookingUntil(session) ? 1 : 2;
    case 'live':
      return 2;
    case 'announced':
      return 4;
    case 'cancelled':
      return session.previewAt === null ? 0 : 1;
    default:
      return 3;
  }
}
