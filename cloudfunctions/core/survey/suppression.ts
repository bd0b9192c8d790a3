import { LEVELS, type Level } from '../../../miniprogram/shared/rating';
import type { Tally } from './tally';

// What may be published of a count without giving single people away (docs/rules.md, Small groups).
//
// 1. Below k valid ratings nothing of a question is shown.
// 2. Unanimity would say how everybody rated. So whenever one level, or the two dissatisfied levels together, hold
//    all but a few of the ratings — unanimous or not — only a band is shown. That the rule also covers what is
//    nearly unanimous is the point: otherwise the band itself would say "unanimous".
// 3. Totals of departments and of the session are sums over what is shown, never over what is not: a hidden question
//    is left out on both sides of the fraction, a band enters as a band, and how many were left out is said. So
//    there is no equation in which a hidden figure stands, and nothing to solve. Whether a figure is hidden decides
//    nothing but itself, so no suppression gives another away either.

/** A whole number from `from` to `to`. */
interface Band {
  from: number;
  to: number;
}

/** One question as it may be shown. */
export type ShownCell =
  | { kind: 'hidden' }
  | { kind: 'not_due' }
  | { kind: 'band'; valid: number; dissatisfied: Band }
  | {
      kind: 'exact';
      valid: number;
      dissatisfied: number;
      cannotJudge: number;
      levels: Record<Level, number>;
    };

/** A department or the session, over the questions that are shown. */
export interface ShownTotal {
  questions: number;
  /** Questions hidden below k; promises not yet due are not counted here. */
  leftOut: number;
  /** Null when no question of it is shown. */
  valid: number | null;
  /** `from` and `to` are the same unless a band is part of it. Null when no question of it is shown. */
  dissatisfied: Band | null;
}

/** One question as it was counted. */
export interface CountedCell {
  departmentId: string;
  /** False for a promise whose date has not come: it rolls over and is not shown. */
  isDue: boolean;
  tally: Tally;
}

export interface Published {
  /** In the order given. */
  questions: ShownCell[];
  /** By department id. */
  departments: Record<string, ShownTotal>;
  total: ShownTotal;
}

/** How many ratings may differ and the result still counts as nearly unanimous: a tenth, at least one. */
export const unanimityMargin = (valid: number): number => Math.max(1, Math.floor(valid / 10));

/** One question as it may be shown. `smallestShown` is k of the rule book. */
export function show(
  { isDue, tally }: Pick<CountedCell, 'isDue' | 'tally'>,
  smallestShown: number,
): ShownCell {
  if (!isDue) return { kind: 'not_due' };
  const { valid, dissatisfied, cannotJudge, levels } = tally;
  if (valid < smallestShown) return { kind: 'hidden' };
  const margin = unanimityMargin(valid);
  // Dissatisfied first: a band of "nearly all" and a band of "nearly none" cannot both hold from k = 5 on.
  if (dissatisfied >= valid - margin)
    return { kind: 'band', valid, dissatisfied: { from: valid - margin, to: valid } };
  if (LEVELS.some((level) => levels[level] >= valid - margin))
    return { kind: 'band', valid, dissatisfied: { from: 0, to: margin } };
  return { kind: 'exact', valid, dissatisfied, cannotJudge, levels };
}

/** Everything that may be published of one survey. `smallestShown` is k of the rule book. */
export function publish(cells: readonly CountedCell[], smallestShown: number): Published {
  const questions = cells.map((cell) => show(cell, smallestShown));
  const departments: Record<string, ShownTotal> = {};
  const total = emptyTotal();
  questions.forEach((shown, index) => {
    const departmentId = cells[index]?.departmentId ?? '';
    departments[departmentId] ??= emptyTotal();
    for (const sum of [departments[departmentId], total]) if (sum) include(sum, shown);
  });
  return { questions, departments, total };
}

const emptyTotal = (): ShownTotal => ({ questions: 0, leftOut: 0, valid: null, dissatisfied: null });

function include(total: ShownTotal, shown: ShownCell): void {
  if (shown.kind === 'not_due') return;
  if (shown.kind === 'hidden') {
    total.leftOut++;
    return;
  }
  const { from, to } =
    shown.kind === 'exact' ? { from: shown.dissatisfied, to: shown.dissatisfied } : shown.dissatisfied;
  total.questions++;
  total.valid = (total.valid ?? 0) + shown.valid;
  total.dissatisfied = {
    from: (total.dissatisfied?.from ?? 0) + from,
    to: (total.dissatisfied?.to ?? 0) + to,
  };
}
