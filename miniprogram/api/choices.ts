import { isRating, type Rating } from '../shared/rating';
import { draftNames, dropDraft, keepDraft, readDraft } from './draft';

// What somebody has chosen, or said in words, and not sent yet. It lies on this phone so that a killed app loses nothing,
// until it is sent or until the close: after that nothing here may tell how anybody rated.

/** Which survey a draft is for. */
export interface DraftOf {
  sessionId: string;
  /** When it can no longer be sent, as far as this phone has heard. */
  closesAt: number;
}

/** Slot → rating. */
export interface Choices extends DraftOf {
  ratings: Record<string, Rating>;
}

export interface Words extends DraftOf {
  text: string;
}

const RATINGS = 'ratings:';
const REMARK = 'remark:';

export const keepChoices = (survey: string, choices: Choices): void => keepDraft(RATINGS + survey, choices);

export const choicesOf = (survey: string): Record<string, Rating> =>
  readDraft(RATINGS + survey, isChoices)?.ratings ?? {};

export const keepWords = (survey: string, words: Words): void => keepDraft(REMARK + survey, words);

export const wordsOf = (survey: string): string => readDraft(REMARK + survey, isWords)?.text ?? '';

export const dropChoices = (survey: string): void => dropDraft(RATINGS + survey);

export const dropWords = (survey: string): void => dropDraft(REMARK + survey);

/** Forgets everything unsent of surveys that are over, and what this version of the app does not recognise. */
export function forgetOver(isOver: (draft: DraftOf) => boolean): void {
  for (const name of [...draftNames(RATINGS), ...draftNames(REMARK)]) {
    const draft = readDraft(name, isDraftOf);
    if (draft === null || isOver(draft)) dropDraft(name);
  }
}

/** The same for all that should have closed by now. */
export const forgetClosed = (now: number): void => forgetOver(({ closesAt }) => closesAt <= now);

const isDraftOf = (value: unknown): value is DraftOf =>
  typeof value === 'object' &&
  value !== null &&
  'sessionId' in value &&
  typeof value.sessionId === 'string' &&
  'closesAt' in value &&
  typeof value.closesAt === 'number';

const isWords = (value: unknown): value is Words =>
  isDraftOf(value) && 'text' in value && typeof value.text === 'string';

/** Reads kept choices without believing them. */
function isChoices(value: unknown): value is Choices {
  if (!isDraftOf(value) || !('ratings' in value)) return false;
  const { ratings } = value;
  return (
    typeof ratings === 'object' &&
    ratings !== null &&
    Object.values(ratings).every((rating) => typeof rating === 'string' && isRating(rating))
  );
}
