import { endReview } from '../core/survey/card-ledger';
import { cards } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { dueOn, type TimerStep } from './timer-step';

const overAt = (now: number) => ({ state: 'review', reviewUntil: _.lte(now) }) as const;

/** Review windows that have passed without an appeal: those cards are final. */
export const endReviews: TimerStep = {
  name: 'end_reviews',
  dueWhen: (now) => [dueOn(cards, overAt(now))],
  run: endAll,
};

async function endAll(now: number): Promise<number> {
  const over = await find(cards, overAt(now), { limit: 100 });
  for (const card of over) {
    const final = endReview(card, now);
    if (final) await write(cards, card, final.entity);
  }
  return over.length;
}
