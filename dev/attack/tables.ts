import { createHash } from 'node:crypto';
import type { Evidence } from './town';

/** A person or a ballot as a bundle of features, each a value one can sort by. */
export interface Item {
  features: Map<string, string | number>;
}

/** A ballot, wherever its serial was found. */
export interface Ballot extends Item {
  serial: string;
  slot: number;
}

/** A person of the roll, under the account, with everything any document says of them. */
export interface Person extends Item {
  openid: string;
  /** Every text that stands for this person or was kept about them. */
  texts: Set<string>;
}

type Snapshot = Evidence['before'];

/** Collections that the ballots' side writes; all others that speak of people are the roll's side. */
const BOX_SIDE = ['ballots', 'sealed_boxes'];

/**
 * Every person with credentials, with what all documents of the roll's side say of them and in which order these stand.
 * `marker` is the feature of those who were given any.
 */
export function peopleOf(
  snapshot: Snapshot,
  boxSide: readonly string[] = BOX_SIDE,
  marker = 'issue_records order',
): Person[] {
  const people = new Map<string, Person>();
  for (const document of snapshot.people ?? []) {
    const openid = String(document.openid);
    const person: Person = { openid, features: new Map(), texts: new Set([openid]) };
    people.set(openid, person).set(String(document._id), person);
  }
  for (const [name, documents] of Object.entries(snapshot)) {
    if (boxSide.includes(name)) continue;
    documents.forEach((document, index) => {
      const leaves = leavesOf(document);
      const person = leaves
        .flatMap(({ value }) => wordsOf(value))
        .map((word) => people.get(word))
        .find(Boolean);
      if (!person) return;
      note(person, `${name} order`, index);
      note(person, `${name} size`, JSON.stringify(document).length);
      for (const { path, value } of leaves) {
        note(person, `${name}.${path}`, value);
        if (typeof value === 'string') person.texts.add(value);
      }
    });
  }
  return [...new Set(people.values())].filter(({ features }) => features.has(marker));
}

/** A value and its parts: accounts and persons stand in ids such as `session:person:time`. */
const wordsOf = (value: unknown): string[] => [String(value), ...String(value).split(/[:.]/)];

const SERIAL = /^[A-Za-z0-9_-]{86}$/;

/**
 * Every ballot on the ballots' side and in the log, one list for each place where ballots were found. Whatever stands
 * beside a serial or above it is a feature.
 */
export function ballotsOf(snapshot: Snapshot, logs: Evidence['logs']): Ballot[][] {
  const sources = BOX_SIDE.map((name): [string, unknown[]] => [name, snapshot[name] ?? []]);
  sources.push(['log', logs.map(({ text }) => readLine(text))]);
  return sources.flatMap(([name, documents]) => {
    const found: Ballot[] = [];
    for (const [index, document] of documents.entries())
      collect(document, name, { [`${name} document`]: index }, found);
    for (const [index, ballot] of found.entries()) note(ballot, `${name} order`, index);
    return found.length > 0 ? [found] : [];
  });
}

/** Walks down; an object or a list that holds a serial is a ballot, with all that was passed on the way. */
function collect(
  value: unknown,
  path: string,
  above: Record<string, string | number>,
  found: Ballot[],
): void {
  if (typeof value !== 'object' || value === null) return;
  const own: Record<string, string | number> = { ...above };
  for (const [key, leaf] of Object.entries(value))
    if (typeof leaf === 'string' || typeof leaf === 'number') own[`${path}.${key}`] = leaf;
  const serial = Object.values(value).find((leaf) => typeof leaf === 'string' && SERIAL.test(leaf));
  if (typeof serial === 'string') {
    const slot = Object.entries(own).find(([key]) => key.endsWith('.slot'))?.[1];
    const features = new Map<string, string | number>(Object.entries(own));
    features.set(`${path} size`, JSON.stringify(value).length);
    found.push({ serial, slot: Number(slot), features });
    return;
  }
  for (const [index, [key, child]] of Object.entries(value).entries()) {
    const step = isPosition(key) || /^[0-9a-f]{1,64}$/.test(key) ? '*' : key;
    const passed = { [`${path}.${step} key`]: key, [`${path}.${step} place`]: index };
    collect(child, `${path}.${step}`, { ...own, ...passed }, found);
  }
}

const isPosition = (key: string): boolean => /^[0-9]+$/.test(key);

export function readLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { line: text }; // a line in words: searched for values, not for fields
  }
}

export function leavesOf(value: unknown, path = ''): { path: string; value: string | number }[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ path, value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    leavesOf(child, path === '' ? key : `${path}.${key}`),
  );
}

/** The first value of a name is the feature; a person's later visits would only blur it. */
export function note(item: Item, name: string, value: string | number): void {
  if (!item.features.has(name)) item.features.set(name, value);
}

/** A text and what one might make of it so that it looks like nothing: the usual hashes, in the usual spellings. */
export function disguises(text: string): string[] {
  const hashes = ['sha256', 'sha1', 'md5', 'sha512'].flatMap((name) => {
    const hash = createHash(name).update(text).digest();
    return [hash.toString('hex'), hash.toString('base64url'), hash.toString('base64')];
  });
  return [text, ...hashes, Buffer.from(text).toString('base64url'), Buffer.from(text).toString('hex')];
}
