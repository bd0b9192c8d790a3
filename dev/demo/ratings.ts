import type { RatingCounts } from '../../cloudfunctions/core/survey/tally';
import { RATING_CODES } from '../../miniprogram/shared/rating';

/**
 * Questions that did badly, by session and order: the share of the dissatisfied in the first rating, and in each
 * re-rating. Over a half is a red card, over 30 % a yellow one.
 */
const BADLY_RATED: Readonly<Record<string, readonly number[]>> = {
  '1.4': [0.382, 0.141],
  '2.9': [0.534, 0.212],
  '3.2': [0.327, 0.108],
  '4.6': [0.443, 0.361, 0.172],
  '5.11': [0.318, 0.187],
  '6.3': [0.612, 0.468, 0.255],
  '7.8': [0.351, 0.132],
  '8.5': [0.405, 0.236],
  '9.10': [0.339, 0.094],
  '10.1': [0.521, 0.334, 0.193],
  '11.12': [0.373, 0.164],
  '12.7': [0.429, 0.221],
  '13.11': [0.583, 0.412, 0.284],
  '14.6': [0.364, 0.331],
  '15.3': [0.547],
  '15.9': [0.392],
};

/** How one question was rated by so many: `times` counts its earlier ratings. */
export function ratingsOf(
  question: { sessionNumber: number; order: number },
  times: number,
  raters: number,
  random: () => number,
): RatingCounts {
  const share = BADLY_RATED[`${question.sessionNumber}.${question.order}`]?.[times] ?? 0.03 + random() * 0.2;
  // Somebody always skips a question or cannot judge it.
  const all = raters - Math.floor(random() * raters * 0.15);
  const unable = Math.floor(all * (0.02 + random() * 0.06));
  const valid = all - unable;
  const lower = Math.round(valid * share);
  const worst = Math.floor(lower * (0.15 + random() * 0.25));
  const rest = valid - lower;
  const best = Math.floor(rest * (0.35 + random() * 0.2));
  const good = Math.floor((rest - best) * (0.55 + random() * 0.2));
  return {
    [RATING_CODES.very_satisfied]: best,
    [RATING_CODES.satisfied]: good,
    [RATING_CODES.fairly_satisfied]: rest - best - good,
    [RATING_CODES.dissatisfied]: lower - worst,
    [RATING_CODES.very_dissatisfied]: worst,
    [RATING_CODES.cannot_judge]: unable,
  };
}
