import type { Tally } from './tally';

/** A share as two whole numbers, so that no rule ever meets a rounded percentage. */
export interface Fraction {
  numerator: number;
  denominator: number;
}

/** The rules a verdict follows, with the version of the rule book they stand in; kept in every sealed box. */
export interface CardRules {
  version: number;
  /** k: with fewer valid ratings no rate is shown. */
  smallestShown: number;
  /** With fewer valid ratings no card is given. */
  fewestRatings: number;
  red: Fraction;
  yellow: Fraction;
}

/** Rule of one question: see VERDICTS of miniprogram/shared/survey.ts for the words. */
export type CardVerdict = 'none' | 'yellow' | 'red' | 'too_few' | 'hidden' | 'not_due';

/** The part of a rule book that verdicts follow. */
export function cardRulesOf(book: {
  version: number;
  rules: {
    survey: { smallestShown: number };
    cards: { red: Fraction; yellow: Fraction; fewestRatings: number };
  };
}): CardRules {
  const { red, yellow, fewestRatings } = book.rules.cards;
  return {
    version: book.version,
    smallestShown: book.rules.survey.smallestShown,
    fewestRatings,
    red,
    yellow,
  };
}

/**
 * The verdict on one question (docs/rules.md, Cards): with n valid ratings and d dissatisfied, red if 2d > n, else
 * yellow if 10d > 3n, else none — strictly more, on whole numbers. Fewer than k ratings: nothing is shown; fewer
 * than `fewestRatings`: no card. A promise whose date has not come is not rated as failed, whatever was counted.
 */
export function judge(
  { valid, dissatisfied }: Pick<Tally, 'valid' | 'dissatisfied'>,
  rules: CardRules,
  isDue = true,
): CardVerdict {
  if (!isDue) return 'not_due';
  if (valid < rules.smallestShown) return 'hidden';
  if (valid < rules.fewestRatings) return 'too_few';
  if (isOver(dissatisfied, valid, rules.red)) return 'red';
  return isOver(dissatisfied, valid, rules.yellow) ? 'yellow' : 'none';
}

/** part / whole > share, without dividing. */
const isOver = (part: number, whole: number, share: Fraction): boolean =>
  part * share.denominator > whole * share.numerator;
