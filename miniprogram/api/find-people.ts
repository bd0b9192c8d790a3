import { ask } from './client';
import type { Output } from './dto';

export type FoundPerson = Output<'session.findPeople'>['people'][number];

/** One character finds half the college. */
const SHORTEST = 2;

/**
 * Looks for people while a name is being typed.
 *
 * @returns who was found; null where something newer has been typed meanwhile
 * @throws CallError
 */
export function peopleFinder(): (typed: string) => Promise<FoundPerson[] | null> {
  let turn = 0;
  return async (typed) => {
    const mine = ++turn;
    const search = typed.trim();
    if (Array.from(search).length < SHORTEST) return [];
    const { data } = await ask('session.findPeople', { search });
    return mine === turn ? data.people : null;
  };
}
