import { type Act, change } from '../change';
import type { Notice } from '../message/message';
import type { RuleBook } from '../rules/rulebook';
import type { AnnouncedItem, AnnouncedResults } from './announcement-of-results';
import { cardId, type GivenCard, reviewEnd } from './card-ledger';
import { newRectification } from './rectification';

/** What a card is made of: a question of announced results that the rule gives one to. */
export interface CardGrounds {
  result: AnnouncedResults;
  item: AnnouncedItem & { verdict: 'yellow' | 'red' };
  book: RuleBook;
}

/** Does the rule give this question a card? */
export const isCarded = (item: AnnouncedItem): item is CardGrounds['item'] =>
  item.verdict === 'yellow' || item.verdict === 'red';

/**
 * The card as it is given: in review, without a plan. `noticesOf` says who is told, knowing its `_id`. A correction of
 * the results may give the same question's card to another department: a card of its own beside the withdrawn one.
 */
export function newCard(
  { result, item, book }: CardGrounds,
  act: Act,
  noticesOf: (card: string, reviewUntil: number) => Notice[] = () => [],
): GivenCard {
  const { calendar, cards } = book.rules;
  const first = cardId(result.surveyId, item.questionId);
  const _id = result.version === 1 ? first : `${first}.v${result.version}`;
  const reviewUntil = reviewEnd(act.now, cards.reviewWorkingDays, calendar);
  const notices = noticesOf(_id, reviewUntil);
  return {
    _id,
    colour: item.verdict,
    state: 'review',
    surveyId: result.surveyId,
    sessionId: result.sessionId,
    sessionNumber: result.sessionNumber,
    questionId: item.questionId,
    title: item.title,
    departmentId: item.departmentId,
    departmentName: item.departmentName,
    valid: item.valid ?? 0,
    dissatisfied: item.dissatisfied,
    band: item.band,
    rulesVersion: result.rulesVersion,
    resultVersion: result.version,
    givenAt: act.now,
    reviewUntil,
    appeal: null,
    rectification: newRectification(reviewUntil),
    rerated: null,
    wakeAt: act.now,
    isLate: false,
    version: 1,
    history: [change(act, 'given', item.verdict)],
    notices,
    hasNotice: notices.length > 0,
  };
}
