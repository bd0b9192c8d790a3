import * as z from 'zod';
import { LIMITS } from '../../miniprogram/shared/limits';
import { REMARK_STATES } from '../../miniprogram/shared/remark';
import { SURVEY_ITEM_KINDS, SURVEY_STATES, VERDICTS } from '../../miniprogram/shared/survey';
import { command, query } from './action';
import { auditEnd } from './audit-end';
import { cardContract, cardState, planState } from './card';
import { category } from './category';
import { checkInMethod } from './check-in';
import { keptFew } from './finding';
import { keysOf } from './keys-of';
import { observerContract } from './observer';
import { id, instant, optionalText, text } from './text';

// The survey, the results and the cards. Ballots themselves travel by HTTP to the
// function `ballot` and never through here.

const surveyState = z.enum(keysOf(SURVEY_STATES));
const surveyItemKind = z.enum(keysOf(SURVEY_ITEM_KINDS));
const verdict = z.enum(keysOf(VERDICTS));
/**
 * Whose keys open the ratings (docs/closing-key.md): public keys in the order of the opening record, and whom their
 * holders stand for. Absent where the college counts itself.
 */
const closing = z.object({
  keys: z.array(z.string()),
  labels: z.array(z.string()),
  isOpened: z.boolean(),
  /** Given up, because two keys are lost. */
  isVoid: z.boolean(),
  /** Ratings that did not open. */
  invalid: z.number(),
});

/** One question to rate. Ballots for it go to `survey` with `slot` and the credential of `walletSessionId`. */
const surveyItem = z.object({
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
const surveyView = z.object({
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
  /** Digest of the opening record; empty before the opening. */
  openingDigest: z.string(),
  /** Public keys of the box, as in the opening record: for envelopes, and for receipts. Empty before the opening. */
  envelopeKey: z.string(),
  receiptKey: z.string(),
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
  closing: closing.optional(),
});
export type SurveyView = z.output<typeof surveyView>;

/** A published figure: exact, or a band, or nothing. */
const resultItem = z.object({
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
  /** What has become of it since: of a card its plan and the re-rating; null without a card. */
  since: z
    .object({
      state: cardState,
      plan: planState,
      isPlanOverdue: z.boolean(),
      rerated: z.enum(['none', 'yellow', 'red', 'too_few', 'hidden']).nullable(),
    })
    .nullable(),
  /** What raters read of it when the survey opened; empty when it was answered on the spot. */
  progress: z.string(),
  caseId: id.nullable(),
});
export type ResultItem = z.output<typeof resultItem>;

const resultTotal = z.object({
  name: z.string(),
  questions: z.number(),
  valid: z.number().nullable(),
  dissatisfied: z.number().nullable(),
  band: z.string(),
});

const fraction = z.object({ numerator: z.number(), denominator: z.number() });

const surveyResults = z.object({
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
  /** SHA-256 over the public list of counted ballots (shared/counted-list); empty in results from before it. */
  countedDigest: z.string(),
  /** Of the opening record; empty where none was made. */
  openingDigest: z.string(),
  /** As printed in the preview. */
  keySet: z.string(),
  rulesVersion: z.number(),
  /** Above these shares a question gets its card: whole numbers, as the rule book of `rulesVersion` has them. */
  limits: z.object({ yellow: fraction, red: fraction }),
  eligible: z.number(),
  /** By scan, at the desk, or brought in after the close; absent where it was not counted. */
  came: z.object({ scan: z.number(), desk: z.number(), late: z.number() }).optional(),
  /** Where the audit log ended when these results were made; absent in results from before it was chained. */
  audit: auditEnd.optional(),
  turnout: z.number(),
  counted: z.number(),
  items: z.array(resultItem),
  departments: z.array(resultTotal),
  total: resultTotal,
  /** Where the list of counted serial hashes and the opening record are read, without an account. */
  countedUrl: z.string(),
  openingUrl: z.string(),
  closing: closing.optional(),
  versions: z.array(z.object({ version: z.number(), at: instant, reason: z.string() })),
});
export type SurveyResults = z.output<typeof surveyResults>;

/** Findings in words for everybody that were looked at and stay. */
const kept = keptFew.default([]);

export const surveyContract = {
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
  // survey
  'survey.get': query(z.strictObject({ sessionId: id }), z.object({ survey: surveyView.nullable() })),
  /** Wants no reminders before surveys close, this one or others; anybody who was there may, rated or not. */
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
    z.object({
      surveys: z.array(surveyView),
      results: z.array(surveyResults),
      /** The page of the portal to print for the opening; empty where the college has no domain. */
      brief: z.string(),
    }),
  ),
  /** Everybody once announced; office and leaders once sealed. `shown`: an earlier version of one survey's results. */
  'survey.results': query(
    z.strictObject({
      sessionId: id,
      shown: z.strictObject({ survey: id, version: z.int().min(1) }).optional(),
    }),
    z.object({
      results: z.array(surveyResults),
      /** The session before, to compare with; null where there is none. */
      before: z.object({ number: z.number(), total: resultTotal }).nullable(),
    }),
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
    z.strictObject({ remarkId: id, isShown: z.boolean(), reason: optionalText(LIMITS.reasonMax), kept }),
    z.object({ state: z.enum(keysOf(REMARK_STATES)) }),
  ),
  ...observerContract,
  ...cardContract,
} as const;
