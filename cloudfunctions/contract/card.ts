import * as z from 'zod';
import { LIMITS } from '../../miniprogram/shared/limits';
import { CARD_COLOURS, CARD_STATES, PLAN_STATES } from '../../miniprogram/shared/survey';
import { command, query } from './action';
import { keptFew } from './finding';
import { keysOf } from './keys-of';
import { cursor, id, instant, text } from './text';

// Cards of the survey: what is given, appealed, planned and filed.

const cardColour = z.enum(keysOf(CARD_COLOURS));
export const cardState = z.enum(keysOf(CARD_STATES));
export const planState = z.enum(keysOf(PLAN_STATES));

const card = z.object({
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

const cardDetail = card.extend({
  version: z.number(),
  appeal: z
    .object({
      grounds: z.string(),
      at: instant,
      by: z.string(),
      /** The office's last instant to decide; null in appeals from before there was one. */
      decideBy: instant.nullable(),
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

/** `to` is not included. */
const ledgerRange = { from: instant, to: instant, departmentId: id.optional() };

/** A card as the assessment files it. */
const ledgerCard = card.extend({
  semester: z.string(),
  appealDecision: z.enum(['upheld', 'withdrawn']).nullable(),
  appealReason: z.string(),
  resultVersion: z.number(),
  /** SHA-256 of the results that gave it; empty where they are no more. */
  resultDigest: z.string(),
  wasLate: z.boolean(),
  /** Null while it is not final: then it is in no sum. */
  points: z.number().nullable(),
});
export type LedgerCard = z.output<typeof ledgerCard>;

/** A department in a semester: final cards, with what they are a share of. See core/survey/assessment.ts. */
const assessmentLine = z.object({
  semester: z.string(),
  departmentId: id,
  name: z.string(),
  questions: z.number(),
  judged: z.number(),
  yellow: z.number(),
  red: z.number(),
  pending: z.number(),
  withdrawn: z.number(),
  plansDone: z.number(),
  plansLate: z.number(),
  reratedBetter: z.number(),
  points: z.number(),
});
/** Findings in words for everybody that were looked at and stay. */
const kept = keptFew.default([]);

export const cardContract = {
  'survey.cards': query(
    z.strictObject({
      sessionId: id.optional(),
      departmentId: id.optional(),
      colour: cardColour.optional(),
      state: cardState.optional(),
      /** Only those whose plan, or a measure of it, is late. */
      isLate: z.literal(true).optional(),
      /** Also how many there are, for the chips of a desk; a second round trip beside the first. */
      isCounted: z.literal(true).optional(),
      cursor: cursor.optional(),
    }),
    z.object({
      cards: z.array(card),
      next: cursor.nullable(),
      /** By session and department only, whatever else is asked for; null where it was not asked. */
      counts: z
        .array(z.object({ colour: cardColour, state: cardState, isLate: z.boolean(), cards: z.number() }))
        .nullable(),
    }),
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
      /** `dueAt`: any instant of the day that was picked; what is stored is the end of its work. */
      measures: z
        .array(z.strictObject({ text: text(LIMITS.reasonMax), dueAt: instant, isDone: z.boolean() }))
        .min(1)
        .max(10),
      kept,
    }),
    cardDetail,
  ),
  'survey.notePlan': command(
    z.strictObject({
      cardId: id,
      note: text(LIMITS.reasonMax),
      doneMeasures: z.array(z.int().min(0).max(9)).max(10),
      kept,
    }),
    cardDetail,
  ),
  /**
   * Cards by department and semester, for performance assessment: sums, and the cards page by page. Who heads a
   * department reads its own.
   */
  'survey.ledger': query(
    z.strictObject({ ...ledgerRange, cursor: cursor.optional() }),
    z.object({
      cards: z.array(ledgerCard),
      next: cursor.nullable(),
      /** Of the whole period, also on later pages. */
      total: z.number(),
      lines: z.array(assessmentLine),
      periods: z.array(z.object({ sessionNumber: z.number(), yellow: z.number(), red: z.number() })),
      /** The cards' part of every rule book that a card of the period was given under, in words. */
      rules: z.array(z.object({ version: z.number(), texts: z.array(z.string()) })),
    }),
  ),
  'survey.ledgerFile': query(
    z.strictObject(ledgerRange),
    /** The xlsx file, base64. */
    z.object({ fileName: z.string(), base64: z.string() }),
  ),
} as const;
