import { slotText } from './ballot';
import { RATING_CODES, type RatingCode } from './rating';

// What an observer carries from the own machine to the app: how often each rating came out, in one line of plain signs.
// "session-1.1|00:0,1,5,0,6,0,2" is survey, then for each question its slot, the codes 0 to 5, and what did not open.

/** What came out of one question. */
export interface OpenedQuestion {
  slot: number;
  ratings: Record<RatingCode, number>;
  invalid: number;
}

const CODES = Object.values(RATING_CODES).sort();
const QUESTION = /^(\d{2}):(\d{1,6}(?:,\d{1,6}){6})$/;

/** The line to be copied. */
export const countsLine = (survey: string, counts: readonly OpenedQuestion[]): string =>
  `${survey}|${counts
    .map(
      ({ slot, ratings, invalid }) =>
        `${slotText(slot)}:${[...CODES.map((code) => ratings[code]), invalid].join(',')}`,
    )
    .join(';')}`;

/** Reads a copied line; null when it is none, was cut short or is of another survey. */
export function readCountsLine(line: string, survey: string): OpenedQuestion[] | null {
  const [of, questions = ''] = line.trim().split('|');
  if (of !== survey) return null;
  const counts: OpenedQuestion[] = [];
  for (const question of questions.split(';')) {
    const [, slot, numbers] = QUESTION.exec(question) ?? [];
    if (slot === undefined || numbers === undefined) return null;
    const found = numbers.split(',').map(Number);
    const ratings = { '0': 0, '1': 0, '2': 0, '3': 0, '4': 0, '5': 0 };
    CODES.forEach((code, at) => {
      ratings[code] = found[at] ?? 0;
    });
    counts.push({ slot: Number(slot), ratings, invalid: found[CODES.length] ?? 0 });
  }
  return counts;
}
