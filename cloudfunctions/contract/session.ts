import * as z from 'zod';
import {
  BOOKING_STATUSES,
  SESSION_STATUSES,
  UNREACHED_CHOICES,
  WISHES,
} from '../../miniprogram/shared/labels';
import { LIMITS } from '../../miniprogram/shared/limits';
import { NOT_OPENED } from '../../miniprogram/shared/survey';
import { command, query } from './action';
import { caseRow } from './case';
import { keptFew } from './finding';
import { cursor, id, instant, optionalText, text } from './text';

const keysOf = <T extends Record<string, string>>(labels: T) =>
  Object.keys(labels) as [keyof T & string, ...(keyof T & string)[]];
export const sessionStatus = z.enum(keysOf(SESSION_STATUSES));
export const bookingStatus = z.enum(keysOf(BOOKING_STATUSES));
export const wish = z.enum(keysOf(WISHES));

/** Whom of the roster and of which department the plan names; absent of people who were typed. Never public. */
const planIds = { departmentId: id.optional(), personId: id.optional() };

/** Somebody who sits at the table, by name and office. */
export const planPerson = z.strictObject({
  name: text(LIMITS.nameMax),
  title: text(LIMITS.nameMax),
  ...planIds,
});
export type PlanPerson = z.output<typeof planPerson>;

/** What the office fills in before the preview goes out. Quotas, where set, add up to `speakingSlots`. */
const sessionPlan = z.strictObject({
  venue: optionalText(LIMITS.venueMax),
  chair: z.strictObject({
    name: optionalText(LIMITS.nameMax),
    title: optionalText(LIMITS.nameMax),
    ...planIds,
  }),
  attendees: z.array(planPerson).max(LIMITS.attendeesMax),
  topics: z.array(text(LIMITS.topicMax)).max(LIMITS.topicsMax),
  notes: optionalText(LIMITS.detailMax),
  speakingSlots: z.int().min(1).max(100),
  quota: z.strictObject({ student: z.int().min(0).max(100), staff: z.int().min(0).max(100) }).nullable(),
  seats: z.int().min(0).max(2000),
});
export type SessionPlan = z.output<typeof sessionPlan>;

const shownPerson = z.object({ name: z.string(), title: z.string(), ...planIds });

/** The plan as it is read; `personId` by the office alone. */
const shownPlan = z.object({
  venue: z.string(),
  chair: shownPerson,
  attendees: z.array(shownPerson),
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
  /** Why it does not take place; empty of a session that does. */
  calledOffReason: z.string(),
  /** Something is not as the preview first said. */
  isChanged: z.boolean(),
});
export type SessionCard = z.output<typeof sessionCard>;

/** The person's own booking as every page shows it. `position` counts from 1: on the waitlist, or among who speaks. */
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
  /** Takes part in a draw of the speaking slots, under this name; `at`: when entries close. */
  draw: z.object({ entry: z.string(), at: instant, isDrawn: z.boolean() }).nullable(),
  /** Why its session does not take place; empty of one that does. */
  calledOffReason: z.string(),
  /** A confirmed speaker whose question is asked with another one: the slot went to whoever waited. */
  hasGivenOn: z.boolean(),
  /** Something of the session is not as the preview first said. */
  isChanged: z.boolean(),
  /** Waited in vain: what was chosen for the form, and until when there is something to choose. */
  unreached: z
    .object({
      choice: z.enum(keysOf(UNREACHED_CHOICES)).nullable(),
      canChoose: z.boolean(),
      emptyAt: instant.nullable(),
    })
    .nullable(),
});
export type MyBooking = z.output<typeof myBooking>;

/** What became different after the preview, oldest first. */
export const publicChange = z.object({
  at: instant,
  reason: z.string(),
  differences: z.array(
    z.object({
      what: z.enum(['time', 'venue', 'chair', 'attendees']),
      from: z.string(),
      to: z.string(),
    }),
  ),
});

const sessionDetail = sessionCard.extend({
  /** Only planned yet, in a year whose holidays are not published: the day may have to change. */
  isDateGuessed: z.boolean(),
  plan: shownPlan,
  changes: z.array(publicChange),
  previewAt: instant.nullable(),
  bookingUntil: instant,
  /** Speaking slots are drawn by lot: when entries close, and what makes it checkable (portal /draws). */
  lottery: z
    .object({
      at: instant,
      isFirstTimeFirst: z.boolean(),
      commitment: z.string(),
      entriesDigest: z.string(),
      /** Empty until it is drawn. */
      seed: z.string(),
    })
    .nullable(),
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

/** Findings in topics and notes that were looked at and stay. */
const kept = keptFew.default([]);

/** Counts by the clock alone. `late`: without an answer though it is due. */
const monthFigures = z.object({
  cases: z.number(),
  replied: z.number(),
  onTime: z.number(),
  late: z.number(),
});

/** What waits for one of the staff, by the desks that their roles open. */
const deskOfToday = z.object({
  departments: z.array(
    z.object({
      departmentId: id,
      isHead: z.boolean(),
      overdue: z.number(),
      near: z.number(),
      waiting: z.number(),
      working: z.number(),
      review: z.number(),
      nearest: z.object({ id, title: z.string(), dueAt: instant }).nullable(),
    }),
  ),
  /** `decisions`: hand-backs, extensions, answers and leavers that wait for the office. */
  office: z.object({ submitted: z.number(), decisions: z.number(), overdue: z.number() }).nullable(),
  leader: z
    .object({
      thisMonth: monthFigures,
      /** Of its first days, as many as have passed of this one. */
      lastMonth: monthFigures,
      /** Late and unanswered now, whenever it was asked. */
      overdue: z.number(),
      /** Those with something late, most first; at most five. */
      departments: z.array(z.object({ departmentId: id, overdue: z.number() })),
    })
    .nullable(),
});
export type DeskToday = z.output<typeof deskOfToday>;

const sessionFigures = z.object({ attended: z.number(), questions: z.number(), solvedOnSpot: z.number() });
/** What becomes a draft of the official account. */
const draftKind = z.enum(['preview', 'minutes', 'results']);

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
        .extend({
          attendeeCount: z.number(),
          speakingLeft: z.number(),
          waiting: z.number(),
          bookingUntil: instant,
        })
        .nullable(),
      booking: myBooking.nullable(),
      last: sessionCard.nullable(),
      /** Figures of the last session, where they exist. */
      lastFigures: sessionFigures.nullable(),
      /** Cards of the last session, once its results are announced. */
      lastCards: z.object({ yellow: z.number(), red: z.number() }).nullable(),
      /** Commitments of all departments that fall due within seven days. */
      commitmentsDue: z.number(),
      /** The person's open matters, nearest deadline first. */
      openCases: z.array(caseRow).max(3),
      /** Null for whoever has no desk. */
      desk: deskOfToday.nullable(),
      /** When words were last blacked out for privacy, or 0: a phone keeps no answer from before. */
      blackedOutAt: instant,
    }),
  ),
  'session.get': query(
    z.strictObject({ sessionId: id }),
    z.object({ session: sessionDetail, booking: myBooking.nullable() }),
  ),
  /** Speaking slots by lot, for anybody to draw again: seed and order are there once it is drawn. */
  'session.draw': query(
    z.strictObject({ sessionId: id }),
    z.object({
      draw: z
        .object({
          number: z.number(),
          at: instant.nullable(),
          isFirstTimeFirst: z.boolean(),
          commitment: z.string(),
          closedAt: instant.nullable(),
          entriesDigest: z.string(),
          drawnAt: instant.nullable(),
          /** Empty until it is drawn. */
          seed: z.string(),
          /** In the order drawn; before that in none. */
          pools: z.array(
            z.object({
              pool: z.string(),
              isDrawn: z.boolean(),
              entries: z.array(
                z.object({ entry: z.string(), lot: z.union([z.literal(0), z.literal(1), z.literal(2)]) }),
              ),
            }),
          ),
          /** The caller's own lot, or empty. */
          own: z.string(),
        })
        .nullable(),
    }),
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
      /** In a year whose holidays are not published yet. */
      isDateGuessed: z.boolean(),
      previewDueAt: instant,
      /** Why it is not the first Thursday, in words, or empty. */
      skipped: z.array(z.object({ date: z.string(), reason: z.string() })),
      plan: shownPlan,
      /** The term by the rule, this one first: months that have a session already are left out. */
      term: z.array(
        z.object({
          startsAt: instant,
          isDateGuessed: z.boolean(),
          previewDueAt: instant,
          skipped: z.array(z.object({ date: z.string(), reason: z.string() })),
        }),
      ),
    }),
  ),
  /** Who may sit at the table, by a part of name, office or department: leaders and heads before all others. */
  'session.findPeople': query(
    z.strictObject({ search: text(LIMITS.searchMax) }),
    z.object({
      people: z.array(
        z.object({
          /** Null of a head whom the departments name and the roster does not know by that office. */
          personId: id.nullable(),
          departmentId: id.nullable(),
          name: z.string(),
          /** Empty where the roster knows no office. */
          title: z.string(),
          unit: z.string(),
        }),
      ),
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
          /** Null before it has taken place. */
          figures: sessionFigures.nullable(),
          confirmed: z.number(),
          waiting: z.number(),
        }),
      ),
      failedDeliveries: z.number(),
      /** Sealed ratings that wait for two observers; at most 10. `sessionId`: where their survey stands. */
      openings: z.array(z.object({ sessionId: id, number: z.number(), confirmed: z.number() })),
      /** Surveys that are due and could not open. */
      notOpened: z.array(z.object({ sessionId: id, number: z.number(), reason: z.enum(keysOf(NOT_OPENED)) })),
      /** Cards that wait for the office to decide an appeal, or whose department is late with its plan; at most 50. */
      cards: z.array(
        z.object({
          id,
          title: z.string(),
          departmentName: z.string(),
          waitsFor: z.enum(['plan', 'decision']),
          until: instant,
        }),
      ),
    }),
  ),
  'session.create': command(
    z.strictObject({
      startsAt: instant.optional(),
      reason: optionalText(LIMITS.reasonMax),
      plan: sessionPlan,
      kept,
    }),
    z.object({ sessionId: id }),
  ),
  'session.save': command(
    z.strictObject({
      sessionId: id,
      version: z.int(),
      plan: sessionPlan,
      /** Needed after the preview where place, chair or who answers changes; shown to everybody. */
      reason: optionalText(LIMITS.reasonMax),
      kept,
    }),
    sessionDetail,
  ),
  'session.reschedule': command(
    z.strictObject({ sessionId: id, startsAt: instant, reason: text(LIMITS.reasonMax) }),
    sessionDetail,
  ),
  /** It does not take place: bookings end, everybody is told why. */
  'session.callOff': command(
    z.strictObject({ sessionId: id, reason: text(LIMITS.reasonMax) }),
    sessionDetail,
  ),
  'session.publishPreview': command(z.strictObject({ sessionId: id }), sessionDetail),
  'session.pushDraft': command(
    z.strictObject({ sessionId: id, what: draftKind.default('preview') }),
    z.object({ mediaId: z.string() }),
  ),
  'session.articles': query(
    z.strictObject({ sessionId: id }),
    z.object({
      rule: z.string(),
      articles: z.array(
        z.object({ url: z.string(), title: z.string(), publishedAt: instant, isMatch: z.boolean() }),
      ),
      /** False where the college has set no official account: nothing can be pushed. */
      hasAccount: z.boolean(),
      /** What can be pushed, before it is: characters as the account counts them, and what will not fit. */
      drafts: z.array(
        z.object({ what: draftKind, isReady: z.boolean(), characters: z.number(), left: z.number() }),
      ),
      charactersMax: z.number(),
    }),
  ),
  'session.attachArticle': command(
    z.strictObject({ sessionId: id, url: text(LIMITS.urlMax), title: optionalText(LIMITS.titleMax) }),
    sessionDetail,
  ),
  'session.detachArticle': command(z.strictObject({ sessionId: id }), sessionDetail),
} as const;
