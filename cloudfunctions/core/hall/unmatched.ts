import { HOUR_MS } from '../rules/calendar';

/**
 * Somebody a desk let in whom the roster does not know: a mistyped number, or a person who is not in it yet. Gives no
 * attendance and no credential before it is joined to a roster entry. Persisted in `unmatched_entries`, `_id` the desk's
 * own id of the entry; changing the shape needs a migration.
 */
export interface Unmatched {
  _id: string;
  sessionId: string;
  /** As the desk typed it: a number or a booking code. Empty once settled. */
  typed: string;
  /** As the person said it; empty where nobody asked, and once settled. */
  name: string;
  unit: string;
  /** When the desk let the person in. */
  firstAt: number;
  /** The member of the office who entered it. */
  by: string;
  /** When the server heard of it. */
  at: number;
  state: 'open' | 'joined' | 'discarded';
  /** Whom it turned out to be. */
  personId: string | null;
  /** Why it was discarded; empty otherwise. */
  reason: string;
  /** When the roster is looked at again. Null once settled, and where a name is missing: a number alone joins nobody. */
  tryAt: number | null;
}

/** What the person at the desk said of themselves. */
export type Told = Pick<Unmatched, 'typed' | 'name' | 'unit'>;

const AGAIN_MS = HOUR_MS;

/** By itself an entry joins only whom it names in full. */
export const nextTry = ({ name }: Pick<Unmatched, 'name'>, now: number): number | null =>
  name === '' ? null : now + AGAIN_MS;

/** Is it the person who was described? Number and name both: a slip of one digit must not let in somebody else. */
export const isAsTold = (told: Told, person: { number: string; name: string }): boolean =>
  told.name !== '' && told.typed === person.number && told.name === person.name;

/** What is no longer needed once somebody has settled it. */
export const settledWords = { typed: '', name: '', unit: '', tryAt: null } as const;
