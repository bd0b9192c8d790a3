import { chanceOf, NO_LUCK } from '../chance';
import { byValue, type Finding, sortBy, tellingNames, type Verdict } from '../join';
import { type Ballot, leavesOf, note, type Person, peopleOf, readLine } from '../tables';
import { LETTER_LEAKS, type LetterLeak } from './leak';
import type { LetterEvidence, LetterTruth } from './town';

/** Collections that hold items; all others that speak of people are the roll's side. */
const ITEM_SIDE = ['letters', 'cases', 'case_days', 'town_letters'];
const TITLE = /letter-[0-9a-f]{16}/;

/**
 * Tries to join people and anonymous items. The attacker knows who was in the app in which ten minutes and which items
 * are of these ten minutes, and tries every order of the one against every order of the other within them, and every
 * value that stands on both sides. `truth` only counts the hits.
 */
export function attackLetters({ waiting, after, logs }: LetterEvidence, truth: LetterTruth): Verdict {
  const people = peopleOf(after, ITEM_SIDE, 'pass_issues order');
  const crowdOf = new Map(
    truth.flatMap((crowd, at) => [...crowd.values()].map((title) => [title, at] as const)),
  );
  const owner = new Map(
    truth.flatMap((crowd, at) => [...crowd].map(([openid, title]) => [`${at}|${title}`, openid] as const)),
  );
  const sources: [string, unknown[]][] = [
    ...ITEM_SIDE.map((name): [string, unknown[]] => [name, after[name] ?? []]),
    // While they wait: each stretch's own.
    ['waiting letters', waiting.flatMap(({ letters = [] }) => letters)],
    ['log', logs.map(({ text }) => readLine(text))],
  ];
  const findings = sources.flatMap(([name, documents]) => {
    const items = itemsIn(name, documents, crowdOf);
    if (items.length === 0) return [];
    return [...byValue(people, items, owner), ...withinCrowds(people, items, truth, owner)];
  });
  const sorted = findings.sort((left, right) => left.chance - right.chance || right.hits - left.hits);
  return {
    tried: sorted.length,
    best: sorted.slice(0, 3),
    broken: sorted.filter(({ chance }) => chance < NO_LUCK),
  };
}

/** A tight town holds; a leaky one is broken, and by the join that its leak was made for. */
export function isLetterTownAsExpected({ broken }: Verdict, leak: LetterLeak): boolean {
  const { foundBy } = LETTER_LEAKS[leak];
  if (foundBy === null) return broken.length === 0;
  return broken.some(({ how }) => foundBy.test(how));
}

/** Every item in some documents; the smallest object that names it, with all that stands beside, below and above. */
function itemsIn(
  name: string,
  documents: readonly unknown[],
  crowdOf: ReadonlyMap<string, number>,
): Ballot[] {
  const found = new Map<string, Ballot>();
  for (const [index, document] of documents.entries())
    for (const { within, title, above } of titledIn(document, `${name}`)) {
      const crowd = crowdOf.get(title);
      if (crowd === undefined || found.has(title)) continue;
      const features = new Map<string, string | number>(above);
      features.set(`${name} document`, index).set(`${name} order`, found.size);
      features.set(`${name} size`, JSON.stringify(within).length);
      const item = { serial: title, slot: crowd, features };
      for (const { path, value } of leavesOf(within)) note(item, `${name}.${path}`, value);
      found.set(title, item);
    }
  return [...found.values()];
}

interface Titled {
  within: object;
  title: string;
  above: [string, string | number][];
}

function titledIn(value: unknown, path: string, above: [string, string | number][] = []): Titled[] {
  if (typeof value !== 'object' || value === null) return [];
  const titles = Object.values(value).flatMap((leaf) =>
    typeof leaf === 'string' ? (TITLE.exec(leaf)?.[0] ?? []) : [],
  );
  if (titles[0] !== undefined) return [{ within: value, title: titles[0], above }];
  const own = Object.entries(value).flatMap(([key, leaf]): [string, string | number][] =>
    typeof leaf === 'string' || typeof leaf === 'number' ? [[`${path}.${key}`, leaf]] : [],
  );
  return Object.entries(value).flatMap(([key, child], place) =>
    titledIn(child, `${path}.*`, [...above, ...own, [`${path} key`, key], [`${path} place`, place]]),
  );
}

/** The n-th of a crowd in some order against the n-th of its items in some order. */
function withinCrowds(
  people: readonly Person[],
  items: readonly Ballot[],
  truth: LetterTruth,
  owner: ReadonlyMap<string, string>,
): Finding[] {
  const crowds = truth.map((crowd, at) => ({
    people: people.filter(({ openid }) => crowd.has(openid)),
    items: items.filter(({ slot }) => slot === at),
  }));
  return tellingNames(items).flatMap((name) => {
    const sorted = crowds.map((crowd) => sortBy(crowd.items, name));
    return tellingNames(people).map((order): Finding => {
      let hits = 0;
      for (const [at, crowd] of crowds.entries())
        for (const [index, { openid }] of sortBy(crowd.people, order).entries()) {
          const item = sorted[at]?.[index];
          if (item && owner.get(`${at}|${item.serial}`) === openid) hits++;
        }
      const how = `order of a crowd by ${order}, of items by ${name}`;
      return { how, hits, expected: crowds.length, chance: chanceOf(hits, crowds.length) };
    });
  });
}
