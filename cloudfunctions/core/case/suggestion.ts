import MiniSearch from 'minisearch';
import type { Urgency } from '../../../miniprogram/shared/case';
import type { Case } from './case';
import { wordsOf } from './search-words';
import { type Thesaurus, thesaurusOf, underFirstNames } from './synonyms';

// Where a matter usually goes, by the college's own closed cases. It proposes, and a person decides.

/** A closed case of the past, as far as a suggestion needs it. */
export type Precedent = Pick<Case, '_id' | 'title' | 'leadId' | 'urgency'>;

/** The department and class that most of what is alike went to. */
export interface Suggestion {
  departmentId: string;
  urgency: Urgency;
  /** How many of the cases that are alike this department answered. */
  agree: number;
  of: number;
}

/** As many are looked at as a neighbourhood of words can have in common. */
const ALIKE_MAX = 8;
/** One case alone is chance. */
const FEWEST = 2;
/** Measured over so many of the newest, so that opening a form stays quick. */
const MEASURED = 50;

type Search = MiniSearch<Precedent>;

function searchOver(precedents: readonly Precedent[], thesaurus: Thesaurus): Search {
  const search = new MiniSearch<Precedent>({
    idField: '_id',
    fields: ['title'],
    storeFields: ['leadId', 'urgency'],
    tokenize: (text) => wordsOf(underFirstNames(text, thesaurus)),
    processTerm: (word) => word,
  });
  search.addAll(precedents.filter(({ leadId }) => leadId !== null));
  return search;
}

/**
 * What one title suggests: each case that is alike has a voice, as loud as it is alike. `but`: the case itself, which is
 * no precedent of its own.
 *
 * @returns null where too few are alike, or no department has more than half of the voices
 */
function suggestedBy(search: Search, byId: ReadonlyMap<string, Precedent>, title: string, but: string) {
  const alike = search
    .search(title)
    .filter(({ id, terms }) => id !== but && terms.some(isTelling))
    .slice(0, ALIKE_MAX)
    .flatMap(({ id, score }) => {
      const precedent = byId.get(String(id));
      return precedent ? [{ ...precedent, score }] : [];
    });
  const departmentId = loudest(alike.map(({ leadId, score }) => [leadId, score]));
  const same = alike.filter(({ leadId }) => leadId === departmentId);
  const urgency = loudest(same.map((one) => [one.urgency, one.score]));
  if (alike.length < FEWEST || departmentId === null || urgency === null) return null;
  if (total(same) * 2 <= total(alike)) return null;
  return { departmentId, urgency, agree: same.length, of: alike.length };
}

/** A single character says too little. */
const isTelling = (word: string): boolean => word.length > 1;

const total = (voices: readonly { score: number }[]) => voices.reduce((sum, { score }) => sum + score, 0);

/** What has most of the voices; null of none. */
function loudest<T>(voices: readonly (readonly [T | null, number])[]): T | null {
  const sums = new Map<T, number>();
  for (const [value, score] of voices) if (value !== null) sums.set(value, (sums.get(value) ?? 0) + score);
  return [...sums].reduce<[T | null, number]>((best, one) => (one[1] > best[1] ? one : best), [null, 0])[0];
}

/**
 * A suggestion for one case, and how good suggestions are: for each of the newest, what the others would have suggested,
 * against where it went in the end.
 *
 * @param precedents newest first
 */
export function suggestionFor(
  { _id, title }: Pick<Case, '_id' | 'title'>,
  precedents: readonly Precedent[],
  thesaurus: Thesaurus = thesaurusOf([]),
): { suggestion: Suggestion | null; tried: number; hits: number } {
  const search = searchOver(precedents, thesaurus);
  const byId = new Map(precedents.map((precedent) => [precedent._id, precedent]));
  const measured = precedents.slice(0, MEASURED).flatMap((past) => {
    const guess = suggestedBy(search, byId, past.title, past._id);
    return guess === null ? [] : [guess.departmentId === past.leadId];
  });
  return {
    suggestion: suggestedBy(search, byId, title, _id),
    tried: measured.length,
    hits: measured.filter(Boolean).length,
  };
}
