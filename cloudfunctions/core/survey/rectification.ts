import {
  CARD_COLOURS,
  CARD_STATES,
  PLAN_STATES,
  type PlanState,
  VERDICTS,
} from '../../../miniprogram/shared/survey';
import type { Act } from '../change';
import { ensure } from '../domain-error';

/** What screens and ledgers call these; codes are stored. */
export const CARD_WORDS = {
  colours: CARD_COLOURS,
  states: CARD_STATES,
  plans: PLAN_STATES,
  verdicts: VERDICTS,
} as const;

/** One thing the department does about it. */
export interface Measure {
  text: string;
  dueAt: number;
  isDone: boolean;
}

/** 整改方案: what the department does about a card, and how far it has come. Part of the card. */
export interface Rectification {
  /** When the plan itself is due. */
  dueAt: number;
  plan: string;
  measures: Measure[];
  notes: Array<{ at: number; by: string; text: string }>;
  submittedAt: number | null;
  /** When the last measure was done, or null. */
  doneAt: number | null;
}

export const newRectification = (dueAt: number): Rectification => ({
  dueAt,
  plan: '',
  measures: [],
  notes: [],
  submittedAt: null,
  doneAt: null,
});

/** Where a plan stands, with what the re-rating said. */
export function planState({ submittedAt, doneAt }: Rectification, rerated: string | null): PlanState {
  if (rerated === 'none') return 'rerated_better';
  if (rerated === 'yellow' || rerated === 'red') return 'rerated_same';
  if (submittedAt === null) return 'missing';
  return doneAt === null ? 'running' : 'done';
}

/**
 * Hands in the plan, or changes it. Only a note makes a measure done (`notePlan`), and what is done stays as it is: it can
 * be neither left out nor written anew. Throws `due_in_past` when an open measure is due before now.
 */
export function submitPlan(
  rectification: Rectification,
  plan: string,
  measures: readonly Measure[],
  act: Act,
): Rectification {
  const done = rectification.measures.filter(({ isDone }) => isDone);
  const handed = measures.map((measure) => {
    const at = done.findIndex(({ text, dueAt }) => text === measure.text && dueAt === measure.dueAt);
    if (at !== -1) done.splice(at, 1);
    return { ...measure, isDone: at !== -1 };
  });
  const late = handed.findIndex((measure) => !measure.isDone && measure.dueAt <= act.now);
  ensure(late === -1, 'due_in_past', { [`measures.${late}.dueAt`]: 'due_in_past' });
  return finished(
    {
      ...rectification,
      plan,
      // What is left of those that are done was left out.
      measures: [...handed, ...done],
      submittedAt: rectification.submittedAt ?? act.now,
    },
    act,
  );
}

/** A note on progress; `done` are the measures finished with it, by place. */
export function notePlan(
  rectification: Rectification,
  text: string,
  done: readonly number[],
  act: Act,
): Rectification {
  ensure(rectification.submittedAt !== null, 'wrong_stage');
  const measures = rectification.measures.map((measure, at) =>
    done.includes(at) ? { ...measure, isDone: true } : measure,
  );
  const notes = [...rectification.notes, { at: act.now, by: act.actor, text }];
  return finished({ ...rectification, measures, notes }, act);
}

function finished(rectification: Rectification, act: Act): Rectification {
  const isDone =
    rectification.measures.length > 0 && rectification.measures.every((measure) => measure.isDone);
  return { ...rectification, doneAt: isDone ? (rectification.doneAt ?? act.now) : null };
}
