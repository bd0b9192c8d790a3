import { lastBlackOut } from '../case/search-index';
import { COMMITMENTS_SOON_DAYS } from '../core/case/case';
import { keyBefore } from '../core/case/key';
import { DAY_MS } from '../core/rules/calendar';
import { counts, type GivenCard } from '../core/survey/card-ledger';
import { cards, cases } from '../platform/database/collections';
import { type SessionWithPools, sessionsWithPools } from './with-pools';

/** Planned ones ahead, the one that comes, and the last one. */
const NEAR = 8;
const SOON_MS = COMMITMENTS_SOON_DAYS * DAY_MS;

type Near = SessionWithPools & {
  cards: Array<Pick<GivenCard, 'colour' | 'state'>>;
  /** Of all departments, the same beside every session; none where nothing is due. */
  promises: Array<{ due: number }>;
  /** The same beside every session. */
  blackOuts: Array<{ blackedOutAt?: number }>;
};

/**
 * The sessions around now, newest first, each with its pools and its cards, and with every one how many commitments
 * of all departments fall due within a week: joined, because home has no round trip to spare. One round trip.
 */
export function sessionsNear(now: number): Promise<Near[]> {
  const due = { $gte: keyBefore(now), $lt: keyBefore(now + SOON_MS) };
  return sessionsWithPools<Near>([
    { sort: { startsAt: -1 } },
    { limit: NEAR },
    { lookup: { from: cards.name, localField: '_id', foreignField: 'sessionId', as: 'cards' } },
    {
      lookup: {
        from: cases.name,
        pipeline: [
          {
            $match: {
              'commitment.state': 'open',
              'commitment.key': due,
              isProtected: false,
              'commitment.isLater': { $exists: false },
            },
          },
          { $count: 'due' },
        ],
        as: 'promises',
      },
    },
    { lookup: lastBlackOut },
    { project: { 'cards.history': 0, 'cards.notices': 0, 'cards.rectification': 0, 'cards.appeal': 0 } },
  ]);
}

/** Cards of a session that count; a withdrawn one does not. */
export function cardsOf({ cards: given }: Near): { yellow: number; red: number } {
  const of = (wanted: GivenCard['colour']) =>
    given.filter((card) => counts(card) && card.colour === wanted).length;
  return { yellow: of('yellow'), red: of('red') };
}
