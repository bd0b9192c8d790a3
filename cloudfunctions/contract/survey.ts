import { z } from 'zod';
import { SIGNATURE_TEXT_LENGTH, SLOTS_PER_SESSION } from '../../miniprogram/shared/ballot';
import { PERSON_KINDS, WISHES } from '../../miniprogram/shared/labels';
import { LIMITS } from '../../miniprogram/shared/limits';
import { REMARK_STATES } from '../../miniprogram/shared/remark';
import {
  CARD_COLOURS,
  CARD_STATES,
  CHECK_IN_METHODS,
  DESK_ANSWERS,
  PLAN_STATES,
  SURVEY_ITEM_KINDS,
  SURVEY_STATES,
  VERDICTS,
} from '../../miniprogram/shared/survey';
import { command, query } from './action';
import { category } from './category';
import { cursor, id, instant, optionalText, text } from './text';

// Check-in with its credentials, the survey, the results and the cards. Ballots themselves travel by HTTP to the
// function `ballot` and never through here.

const keysOf = <T extends Record<string, string>>(labels: T) =>
  Object.keys(labels) as [keyof T & string, ...(keyof T & string)[]];
export const surveyState = z.enum(keysOf(SURVEY_STATES));
export const surveyItemKind = z.enum(keysOf(SURVEY_ITEM_KINDS));
export const checkInMethod = z.enum(keysOf(CHECK_IN_METHODS));
export const deskAnswer = z.enum(keysOf(DESK_ANSWERS));
export const cardColour = z.enum(keysOf(CARD_COLOURS));
export const cardState = z.enum(keysOf(CARD_STATES));
export const planState = z.enum(keysOf(PLAN_STATES));
export const verdict = z.enum(keysOf(VERDICTS));
const personKind = z.enum(keysOf(PERSON_KINDS));
const wish = z.enum(keysOf(WISHES));

const blindedText = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .length(SIGNATURE_TEXT_LENGTH);
/** All slots at once in slot order (`blindedInputs` of the wallet), or none: then credentials are fetched later. */
const blindedSet = z
  .array(blindedText)
  .refine((all) => all.length === 0 || all.length === SLOTS_PER_SESSION, { message: 'blinded_count' });

/** Blind signatures in slot order: what `acceptSignatures` of the wallet takes. */
const issue = z.object({ signatures: z.array(z.string()) });

/** The phone's own check-in, as its page shows it. */
export const checkInAnswer = z.object({
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
export type CheckInAnswer = z.output<typeof checkInAnswer>;

/** One person the desk let in, with or without network. */
export const deskEntry = z.strictObject({
  /** Made by the desk's device; the same id again is the same entry again. */
  entryId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  /** Exactly one of these three finds the person. */
  personId: id.optional(),
  number: text(LIMITS.numberMax).optional(),
  code: text(LIMITS.numberMax).optional(),
  /** When the desk let the person in, by its own clock and how long ago that was, in milliseconds. */
  ageMs: z
    .int()
    .min(0)
    .max(24 * 3_600_000),
});
export type DeskEntry = z.output<typeof deskEntry>;

export const deskResult = z.object({
  entryId: z.string(),
  answer: deskAnswer,
  personId: id.nullable(),
  name: z.string(),
  unit: z.string(),
  firstAt: instant.nullable(),
  wish: wish.nullable(),
});

/** Names the desk searches; the last three of the number tell people of one name apart. */
export const deskPerson = z.object({
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

/** One question to rate. Ballots for it go to `survey` with `slot` and the credential of `walletSessionId`. */
export const surveyItem = z.object({
  survey: id,
  slot: z.number(),
  walletSessionId: id,
  kind: surveyItemKind,
  questionId: id,
  title: z.string(),
  asked: z.string(),
  answered: z.string(),
  answeredBy: z.string(),
  departmentName: z.string(),
  coDepartmentNames: z.array(z.string()),
  category,
  outcome: z.enum(['on_spot', 'transferred']),
  /** What has happened since, in words; empty when it was answered on the spot. */
  progress: z.string(),
  caseId: id.nullable(),
  promisedFor: instant.nullable(),
});
export type SurveyItem = z.output<typeof surveyItem>;

/**
 * The survey the participants of one session have now: first its own questions; in later months what was promised for
 * then and what got a card. `items` are those that can be rated now, each with its own survey id and slot.
 */
export const surveyView = z.object({
  survey: id,
  sessionId: id,
  number: z.number(),
  /** 1 for the session's own questions; later ones are of the same people, beside a later session's first. */
  round: z.number(),
  state: surveyState,
  opensAt: instant.nullable(),
  closesAt: instant.nullable(),
  /** How many may rate; the roll is frozen and this is its SHA-256. */
  eligible: z.number(),
  rollFingerprint: z.string(),
  /** Fingerprint over the session's credential keys, published before the session. */
  keySet: z.string(),
  items: z.array(surveyItem),
  /** Promises whose date has not come: rated in a later survey. Their titles. */
  later: z.array(z.object({ title: z.string(), promisedFor: instant })),
  /** Questions beyond what one session's credentials can rate. */
  withoutSlot: z.number(),
  /** Ballot papers in use so far, as the largest number for one question; never a rating. */
  turnout: z.number().nullable(),
  /** Base address that ballots are posted to, without any account. Empty: none configured yet. */
  ballotUrl: z.string(),
  /** Address that words are posted to, without any account; empty where none are taken. See contract/remark.ts. */
  remarkUrl: z.string(),
  /** This college has its own domain for ballots, so the strong promise holds. */
  isSeparateDomain: z.boolean(),
  /** Where the list of counted serial hashes will be read once the box is sealed; empty: none configured yet. */
  countedUrl: z.string(),
  skipsReminder: z.boolean(),
});
export type SurveyView = z.output<typeof surveyView>;

/** A published figure: exact, or a band, or nothing. */
export const resultItem = z.object({
  questionId: id,
  title: z.string(),
  kind: surveyItemKind,
  departmentId: id,
  departmentName: z.string(),
  verdict,
  /** Valid ratings (without 不了解); null when hidden. */
  valid: z.number().nullable(),
  dissatisfied: z.number().nullable(),
  cannotJudge: z.number().nullable(),
  /** Five counts, best first; null when hidden or given as a band. */
  levels: z.array(z.number()).nullable(),
  /** In words when there are no exact counts: "样本不足", "≥90% 满意". */
  band: z.string(),
  cardId: id.nullable(),
});
export type ResultItem = z.output<typeof resultItem>;

export const resultTotal = z.object({
  name: z.string(),
  questions: z.number(),
  valid: z.number().nullable(),
  dissatisfied: z.number().nullable(),
  band: z.string(),
});

export const surveyResults = z.object({
  survey: id,
  sessionId: id,
  number: z.number(),
  round: z.number(),
  version: z.number(),
  state: surveyState,
  sealedAt: instant,
  announcedAt: instant.nullable(),
  /** SHA-256 of the sealed box, and of this result. */
  boxDigest: z.string(),
  resultDigest: z.string(),
  rulesVersion: z.number(),
  eligible: z.number(),
  turnout: z.number(),
  counted: z.number(),
  items: z.array(resultItem),
  departments: z.array(resultTotal),
  total: resultTotal,
  /** Where the list of counted serial hashes is read, without an account. */
  countedUrl: z.string(),
  versions: z.array(z.object({ version: z.number(), at: instant, reason: z.string() })),
});
export type SurveyResults = z.output<typeof surveyResults>;

export const card = z.object({
  id,
  colour: cardColour,
  state: cardState,
  sessionId: id,
  sessionNumber: z.number(),
  questionId: id,
  title: z.string(),
  departmentId: id,
  departmentName: z.string(),
  valid: z.number(),
  /** Null when the result is published as a band; then `band` says it in words. */
  dissatisfied: z.number().nullable(),
  band: z.string(),
  rulesVersion: z.number(),
  givenAt: instant,
  reviewUntil: instant,
  plan: planState,
  planDueAt: instant,
  /** Colour of the re-rating, 'none' when it passed, null before it. */
  rerated: z.enum(['none', 'yellow', 'red', 'too_few', 'hidden']).nullable(),
  /** Nothing was carried out in time. */
  isPlanOverdue: z.boolean(),
});
export type Card = z.output<typeof card>;

export const cardDetail = card.extend({
  version: z.number(),
  appeal: z
    .object({
      grounds: z.string(),
      at: instant,
      by: z.string(),
      decision: z.enum(['upheld', 'withdrawn']).nullable(),
      reason: z.string(),
    })
    .nullable(),
  planText: z.string(),
  measures: z.array(z.object({ text: z.string(), dueAt: instant, isDone: z.boolean() })),
  notes: z.array(z.object({ at: instant, by: z.string(), text: z.string() })),
  history: z.array(z.object({ at: instant, actor: z.string(), what: z.string(), detail: z.string() })),
  /** What this person may do now. */
  may: z.object({ appeal: z.boolean(), decide: z.boolean(), plan: z.boolean() }),
});
export type CardDetail = z.output<typeof cardDetail>;

export const surveyContract = {
  // check-in
  /** `code` is what the phone scanned. May be repeated: the second time says when the first was. */
  'survey.checkIn': command(
    z.strictObject({ sessionId: id, code: z.string().min(1).max(200), blinded: blindedSet }),
    checkInAnswer,
  ),
  /** For those checked in at the desk, and after a lost answer: until the survey opens. */
  'survey.fetchCredentials': command(z.strictObject({ sessionId: id, blinded: blindedSet }), checkInAnswer),
  /** Public keys of a session: what the phone blinds with. Base64url of SubjectPublicKeyInfo, in slot order. */
  'survey.keys': query(
    z.strictObject({ sessionId: id }),
    z.object({
      sessionId: id,
      keySet: z.string(),
      keys: z.array(z.string()),
      fingerprints: z.array(z.string()),
    }),
  ),
  /** Sessions this person was at, newest first: which wallets matter and which survey waits. */
  'survey.mine': query(
    z.strictObject({}),
    z.object({
      attended: z.array(
        z.object({
          sessionId: id,
          number: z.number(),
          startsAt: instant,
          firstAt: instant,
          method: checkInMethod,
          hasIssued: z.boolean(),
          /** Credentials can still be fetched. */
          canFetch: z.boolean(),
          /** All its surveys, newest first: two may matter to one phone, one to rate and one to look ballots up in. */
          rounds: z.array(
            z.object({
              survey: z.string(),
              round: z.number(),
              state: surveyState,
              closesAt: instant,
              /** How many can be rated; none in a round for which nothing has come due. */
              questions: z.number(),
            }),
          ),
        }),
      ),
    }),
  ),
  // hall screen and desk (office)
  /**
   * The next codes of the screen, enough for some minutes without network. The screen counts from the moment the
   * answer arrives, so its own clock does not matter.
   */
  'survey.hallCodes': query(
    z.strictObject({ sessionId: id }),
    z.object({
      codes: z.array(z.object({ text: z.string(), showInMs: z.number(), showForMs: z.number() })),
      opensInMs: z.number(),
      checkedIn: z.number(),
    }),
  ),
  'survey.deskCheckIn': command(
    z.strictObject({ sessionId: id, entries: z.array(deskEntry).min(1).max(LIMITS.deskBatchMax) }),
    z.object({ results: z.array(deskResult), checkedIn: z.number() }),
  ),
  /** Roster search at the desk, by the beginning of name or number. */
  'survey.deskSearch': query(
    z.strictObject({ sessionId: id, search: text(LIMITS.searchMax) }),
    z.object({ people: z.array(deskPerson) }),
  ),
  /** Everybody who booked, to be kept on the desk's device for when the network is gone. */
  'survey.deskList': query(
    z.strictObject({ sessionId: id, cursor: cursor.optional() }),
    z.object({ people: z.array(deskPerson), next: cursor.nullable() }),
  ),
  /** Who came, newest first: the office's alone. `totals` stand on the first page only. */
  'survey.attendance': query(
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
        })
        .nullable(),
    }),
  ),
  /** Own name on the public list of those who were there, or taken off it again. Nobody else can. */
  'survey.listMe': command(
    z.strictObject({ sessionId: id, isListed: z.boolean() }),
    z.object({ isListed: z.boolean() }),
  ),
  /** What everybody may know of who was there: how many, and the names of those who agreed. */
  'survey.attendees': query(
    z.strictObject({ sessionId: id }),
    z.object({
      number: z.number(),
      checkedIn: z.number(),
      people: z.array(z.object({ name: z.string(), unit: z.string() })),
      /** The caller's own standing: null for whoever was not there, or is nobody to us. */
      isListed: z.boolean().nullable(),
    }),
  ),
  // survey
  'survey.get': query(z.strictObject({ sessionId: id }), z.object({ survey: surveyView.nullable() })),
  /** Wants no reminder before the close; anybody may, whether or not they have rated. */
  'survey.skipReminder': command(
    z.strictObject({ sessionId: id, skips: z.boolean() }),
    z.object({ skips: z.boolean() }),
  ),
  /** Office: opens now instead of at the time planned; freezes and fingerprints the roll. */
  'survey.open': command(
    z.strictObject({ sessionId: id, closesAt: instant.optional() }),
    z.object({ survey: surveyView }),
  ),
  'survey.reschedule': command(
    z.strictObject({ sessionId: id, closesAt: instant, reason: text(LIMITS.reasonMax) }),
    z.object({ survey: surveyView }),
  ),
  /** Office: closes before the time planned. The box is sealed; repeating goes on where it stopped. */
  'survey.close': command(
    z.strictObject({ sessionId: id, reason: text(LIMITS.reasonMax) }),
    z.object({ survey: surveyView }),
  ),
  /**
   * What is held in the same weeks: the session's own survey first, then later rounds of the people of earlier sessions,
   * with the results of those that are sealed. For desk and opening page.
   */
  'survey.desk': query(
    z.strictObject({ sessionId: id }),
    z.object({ surveys: z.array(surveyView), results: z.array(surveyResults) }),
  ),
  /** Everybody once announced; office and leaders once sealed. `shown`: an earlier version of one survey's results. */
  'survey.results': query(
    z.strictObject({
      sessionId: id,
      shown: z.strictObject({ survey: id, version: z.int().min(1) }).optional(),
    }),
    z.object({ results: z.array(surveyResults) }),
  ),
  'survey.announce': command(
    z.strictObject({ sessionId: id }),
    z.object({ results: z.array(surveyResults) }),
  ),
  /** Office: a correction of who leads a question, as a new version with its reason. Ratings cannot be corrected. */
  'survey.correctResults': command(
    z.strictObject({
      /** A question is asked again in a later round, with a result and a card of its own. */
      survey: id,
      questionId: id,
      departmentId: id,
      reason: text(LIMITS.reasonMax),
    }),
    z.object({ results: z.array(surveyResults) }),
  ),
  /** Observer: a part of the sealed box as text; parts joined are the file for `npm run recount`. Each look is logged. */
  'survey.sealedBox': query(
    z.strictObject({ survey: id, part: z.int().min(0).max(1000) }),
    z.object({ text: z.string(), parts: z.number(), digest: z.string(), fileName: z.string() }),
  ),
  /** Words of raters, without anybody's name, in no order. Office: all; others: what was let through. */
  'survey.remarks': query(
    z.strictObject({ sessionId: id }),
    z.object({
      isOffice: z.boolean(),
      remarks: z.array(
        z.object({
          id: z.string(),
          text: z.string(),
          state: z.enum(keysOf(REMARK_STATES)),
          reason: z.string(),
        }),
      ),
    }),
  ),
  'survey.moderateRemark': command(
    z.strictObject({ remarkId: id, isShown: z.boolean(), reason: optionalText(LIMITS.reasonMax) }),
    z.object({ state: z.enum(keysOf(REMARK_STATES)) }),
  ),
  // cards
  'survey.cards': query(
    z.strictObject({
      sessionId: id.optional(),
      departmentId: id.optional(),
      cursor: cursor.optional(),
    }),
    z.object({ cards: z.array(card), next: cursor.nullable() }),
  ),
  'survey.card': query(z.strictObject({ cardId: id }), cardDetail),
  /** Department head: asks for a review while the window is open. */
  'survey.appeal': command(z.strictObject({ cardId: id, grounds: text(LIMITS.detailMax) }), cardDetail),
  'survey.decideAppeal': command(
    z.strictObject({
      cardId: id,
      decision: z.enum(['upheld', 'withdrawn']),
      reason: text(LIMITS.reasonMax),
    }),
    cardDetail,
  ),
  'survey.submitPlan': command(
    z.strictObject({
      cardId: id,
      version: z.int(),
      plan: text(LIMITS.planMax),
      measures: z
        .array(z.strictObject({ text: text(LIMITS.reasonMax), dueAt: instant, isDone: z.boolean() }))
        .min(1)
        .max(10),
    }),
    cardDetail,
  ),
  'survey.notePlan': command(
    z.strictObject({
      cardId: id,
      note: text(LIMITS.reasonMax),
      doneMeasures: z.array(z.int().min(0).max(9)).max(10),
    }),
    cardDetail,
  ),
  /** Cards by department and period, for performance assessment: rows, figures for a chart, and the file. */
  'survey.ledger': query(
    z.strictObject({ from: instant, to: instant, departmentId: id.optional() }),
    z.object({
      cards: z.array(card),
      departments: z.array(
        z.object({
          departmentId: id,
          name: z.string(),
          yellow: z.number(),
          red: z.number(),
          withdrawn: z.number(),
          plansDone: z.number(),
          reratedBetter: z.number(),
        }),
      ),
      periods: z.array(z.object({ sessionNumber: z.number(), yellow: z.number(), red: z.number() })),
    }),
  ),
  'survey.ledgerFile': query(
    z.strictObject({ from: instant, to: instant, departmentId: id.optional() }),
    /** The xlsx file, base64. */
    z.object({ fileName: z.string(), base64: z.string() }),
  ),
} as const;
