import * as z from 'zod';
import { QUESTION_OUTCOMES, WALL_SHOWS } from '../../miniprogram/shared/hall';
import { VERDICTS } from '../../miniprogram/shared/survey';
import { keysOf } from './keys-of';
import { sessionStatus } from './session';
import { id, instant, shortString } from './text';

// What the hall sees: the page of the mini program reads it as the office, a browser in the hall with the key of its wall.

export const wallShows = z.enum(keysOf(WALL_SHOWS));

const share = z.object({ numerator: z.number(), denominator: z.number() });

/** Figures of one department or question; null where suppression hides them, and then `band` says what may be said. */
const rated = z.object({
  valid: z.number().nullable(),
  dissatisfied: z.number().nullable(),
  band: z.string(),
});

/** The announcement that opens a session: results of what was announced last. */
const announcement = z.object({
  marks: z.object({ yellow: share, red: share }),
  results: z.array(
    z.object({
      number: z.number(),
      round: z.number(),
      turnout: z.number(),
      boxDigest: z.string(),
      total: rated,
      departments: z.array(rated.extend({ name: z.string() })),
      items: z.array(
        rated.extend({
          questionId: id,
          title: z.string(),
          departmentName: z.string(),
          verdict: z.enum(keysOf(VERDICTS)),
        }),
      ),
    }),
  ),
});
export type WallAnnouncement = z.output<typeof announcement>;

/** Only what the host has approved, and a name only where the asker stands by it. */
export const wallState = z.object({
  shows: wallShows,
  number: z.number(),
  startsAt: instant,
  status: sessionStatus,
  venue: z.string(),
  /** Why it does not take place, or empty. */
  calledOffReason: z.string(),
  /** 党委书记郑国栋 */
  chair: z.string(),
  /** Who answers, by office and name. */
  answerers: z.array(z.string()),
  checkedIn: z.number(),
  booked: z.number(),
  current: z
    .object({
      title: z.string(),
      asker: z.string(),
      /** Its name. */
      category: z.string(),
      departmentName: z.string(),
      coDepartmentNames: z.array(z.string()),
      /** Who sits there for the lead department; empty when nobody does. */
      answerer: z.string(),
      votes: z.number(),
      /** When it was called last. */
      calledAt: instant,
    })
    .nullable(),
  settled: z.number(),
  next: z.array(z.object({ title: z.string(), votes: z.number() })),
  /** What became of the approved questions. */
  outcomes: z.array(
    z.object({
      title: z.string(),
      outcome: z.enum(keysOf(QUESTION_OUTCOMES)),
      departmentName: z.string(),
      dueAt: instant.nullable(),
    }),
  ),
  /** Sessions held, attendances, and what came of them; null once the session has begun. */
  record: z
    .object({
      sessions: z.number(),
      attendances: z.number(),
      solvedOnSpot: z.number(),
      solvedAfterwards: z.number().nullable(),
      takenUp: z.number(),
      boxSolved: z.number().nullable(),
    })
    .nullable(),
  announcement: announcement.nullable(),
  /** Opening records that are public, of the surveys that opened last; none while questions are asked. */
  openings: z.array(z.object({ number: z.number(), round: z.number(), digest: z.string() })),
});
export type WallState = z.output<typeof wallState>;

/** A browser that follows, as the office lists it. Nothing is known of the computer. */
export const wallScreen = z.object({ id, pairedAt: instant });

/** POST /wall/pair: the six digits from the office's phone, for a key of this browser's own. */
export const pairRequest = z.strictObject({ code: shortString(6).regex(/^\d{6}$/) });
export const pairAnswer = z.object({ session: id, key: z.string() });

/** POST /wall/state. `version` is what the browser has; 0 asks for everything. */
export const followRequest = z.strictObject({
  session: id,
  key: shortString(64).regex(/^[A-Za-z0-9_-]{43}$/),
  version: z.int().min(0),
});
export const followAnswer = z.union([
  z.object({ isSame: z.literal(true) }),
  z.object({
    isSame: z.literal(false),
    version: z.number(),
    now: instant,
    /** Three minutes of codes, links where the college has a domain; none before the doors open or after the end. */
    codes: z.array(z.object({ text: z.string(), showInMs: z.number(), showForMs: z.number() })),
    opensInMs: z.number(),
    state: wallState,
  }),
]);
export type FollowAnswer = z.output<typeof followAnswer>;
export type PairAnswer = z.output<typeof pairAnswer>;
