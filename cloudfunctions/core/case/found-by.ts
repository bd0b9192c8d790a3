import { monthOf } from '../rules/calendar';
import type { Case } from './case';
import { filedUnder, wordsOf } from './search-words';
import { partedBy, type Thesaurus } from './synonyms';

// What desks find a case by. Both fields are arrays with an index each, and each entry begins with whose desk it is for,
// so that a filter or a word costs the same among a thousand cases and among a million.

/** Whose desk: a department by its id, `*` the office and the leaders, `@` the operators of the hotline. */
export type DeskScope = string;
export const EVERYBODY: DeskScope = '*';
export const HOTLINE: DeskScope = '@';

/** One thing a list is narrowed down to. */
export type Facet =
  | `category:${string}`
  | `topic:${string}`
  | `handler:${string}`
  | `outcome:${string}`
  | `status:${string}`
  | `month:${string}`;

/** The list of what is open or ended on a desk, whole or narrowed down. */
export const listOf = (desk: DeskScope, isOpen: boolean, facet?: Facet): string =>
  `${desk}|${isOpen ? 'open' : 'closed'}${facet === undefined ? '' : `|${facet}`}`;

/** Leaders' orders that have not ended. */
export const SUPERVISED = 'supervised';

/** Title and place name the matter; of a long text its beginning does. */
const WORDS_MAX = 60;
const SEPARATOR = '|';

type Source = Pick<
  Case,
  | 'status'
  | 'isProtected'
  | 'isHeld'
  | 'channel'
  | 'category'
  | 'topic'
  | 'handlerId'
  | 'reply'
  | 'title'
  | 'place'
  | 'text'
  | 'coIds'
  | 'responsibleId'
  | 'assignedTo'
  | 'leadId'
  | 'forgottenAt'
  | 'supervisions'
  | 'submittedAt'
> & { callerName?: string };

/** On which desks it can be found: what a department does not see is not found there either. */
function desksOf(entity: Source): DeskScope[] {
  if (entity.isProtected) return [];
  const desks = [EVERYBODY, ...(entity.channel === 'hotline' ? [HOTLINE] : [])];
  if (entity.isHeld) return desks;
  const departments = [entity.responsibleId, entity.assignedTo, entity.leadId, ...entity.coIds];
  return [...desks, ...new Set(departments.filter((id) => id !== null))];
}

/** The lists it stands in, for the index `lists`. */
export function listsOf(entity: Source): string[] {
  const isOpen = entity.status !== 'closed';
  const facets: Facet[] = [`category:${entity.category}`, `status:${entity.status}`];
  if (entity.topic) facets.push(`topic:${entity.topic.id}`);
  if (entity.handlerId !== null) facets.push(`handler:${entity.handlerId}`);
  if (entity.reply !== null) facets.push(`outcome:${entity.reply.outcome}`);
  // What is ended stands in the order of its days anyway.
  if (isOpen) facets.push(`month:${monthOf(entity.submittedAt)}`);
  const lists = desksOf(entity).flatMap((desk) => [
    listOf(desk, isOpen),
    ...facets.map((facet) => listOf(desk, isOpen, facet)),
  ]);
  return entity.supervisions.some(({ state }) => state !== 'ended') ? [...lists, SUPERVISED] : lists;
}

/** Stands for every case of a desk, so that a number is looked for on that desk alone. No word holds this sign. */
export const numbersOf = (desk: DeskScope): string => `${desk}${SEPARATOR}#`;

/** The words it is found by, for the index `terms`. */
export function termsOf(entity: Source): string[] {
  const { title, place, text, callerName = '' } = entity;
  // Words that were forgotten are not searched by.
  const isForgotten = entity.forgottenAt !== undefined;
  const words = isForgotten ? [] : filedUnder([title, place, text].join('\n'), WORDS_MAX);
  return desksOf(entity).flatMap((desk) => {
    const caller = desk === HOTLINE && !isForgotten ? filedUnder(callerName, WORDS_MAX) : [];
    return [numbersOf(desk), ...[...words, ...caller].map((word) => `${desk}${SEPARATOR}${word}`)];
  });
}

/**
 * What a case must hold to be found: each of these, in one of its ways of saying it; a way is one word or several that
 * stand in it together.
 */
export type Wanted = ReadonlyArray<ReadonlyArray<readonly string[]>>;

/** What somebody means who types these words: a thing by any of its names, everything else as it is typed. */
function wantedBy(words: string, thesaurus: Thesaurus): Wanted {
  const { things, rest } = partedBy(words, thesaurus);
  const typed = [...new Set(wordsOf(rest))].map((word) => [[word]]);
  const named = things.map((names) => names.map(wordsOf).filter((way) => way.length > 0));
  return [...typed, ...named.filter((ways) => ways.length > 0)];
}

/**
 * What a case must be filed under to be found by these words on a desk: all of them. What can be said in one way only
 * comes first, and of that the longest word, because it is the rarest as a rule. Empty where the words say nothing.
 */
export const termsFor = (desk: DeskScope, words: string, thesaurus: Thesaurus): Wanted =>
  [...wantedBy(words, thesaurus)]
    .sort((one, other) => one.length - other.length || lengthOf(other) - lengthOf(one))
    .map((ways) => ways.map((way) => way.map((word) => `${desk}${SEPARATOR}${word}`)));

const lengthOf = ([way]: Wanted[number]): number => way?.[0]?.length ?? 0;

/** The same for the own cases of an asker, which are few: does this one hold every word? */
export function holdsWords(
  { title, place, text }: Pick<Case, 'title' | 'place' | 'text'>,
  words: string,
  thesaurus: Thesaurus,
): boolean {
  const filed = new Set(filedUnder([title, place, text].join('\n'), Number.POSITIVE_INFINITY));
  const wanted = wantedBy(words, thesaurus);
  return (
    wanted.length > 0 && wanted.every((ways) => ways.some((way) => way.every((word) => filed.has(word))))
  );
}
