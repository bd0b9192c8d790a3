import MiniSearch from 'minisearch';
import type { CaseStatus, Outcome } from '../../../miniprogram/shared/case';
import type { Category } from '../../../miniprogram/shared/category';
import { LIMITS } from '../../../miniprogram/shared/limits';
import { wordsOf } from './search-words';
import { type Thesaurus, thesaurusOf, underFirstNames } from './synonyms';

/** What searching knows of one published case: public words only. */
export interface SearchEntry {
  id: string;
  number: string;
  title: string;
  text: string;
  reply: string;
  outcome: Outcome | null;
  status: CaseStatus;
  joins: number;
}

/** A part of the search index. Persisted in `case_index`; `_id` is `part-0`, `part-1` …, `state` or `synonyms`. */
export interface SearchChunk {
  _id: string;
  entries: SearchEntry[];
  /** In `state` alone: something published has changed since the parts were made. */
  isStale?: boolean;
  /** In `state` alone: when words were last blacked out for privacy; phones keep no answer that is older. */
  blackedOutAt?: number;
  /** Until then a change may be under way, and the index is made anew each minute. */
  staleUntil?: number;
  /** In `state` alone: how many changes there were; goes up only. */
  changes?: number;
  /** In `synonyms` alone: the office's list, a thing a line, its names with a blank between them. */
  synonyms?: string[];
  version?: number;
  /** The request that saved it last. */
  savedBy?: string;
}

/** The plan of a session has room for so many topics. */
export const TOPICS_MAX = LIMITS.topicsMax;

/** A matter that came again and again. Persisted in `matters`; `_id` names its first case, so it stays the same. */
export interface Matter {
  _id: string;
  title: string;
  category: Category;
  departmentId: string | null;
  cases: Array<{ id: string; number: string; title: string }>;
  voices: number;
  state: 'proposed' | 'on_agenda' | 'dismissed';
  sessionId: string | null;
  at: number;
}

export type CaseSearch = MiniSearch<SearchEntry>;

const NO_SYNONYMS = thesaurusOf([]);

/** An index over published cases. The title weighs most: it names the matter. A thing is found by all of its names. */
export function searchOver(entries: readonly SearchEntry[], thesaurus: Thesaurus = NO_SYNONYMS): CaseSearch {
  const tokenize = (text: string) => wordsOf(underFirstNames(text, thesaurus));
  const search = new MiniSearch<SearchEntry>({
    fields: ['title', 'text', 'reply'],
    storeFields: ['number', 'title', 'text', 'reply', 'outcome', 'status', 'joins'],
    tokenize,
    processTerm: (word) => word,
    searchOptions: { boost: { title: 3, text: 1.5 }, prefix: (word) => word.length > 1, tokenize },
  });
  search.addAll([...entries]);
  return search;
}

/** Entries that say the same as the text, best first; weak ones, which share one common word by chance, left out. */
export function similarTo(
  search: CaseSearch,
  entries: ReadonlyMap<string, SearchEntry>,
  text: string,
  most: number,
): SearchEntry[] {
  const found = search.search(text);
  const best = found[0]?.score ?? 0;
  return found
    .filter(({ score }) => score >= best * 0.3)
    .slice(0, most)
    .flatMap(({ id }) => entries.get(String(id)) ?? []);
}

/**
 * Earlier entries on the same matter as what somebody is about to send: alike in a word of the title, or in two words
 * at least. One word in common somewhere else is chance, and an answer to something else is worse than none.
 */
export function earlierOn(
  search: CaseSearch,
  entries: ReadonlyMap<string, SearchEntry>,
  text: string,
  most: number,
): SearchEntry[] {
  const alike = new Set(
    search.search(text).flatMap(({ id, match }) => (isSameMatter(match) ? String(id) : [])),
  );
  return similarTo(search, entries, text, entries.size)
    .filter(({ id }) => alike.has(id))
    .slice(0, most);
}

/** `match`: which word was found in which fields. A single character says too little. */
function isSameMatter(match: Readonly<Record<string, readonly string[]>>): boolean {
  const words = Object.entries(match).filter(([word]) => word.length > 1);
  return words.length > 1 || words.some(([, fields]) => fields.includes('title'));
}

/** What recurring matters are found from. */
export interface Voice {
  id: string;
  number: string;
  title: string;
  text: string;
  category: Category;
  departmentId: string | null;
  joins: number;
}

/** How much two sets of words have in common, 0 to 1 (Dice). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const word of a) if (b.has(word)) both += 1;
  return a.size + b.size === 0 ? 0 : (2 * both) / (a.size + b.size);
}

const ALIKE = 0.4;

type Worded = Pick<Voice, 'title' | 'category'> & { detail: string };

/** The words of a text, each thing under one name, so that two who call it differently have a word in common. */
const wordSet = (text: string, thesaurus: Thesaurus): ReadonlySet<string> =>
  new Set(wordsOf(underFirstNames(text, thesaurus)));

/**
 * Are two on the same matter? As for recurring matters: one category, and alike in title or in all their words. A thing
 * is the same by each of its names.
 */
export function areAlike(left: Worded, right: Worded, thesaurus: Thesaurus = NO_SYNONYMS): boolean {
  if (left.category !== right.category) return false;
  const of = (text: string) => wordSet(text, thesaurus);
  const all = ({ title, detail }: Worded) => of(`${title}\n${detail}`);
  return likeness(of(left.title), of(right.title)) >= ALIKE || likeness(all(left), all(right)) >= ALIKE;
}

/**
 * Groups of cases on the same matter, most voices first: same category and alike in title, or in title and text
 * together. Each case belongs to the first group that it is like; a me-too counts as a voice. A thing is the same by
 * each of its names.
 */
export function recurring(
  voices: readonly Voice[],
  fewest: number,
  thesaurus: Thesaurus = NO_SYNONYMS,
): Array<Omit<Matter, 'state' | 'sessionId' | 'at'>> {
  const groups: Array<{ titles: ReadonlySet<string>; words: ReadonlySet<string>; members: Voice[] }> = [];
  for (const voice of [...voices].sort((a, b) => (a.number < b.number ? -1 : 1))) {
    const titles = wordSet(voice.title, thesaurus);
    const words = wordSet(`${voice.title}\n${voice.text}`, thesaurus);
    const group = groups.find(
      (known) =>
        known.members[0]?.category === voice.category &&
        (likeness(known.titles, titles) >= ALIKE || likeness(known.words, words) >= ALIKE),
    );
    if (group) group.members.push(voice);
    else groups.push({ titles, words, members: [voice] });
  }
  return groups
    .map(({ members }) => ({ members, voices: members.reduce((sum, { joins }) => sum + 1 + joins, 0) }))
    .filter((group) => group.voices >= fewest)
    .sort((a, b) => b.voices - a.voices)
    .flatMap(({ members, voices: count }) => {
      const [first] = members;
      if (!first) return [];
      const newest = members[members.length - 1] ?? first;
      return [
        {
          _id: `matter-${first.id}`,
          title: newest.title,
          category: first.category,
          departmentId: newest.departmentId,
          cases: members.slice(-20).map(({ id, number, title }) => ({ id, number, title })),
          voices: count,
        },
      ];
    });
}
