import * as z from 'zod';
import { BOOKING_STATUSES, SESSION_STATUSES, WISHES } from '../../miniprogram/shared/labels';
import { LIMITS } from '../../miniprogram/shared/limits';
import { command, query } from './action';
import { caseRow } from './case';
import { cursor, id, instant, optionalText, text } from './text';

const keysOf = <T extends Record<string, string>>(labels: T) =>
  Object.keys(labels) as [keyof T & string, ...(keyof T & string)[]];
export const sessionStatus = z.enum(keysOf(SESSION_STATUSES));
export const bookingStatus = z.enum(keysOf(BOOKING_STATUSES));
export const wish = z.enum(keysOf(WISHES));

const attendee = z.strictObject({
  name: text(LIMITS.nameMax),
  title: text(LIMITS.nameMax),
  departmentId: id.optional(),
});

/** What the office fills in before the preview goes out. Quotas, where set, add up to `speakingSlots`. */
const sessionPlan = z.strictObject({
  venue: optionalText(LIMITS.venueMax),
  chair: z.strictObject({ name: optionalText(LIMITS.nameMax), title: optionalText(LIMITS.nameMax) }),
  attendees: z.array(attendee).max(LIMITS.attendeesMax),
  topics: z.array(text(LIMITS.topicMax)).max(LIMITS.topicsMax),
  notes: optionalText(LIMITS.detailMax),
  speakingSlots: z.int().min(1).max(100),
  quota: z.strictObject({ student: z.int().min(0).max(100), staff: z.int().min(0).max(100) }).nullable(),
  seats: z.int().min(0).max(2000),
});
export type SessionPlan = z.output<typeof sessionPlan>;

/** The plan as it is read. */
const shownPlan = z.object({
  venue: z.string(),
  chair: z.object({ name: z.string(), title: z.string() }),
  attendees: z.array(z.object({ name: z.string(), title: z.string(), departmentId: id.optional() })),
  topics: z.array(z.string()),
  notes: z.string(),
  speakingSlots: z.number(),
  quota: z.object({ student: z.number(), staff: z.number() }).nullable(),
  seats: z.number(),
});

/** The article of the official account that tells the same preview. */
const article = z.object({
  url: z.string(),
  title: z.string(),
  foundBy: z.enum(['rule', 'office']),
});

const sessionCard = z.object({
  id,
  number: z.number(),
  startsAt: instant,
  venue: z.string(),
  status: sessionStatus,
  /** 0–4: how many of the four dots are filled. */
  step: z.number(),
  chair: z.string(),
  isPreviewLate: z.boolean(),
  dateReason: z.string(),
});
export type SessionCard = z.output<typeof sessionCard>;

/** The person's own booking as every page shows it. `position` counts from 1 on the waitlist. */
export const myBooking = z.object({
  sessionId: id,
  sessionNumber: z.number(),
  startsAt: instant,
  venue: z.string(),
  wish,
  status: bookingStatus,
  position: z.number().nullable(),
  offerExpiresAt: instant.nullable(),
  cancelUntil: instant,
  title: z.string(),
  category: z.string(),
  code: z.string(),
});
export type MyBooking = z.output<typeof myBooking>;

const sessionDetail = sessionCard.extend({
  plan: shownPlan,
  previewAt: instant.nullable(),
  bookingUntil: instant,
  article: article.nullable(),
  speakingLeft: z.number(),
  seatsLeft: z.number(),
  waiting: z.number(),
  /**
   * Fingerprint over the session's credential keys, or empty until they are made. Phones remember the first one they
   * see, so that nobody can be given keys of their own at the door (docs/anonymity.md).
   */
  keySet: z.string(),
  version: z.number(),
});
export type SessionDetail = z.output<typeof sessionDetail>;

export const sessionContract = {
  'session.home': query(
    z.strictObject({}),
    z.object({
      isBound: z.boolean(),
      name: z.string(),
      roles: z.array(z.string()),
      unread: z.number(),
      templates: z.record(z.string(), z.string()),
      next: sessionCard
        .extend({ attendeeCount: z.number(), speakingLeft: z.number(), bookingUntil: instant })
        .nullable(),
      booking: myBooking.nullable(),
      last: sessionCard.nullable(),
      /** Figures of the last session, where they exist. */
      lastFigures: z
        .object({ attended: z.number(), questions: z.number(), solvedOnSpot: z.number() })
        .nullable(),
      /** Cards of the last session, once its results are announced. */
      lastCards: z.object({ yellow: z.number(), red: z.number() }).nullable(),
      /** Commitments of all departments that fall due within seven days. */
      commitmentsDue: z.number(),
      /** The person's open matters, nearest deadline first. */
      openCases: z.array(caseRow).max(3),
    }),
  ),
  'session.get': query(
    z.strictObject({ sessionId: id }),
    z.object({ session: sessionDetail, booking: myBooking.nullable() }),
  ),
  'session.list': query(
    z.strictObject({ cursor: cursor.optional() }),
    z.object({ sessions: z.array(sessionCard), next: cursor.nullable() }),
  ),
  // office
  'session.propose': query(
    z.strictObject({}),
    z.object({
      number: z.number(),
      startsAt: instant,
      previewDueAt: instant,
      /** Why it is not the first Thursday, in words, or empty. */
      skipped: z.array(z.object({ date: z.string(), reason: z.string() })),
      plan: shownPlan,
    }),
  ),
  'session.desk': query(
    z.strictObject({}),
    z.object({
      sessions: z.array(
        sessionCard.extend({
          previewDueAt: instant,
          hasArticle: z.boolean(),
          /** When the minutes have to be out; null before they are drafted, at the close. */
          minutesDueAt: instant.nullable(),
          isMinutesLate: z.boolean(),
          confirmed: z.number(),
          waiting: z.number(),
        }),
      ),
      failedDeliveries: z.number(),
    }),
  ),
  'session.create': command(
    z.strictObject({
      startsAt: instant.optional(),
      reason: optionalText(LIMITS.reasonMax),
      plan: sessionPlan,
    }),
    z.object({ sessionId: id }),
  ),
  'session.save': command(
    z.strictObject({ sessionId: id, version: z.int(), plan: sessionPlan }),
    sessionDetail,
  ),
  'session.reschedule': command(
    z.strictObject({ sessionId: id, startsAt: instant, reason: text(LIMITS.reasonMax) }),
    sessionDetail,
  ),
  'session.publishPreview': command(z.strictObject({ sessionId: id }), sessionDetail),
  'session.pushDraft': command(z.strictObject({ sessionId: id }), z.object({ mediaId: z.string() })),
  'session.articles': query(
    z.strictObject({ sessionId: id }),
    z.object({
      rule: z.string(),
      articles: z.array(
        z.object({ url: z.string(), title: z.string(), publishedAt: instant, isMatch: z.boolean() }),
      ),
    }),
  ),
  'session.attachArticle': command(
    z.strictObject({ sessionId: id, url: text(LIMITS.urlMax), title: optionalText(LIMITS.titleMax) }),
    sessionDetail,
  ),
  'session.detachArticle': command(z.strictObject({ sessionId: id }), sessionDetail),
} as const;
