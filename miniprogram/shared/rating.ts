// The national five-level scale of 《满意度情况调查表》 and the sixth choice that leaves the denominator.
// Order is the order on the screen, best first.
export const RATINGS = {
  very_satisfied: '非常满意',
  satisfied: '满意',
  fairly_satisfied: '基本满意',
  dissatisfied: '不满意',
  very_dissatisfied: '非常不满意',
  cannot_judge: '不了解',
} as const;
export type Rating = keyof typeof RATINGS;
export const isRating = (text: string): text is Rating => Object.keys(RATINGS).includes(text);

/** The five levels that count. */
export const LEVELS = [
  'very_satisfied',
  'satisfied',
  'fairly_satisfied',
  'dissatisfied',
  'very_dissatisfied',
] as const;
export type Level = (typeof LEVELS)[number];
export const isLevel = (text: string): text is Level => LEVELS.some((level) => level === text);

/** The lower two levels are what a card is counted from. */
export const DISSATISFIED_LEVELS: readonly Level[] = ['dissatisfied', 'very_dissatisfied'];

/**
 * How a rating travels and is kept: one character each, so that nothing about a rating can be read from the length
 * of a request or of a document. Stored in ballots: changing it needs a migration.
 */
export const RATING_CODES = {
  very_satisfied: '1',
  satisfied: '2',
  fairly_satisfied: '3',
  dissatisfied: '4',
  very_dissatisfied: '5',
  cannot_judge: '0',
} as const satisfies Record<Rating, string>;
export type RatingCode = (typeof RATING_CODES)[Rating];
export const isRatingCode = (text: string): text is RatingCode =>
  Object.values(RATING_CODES).some((code) => code === text);
