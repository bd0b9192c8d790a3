import { cardTimesOf, climb } from '../core/survey/card-ladder';
import { endReview } from '../core/survey/card-ledger';
import { logFailure } from '../platform/call/log';
import { cards } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { _, find } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { dueOn, type TimerStep } from './timer-step';

const PAGE = 100;
const overAt = (now: number) => ({ state: 'review', reviewUntil: _.lte(now) }) as const;
const toWakeAt = (now: number) => ({ wakeAt: _.gt(0).and(_.lte(now)) }) as const;

/** Review windows that have passed without an appeal: those cards are final. */
export const endReviews: TimerStep = {
  name: 'end_reviews',
  dueWhen: (now) => [dueOn(cards, overAt(now))],
  run: endAll,
};

async function endAll(now: number): Promise<number> {
  const over = await find(cards, overAt(now), { limit: PAGE });
  for (const card of over) {
    const final = endReview(card, now);
    if (final) await write(cards, card, final.entity);
  }
  return over.length;
}

/**
 * Deadlines of cards that come near or pass: of the office to decide an appeal, of the department with its plan. Each
 * rung is told once, because it is one change of one version. Cards from before the ladder are found at the full hour.
 */
export const climbCards: TimerStep = {
  name: 'climb_cards',
  dueWhen: (now) => [dueOn(cards, toWakeAt(now))],
  run: climbAll,
};

async function climbAll(now: number, until: number): Promise<number> {
  const times = cardTimesOf(await currentRuleBook(now));
  let climbed = 0;
  while (Date.now() < until) {
    const due = await find(cards, _.or([toWakeAt(now), { wakeAt: _.exists(false) }]), { limit: PAGE });
    let done = 0;
    for (const card of due) {
      try {
        if ((await write(cards, card, climb(card, times, now))) === 'written') done++;
      } catch (error) {
        // One card that cannot climb must not keep the others where they are.
        logFailure(`climb-${card._id}`, 'climb_cards', error);
      }
    }
    climbed += done;
    // A page that nothing could be done with would come again at once.
    if (due.length < PAGE || done === 0) break;
  }
  return climbed;
}
