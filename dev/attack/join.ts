import { chanceOf, NO_LUCK } from './chance';
import { LEAKS, type Leak } from './leak';
import { type Ballot, ballotsOf, disguises, type Item, type Person, peopleOf } from './tables';
import type { Evidence, Truth } from './town';

/** What one way of joining brought. */
export interface Finding {
  /** How it was tried, in words. */
  how: string;
  hits: number;
  /** Hits a blind guess would have. */
  expected: number;
  chance: number;
}

/** Everything the attacker tried, and what was more than luck. */
export interface Verdict {
  tried: number;
  best: Finding[];
  broken: Finding[];
}

/**
 * Tries to join roll and ballots, and ballots with each other, in every way the evidence offers: equal values, values
 * under the usual hashes, and every order (of documents, fields, ids, times, numbers, sizes) against every other.
 * `truth` only counts the hits.
 */
export function attack(evidence: Evidence, truth: Truth): Verdict {
  const owner = new Map<string, string>();
  for (const [openid, serials] of truth)
    for (const [slot, serial] of serials.entries()) owner.set(`${slot}|${serial}`, openid);
  const findings = (['before', 'after'] as const).flatMap((moment) => {
    const people = peopleOf(evidence[moment]);
    return ballotsOf(evidence[moment], evidence.logs).flatMap((ballots) =>
      [
        ...byValue(people, ballots, owner),
        ...byOrder(people, ballots, owner),
        ...byPattern(ballots, owner),
      ].map((finding) => ({ ...finding, how: `${finding.how} (${moment} the close)` })),
    );
  });
  const sorted = findings.sort((left, right) => left.chance - right.chance || right.hits - left.hits);
  return {
    tried: sorted.length,
    best: sorted.slice(0, 3),
    broken: sorted.filter(({ chance }) => chance < NO_LUCK),
  };
}

/** A tight town holds; a leaky one is broken, and by the join that its leak was made for. */
export function isAsExpected({ broken }: Verdict, leak: Leak): boolean {
  const { foundBy } = LEAKS[leak];
  if (foundBy === null) return broken.length === 0;
  return broken.some(({ how }) => foundBy.test(how));
}

const ownerOf = (owner: ReadonlyMap<string, string>, { slot, serial }: Ballot) =>
  owner.get(`${slot}|${serial}`);

/** A value, plain or hashed, that stands with a person on one side and with a ballot on the other. */
export function byValue(
  people: readonly Person[],
  ballots: readonly Ballot[],
  owner: ReadonlyMap<string, string>,
): Finding[] {
  const holders = new Map<string, Set<string>>();
  for (const { openid, texts } of people)
    for (const text of texts)
      for (const disguise of disguises(text))
        holders.set(disguise, (holders.get(disguise) ?? new Set()).add(openid));
  let hits = 0;
  let guesses = 0;
  for (const ballot of ballots) {
    // A value that stands with many people (the session, say) singles nobody out.
    const candidates = [ballot.serial, ...ballot.features.values()].flatMap((value) => {
      const held = typeof value === 'string' ? holders.get(value) : undefined;
      return held?.size === 1 ? [...held] : [];
    });
    const [only, another] = [...new Set(candidates)];
    if (only === undefined || another !== undefined) continue;
    guesses++;
    if (ownerOf(owner, ballot) === only) hits++;
  }
  const expected = Math.max(guesses / Math.max(1, people.length), 1e-3);
  return [{ how: 'a value that occurs on both sides', hits, expected, chance: chanceOf(hits, expected) }];
}

/** The n-th person in some order against the n-th ballot of each question in some order. */
function byOrder(
  people: readonly Person[],
  ballots: readonly Ballot[],
  owner: ReadonlyMap<string, string>,
): Finding[] {
  const orders = tellingNames(people).map((name) => ({ name, sorted: sortBy(people, name) }));
  const slots = groups(ballots);
  return tellingNames(ballots).flatMap((name) => {
    const sorted = slots.map((slot) => sortBy(slot, name));
    return orders.map((order) => {
      let hits = 0;
      for (const slot of sorted)
        for (const [index, ballot] of slot.entries()) {
          const at = Math.floor((index * order.sorted.length) / slot.length);
          if (ownerOf(owner, ballot) === order.sorted[at]?.openid) hits++;
        }
      const how = `order of people by ${order.name}, of ballots by ${name}`;
      return { how, hits, expected: slots.length, chance: chanceOf(hits, slots.length) };
    });
  });
}

/** Ballots of two questions that would be one person's: by an equal value, or by the same place in an order. */
function byPattern(ballots: readonly Ballot[], owner: ReadonlyMap<string, string>): Finding[] {
  const slots = groups(ballots);
  const findings: Finding[] = [];
  for (const name of ['serial', ...tellingNames(ballots)]) {
    const sorted = slots.map((slot) => sortBy(slot, name));
    const once = slots.map((slot) => singles(slot, name));
    let [equal, equalGuesses, aligned, pairs] = [0, 0, 0, 0];
    for (let left = 0; left < slots.length; left++)
      for (let right = left + 1; right < slots.length; right++) {
        pairs++;
        for (const [index, ballot] of (sorted[left] ?? []).entries()) {
          const partner = sorted[right]?.[index];
          if (partner && ownerOf(owner, ballot) === ownerOf(owner, partner)) aligned++;
        }
        for (const [value, ballot] of once[left] ?? []) {
          const partner = once[right]?.get(value);
          if (!partner) continue;
          equalGuesses++;
          if (ownerOf(owner, ballot) === ownerOf(owner, partner)) equal++;
        }
      }
    findings.push({
      how: `ballots strung together by the order of ${name}`,
      hits: aligned,
      expected: pairs,
      chance: chanceOf(aligned, pairs),
    });
    const expected = Math.max(equalGuesses / Math.max(1, slots[0]?.length ?? 1), 1e-3);
    findings.push({
      how: `ballots strung together by an equal ${name}`,
      hits: equal,
      expected,
      chance: chanceOf(equal, expected),
    });
  }
  return findings;
}

const featureOf = (item: Item & { serial?: string }, name: string) =>
  name === 'serial' ? item.serial : item.features.get(name);

/** Ballots whose value occurs once in the question. */
function singles(ballots: readonly Ballot[], name: string): Map<string | number, Ballot> {
  const once = new Map<string | number, Ballot | null>();
  for (const ballot of ballots) {
    const value = featureOf(ballot, name);
    if (value !== undefined) once.set(value, once.has(value) ? null : ballot);
  }
  return new Map([...once].flatMap(([value, ballot]) => (ballot ? [[value, ballot] as const] : [])));
}

function groups(ballots: readonly Ballot[]): Ballot[][] {
  const bySlot = new Map<number, Ballot[]>();
  for (const ballot of ballots) bySlot.set(ballot.slot, [...(bySlot.get(ballot.slot) ?? []), ballot]);
  return [...bySlot].sort(([left], [right]) => left - right).map(([, slot]) => slot);
}

/** Features that take many values: the others put nobody into an order. */
export function tellingNames(items: readonly Item[]): string[] {
  const values = new Map<string, Set<string | number>>();
  for (const { features } of items)
    for (const [name, value] of features) values.set(name, (values.get(name) ?? new Set()).add(value));
  return [...values].filter(([, different]) => different.size * 10 >= items.length).map(([name]) => name);
}

/** By a feature, numbers before texts; what lacks it, or has the same, keeps the order in which it was found. */
export function sortBy<T extends Item>(items: readonly T[], name: string): T[] {
  const keyed = items.map((item) => {
    const value = featureOf(item, name);
    const key = typeof value === 'number' ? value.toFixed(3).padStart(24, '0') : `~${value ?? ''}`;
    return { item, key };
  });
  keyed.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0));
  return keyed.map(({ item }) => item);
}
