import * as z from 'zod';
import { SIGNATURE_TEXT_LENGTH, SLOTS_PER_SESSION } from '../../miniprogram/shared/ballot';
import { PERSON_KINDS, WISHES } from '../../miniprogram/shared/labels';
import { LIMITS } from '../../miniprogram/shared/limits';
import { CHECK_IN_METHODS, DESK_ANSWERS } from '../../miniprogram/shared/survey';
import { command, query } from './action';
import { keysOf } from './keys-of';
import { cursor, id, instant, optionalText, shortString, text } from './text';

// Who was there, by scan or at the desk, and the credentials that come with it. Part of the function `hall`.

export const checkInMethod = z.enum(keysOf(CHECK_IN_METHODS));
const deskAnswer = z.enum(keysOf(DESK_ANSWERS));
const personKind = z.enum(keysOf(PERSON_KINDS));
const wish = z.enum(keysOf(WISHES));

const blindedText = shortString(SIGNATURE_TEXT_LENGTH)
  .length(SIGNATURE_TEXT_LENGTH)
  .regex(/^[A-Za-z0-9_-]+$/);
/** All slots at once in slot order (`blindedInputs` of the wallet), or none: then credentials are fetched later. */
const blindedSet = z
  .array(blindedText)
  .max(SLOTS_PER_SESSION)
  .refine((all) => all.length === 0 || all.length === SLOTS_PER_SESSION, { message: 'blinded_count' });

/** Blind signatures in slot order: what `acceptSignatures` of the wallet takes. */
const issue = z.object({ signatures: z.array(z.string()) });

/** The phone's own check-in, as its page shows it. */
const checkInAnswer = z.object({
  sessionId: id,
  name: z.string(),
  /** When the person was first checked in; earlier than now when this is a second scan. */
  firstAt: instant,
  isFirst: z.boolean(),
  method: checkInMethod,
  /** What was booked, or null for a walk-in. */
  wish: wish.nullable(),
  /** Null when no blinded serials were sent, or credentials went to an earlier set of this person's. */
  issue: issue.nullable(),
  /** The person's credentials have been issued (now or earlier). */
  hasIssued: z.boolean(),
});

const entryId = shortString(64).regex(/^[A-Za-z0-9-]{8,64}$/);

/** One person the desk let in, with or without network. */
const deskEntry = z.strictObject({
  /** Made by the desk's device; the same id again is the same entry again. */
  entryId,
  /** Exactly one of these three finds the person. */
  personId: id.optional(),
  number: text(LIMITS.numberMax).optional(),
  code: text(LIMITS.numberMax).optional(),
  /** What the person said of themselves; kept only when the roster does not know them. */
  told: z.strictObject({ name: text(LIMITS.nameMax), unit: optionalText(LIMITS.nameMax) }).optional(),
  /** When the desk let the person in, by its own clock and how long ago that was, in milliseconds. */
  ageMs: z
    .int()
    .min(0)
    .max(24 * 3_600_000),
});
export type DeskEntry = z.output<typeof deskEntry>;

const deskResult = z.object({
  entryId: z.string(),
  answer: deskAnswer,
  personId: id.nullable(),
  name: z.string(),
  unit: z.string(),
  firstAt: instant.nullable(),
  wish: wish.nullable(),
});

/** Names the desk searches; the last three of the number tell people of one name apart. */
const deskPerson = z.object({
  personId: id,
  name: z.string(),
  unit: z.string(),
  kind: personKind,
  numberEnd: z.string(),
  wish: wish.nullable(),
  code: z.string(),
  firstAt: instant.nullable(),
});
export type DeskPerson = z.output<typeof deskPerson>;

/** An entry that found nobody, as it waits for somebody to settle it. */
const unmatchedEntry = z.object({
  entryId: z.string(),
  typed: z.string(),
  name: z.string(),
  unit: z.string(),
  firstAt: instant,
  /** Who is in the roster under this number by now. */
  candidate: z.object({ personId: id, name: z.string(), unit: z.string() }).nullable(),
});

/** What becomes of it. */
const settlingOfEntry = z.discriminatedUnion('kind', [
  /** The number was mistyped. */
  z.strictObject({ kind: z.literal('number'), number: text(LIMITS.numberMax) }),
  /** The person was found in the roster. */
  z.strictObject({ kind: z.literal('person'), personId: id }),
  /** Not in the roster yet: joined by itself when an entry with this number and name comes. */
  z.strictObject({
    kind: z.literal('told'),
    number: text(LIMITS.numberMax),
    name: text(LIMITS.nameMax),
    unit: optionalText(LIMITS.nameMax),
  }),
  z.strictObject({ kind: z.literal('discarded'), reason: text(LIMITS.reasonMax) }),
]);

export const checkInContract = {
  /** `code` is what the phone scanned, or the ticket of `hall.holdCode`. May be repeated: the second time says when the first was. */
  'hall.checkIn': command(
    z.strictObject({ sessionId: id, code: shortString(200).min(1), blinded: blindedSet }),
    checkInAnswer,
  ),
  /**
   * A code that WeChat's own 扫一扫 opened the app with, for a ticket of this account: `hall.checkIn` takes it as its code
   * for ten minutes, so that there is time to bind an identity. Nobody is checked in by it.
   */
  'hall.holdCode': query(
    z.strictObject({ sessionId: id, code: shortString(200).min(1) }),
    z.object({ ticket: z.string(), forMs: z.number() }),
  ),
  /** For those checked in at the desk, and after a lost answer: until the survey opens. */
  'hall.fetchCredentials': command(z.strictObject({ sessionId: id, blinded: blindedSet }), checkInAnswer),
  /** Public keys of a session: what the phone blinds with. Base64url of SubjectPublicKeyInfo, in slot order. */
  'hall.keys': query(
    z.strictObject({ sessionId: id }),
    z.object({
      sessionId: id,
      keySet: z.string(),
      keys: z.array(z.string()),
      fingerprints: z.array(z.string()),
      /** Where the same is read without an account; empty: none configured yet. */
      keysUrl: z.string(),
    }),
  ),
  // the wall and the desk (office)
  /**
   * The next codes of the screen, enough for some minutes without network. The screen counts from the moment the
   * answer arrives, so its own clock does not matter.
   */
  'hall.codes': query(
    z.strictObject({ sessionId: id }),
    z.object({
      codes: z.array(z.object({ text: z.string(), showInMs: z.number(), showForMs: z.number() })),
      opensInMs: z.number(),
      checkedIn: z.number(),
    }),
  ),
  /**
   * A mini-program code that opens the check-in page and lets nobody in by itself: for a wall whose rotating code is
   * no link, as the college has no domain. A data address; empty when WeChat makes none.
   */
  'hall.doorCode': query(z.strictObject({ sessionId: id }), z.object({ picture: z.string().max(400_000) })),
  'hall.deskCheckIn': command(
    z.strictObject({ sessionId: id, entries: z.array(deskEntry).min(1).max(LIMITS.deskBatchMax) }),
    z.object({ results: z.array(deskResult), checkedIn: z.number() }),
  ),
  /**
   * What a desk brought in after the close counts when another member of the office confirms it. One's own entries are
   * passed over. Answers how many are in now.
   */
  'hall.confirmLate': command(
    z.strictObject({ sessionId: id, personIds: z.array(id).min(1).max(LIMITS.deskBatchMax) }),
    z.object({ confirmed: z.number(), checkedIn: z.number() }),
  ),
  /** Entries that found nobody and wait for somebody to settle them, oldest first. */
  'hall.unmatched': query(
    z.strictObject({ sessionId: id }),
    z.object({ entries: z.array(unmatchedEntry), mayEnter: z.boolean() }),
  ),
  /** `unknown`: the corrected number finds nobody either, and the entry goes on waiting. Null: discarded. */
  'hall.settleUnmatched': command(
    z.strictObject({ sessionId: id, entryId, as: settlingOfEntry }),
    z.object({ answer: deskAnswer.nullable(), name: z.string() }),
  ),
  /** The lists of the day as a workbook to be printed: speakers in order, bookings and waitlist, a sheet to sign. */
  'hall.daySheets': command(
    z.strictObject({ sessionId: id }),
    z.object({ fileName: z.string(), url: z.string() }),
  ),
  /** Roster search at the desk, by the beginning of name or number. */
  'hall.deskSearch': query(
    z.strictObject({ sessionId: id, search: text(LIMITS.searchMax) }),
    z.object({ people: z.array(deskPerson) }),
  ),
  /** Everybody who booked, to be kept on the desk's device for when the network is gone. */
  'hall.deskList': query(
    z.strictObject({ sessionId: id, cursor: cursor.optional() }),
    z.object({ people: z.array(deskPerson), next: cursor.nullable() }),
  ),
  /** Who came, newest first: the office's alone. `totals` stand on the first page only. */
  'hall.attendance': query(
    z.strictObject({ sessionId: id, cursor: cursor.optional() }),
    z.object({
      people: z.array(
        z.object({
          personId: id,
          name: z.string(),
          unit: z.string(),
          kind: personKind,
          firstAt: instant,
          method: checkInMethod,
          wish: wish.nullable(),
        }),
      ),
      next: cursor.nullable(),
      totals: z
        .object({
          checkedIn: z.number(),
          booked: z.number(),
          walkIns: z.number(),
          absent: z.number(),
          /** How they came in: by scan, at the desk, or brought in after the close. They add up to `checkedIn`. */
          scan: z.number(),
          desk: z.number(),
          late: z.number(),
          /** Scans from the hall's networks; null where the college names none. */
          onNetwork: z.number().nullable(),
          /** The busiest minutes first: a rush that the door did not see came from elsewhere. */
          perMinute: z.array(z.object({ at: instant, people: z.number() })),
        })
        .nullable(),
      /** Brought in after the close, to be confirmed by somebody else than who did; on the first page only. */
      late: z.array(
        z.object({ personId: id, name: z.string(), at: instant, by: z.string(), isOwn: z.boolean() }),
      ),
    }),
  ),
  /** Own name on the public list of those who were there, or taken off it again. Nobody else can. */
  'hall.listMe': command(
    z.strictObject({ sessionId: id, isListed: z.boolean() }),
    z.object({ isListed: z.boolean() }),
  ),
  /** What everybody may know of who was there: how many, and the names of those who agreed. */
  'hall.attendees': query(
    z.strictObject({ sessionId: id }),
    z.object({
      number: z.number(),
      checkedIn: z.number(),
      people: z.array(z.object({ name: z.string(), unit: z.string() })),
      /** The caller's own standing: null for whoever was not there, or is nobody to us. */
      isListed: z.boolean().nullable(),
    }),
  ),
} as const;
