import { endReview } from '../core/survey/card-ledger';
import { cards } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { write } from '../platform/database/versioned';

/** Review windows that have passed without an appeal: those cards are final. */
export async function endReviews(now: number): Promise<number> {
  const over = await find(cards, { state: 'review', reviewUntil: _.lte(now) }, { limit: 100 });
  for (const card of over) {
    const final = endReview(card, now);
    if (final) await write(cards, card, final.entity);
  }
  return over.length;
}
