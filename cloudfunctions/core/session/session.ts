import type { SessionStatus } from '../../../miniprogram/shared/labels';
import type { SessionPlan } from '../../contract/session';
import { type Act, type Change, change } from '../change';
import { ensure } from '../domain-error';
import { BOOKERS, EVERYONE, type Notice, type NoticeFacts } from '../message/message';
import { dayOf, HOUR_MS, isByRule, monthOf, previewDueAt, type SkippedDay } from '../rules/calendar';
import type { BookingRules, RuleBook } from '../rules/rulebook';

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
>;

export interface AttachedArticle {
  url: string;
  title: string;
  /** The rule never overwrites what the office has chosen. */
  foundBy: 'rule' | 'office';
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
  version: number;
  history: SessionChange[];
  notices: Notice[];
  hasNotice: boolean;
}

export interface Transition {
  entity: Session;
  event: SessionChange;
}

const changed = (
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
  return changed(bare, act, 'created', dayOf(startsAt), {});
}

const stamp = ({ version, rules }: RuleBook): Pick<Session, 'rulesVersion' | 'rules'> => ({
  rulesVersion: version,
  rules: { previewLeadHours: rules.calendar.previewLeadHours, booking: rules.booking },
});

/**
 * The plan as the office has it now. `version` is the one the office was looking at.
 *
 * @throws DomainError conflict when somebody else was faster, wrong_stage once it has begun or where the split of the
 *   speaking slots would change after the preview, quota_mismatch
 */
export function savePlan(session: Session, plan: SessionPlan, version: number, act: Act): Transition {
  ensure(session.version === version, 'conflict');
  ensure(session.status === 'planned' || isPreviewed(session), 'wrong_stage');
  ensureQuotas(plan);
  if (isPreviewed(session)) {
    ensureComplete(plan);
    // Bookings already stand in queues by kind of person; joining or splitting these would break their order.
    ensure((plan.quota === null) === (session.plan.quota === null), 'wrong_stage', { quota: 'quota_fixed' });
  }
  return changed(session, act, 'saved', '', { plan });
}

/**
 * Another day or hour, with a reason that is shown; whoever has booked is told.
 *
 * @throws DomainError wrong_stage, date_in_past
 */
export function reschedule(session: Session, startsAt: number, reason: string, act: Act): Transition {
  ensure(session.status === 'planned' || isPreviewed(session), 'wrong_stage');
  ensure(startsAt > act.now, 'date_in_past', { startsAt: 'date_in_past' });
  const moved = changed(session, act, 'rescheduled', reason, {
    startsAt,
    date: dayOf(startsAt),
    dateReason: reason,
    isPreviewLate: session.isPreviewLate || isTooLate(session.previewAt, startsAt, session.rules),
  });
  return isPreviewed(session) ? telling(moved, 'session_changed', BOOKERS, { reason }) : moved;
}

/**
 * The preview goes out: the rules are fixed, booking opens, everybody is told. Later than the rule allows it still
 * goes out, and the session says so for good.
 *
 * @throws DomainError wrong_stage, date_in_past, preview_incomplete, quota_mismatch
 */
export function publishPreview(session: Session, book: RuleBook, act: Act): Transition {
  ensure(session.status === 'planned', 'wrong_stage');
  ensure(session.startsAt > act.now, 'date_in_past');
  ensureComplete(session.plan);
  ensureQuotas(session.plan);
  const stamped = stamp(book);
  const isLate = isTooLate(act.now, session.startsAt, stamped.rules);
  const published = changed(session, act, 'previewed', isLate ? '晚于规定时间' : '', {
    ...stamped,
    status: 'previewed',
    previewAt: act.now,
    isPreviewLate: session.isPreviewLate || isLate,
  });
  return telling(published, 'preview', EVERYONE, { slots: session.plan.speakingSlots });
}

/** The preview is due and not out; null while there is time. */
export function markLate(session: Session, act: Act): Transition | null {
  const isDue = session.status === 'planned' && isTooLate(act.now, session.startsAt, session.rules);
  if (!isDue || session.isPreviewLate) return null;
  return changed(session, act, 'preview_late', '', { isPreviewLate: true });
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
  return changed(session, act, 'article_attached', article.url, { article, isArticleRefused: false });
}

/** Takes the article off; the rule does not attach one again. */
export function detachArticle(session: Session, act: Act): Transition {
  return changed(session, act, 'article_detached', session.article?.url ?? '', {
    article: null,
    isArticleRefused: true,
  });
}

/** The preview was put among the official account's drafts. */
export const draftPushed = (session: Session, mediaId: string, act: Act): Transition =>
  changed(session, act, 'draft_pushed', mediaId, {});

/** Adds a notice to the same write. The version in its subject lets the same kind be told again later. */
function telling(
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

/** Booking and cancelling close at this instant. */
export const bookingUntil = (session: Session): number =>
  session.startsAt - session.rules.booking.cutOffHours * HOUR_MS;

/** @throws DomainError booking_not_open before the preview, booking_closed from the cut-off on */
export function ensureBookable(session: Session, now: number): void {
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
    default:
      return 3;
  }
}
