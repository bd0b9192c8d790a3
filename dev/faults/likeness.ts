import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Cloud } from '../cloud';
import { root } from '../root';

const definitions = z.object({ collections: z.array(z.object({ name: z.string() })) });
const folder = path.join(root, 'cloudfunctions/database');

/** Every collection of the product. */
export const collections: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => definitions.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))).collections)
  .map(({ name }) => name);

/** What says how often and when something was tried, and is forgotten by itself. */
const ABOUT_TRIES: readonly string[] = ['locks', 'requests', 'request_pieces', 'tokens'];

/** The documents of each collection, in a spelling in which two lives of one command are the same. */
export type Likeness = ReadonlyMap<string, readonly string[]>;

export const likenessOf = (cloud: Cloud): Likeness =>
  new Map(
    collections
      .filter((name) => !ABOUT_TRIES.includes(name))
      .map((name) => [
        name,
        cloud
          .read(name)
          .map((document) => spelled(comparable(name, document)))
          .sort(),
      ]),
  );

/**
 * What a repeat beside its own late twin may count twice, by collection and fields. A try of a binding is taken by each
 * call: were one request id one try, whoever guesses would keep the id. A wall that is told twice looks once more. The
 * number that the slower twin took for a case is nobody's; to ask first would cost each case a round trip.
 */
const COUNTED_BY_CALL: Readonly<Record<string, readonly string[]>> = {
  bind_attempts: ['tries'],
  walls: ['version'],
  case_days: ['issued', 'recent'],
};

function comparable(name: string, document: object): object {
  const counted = COUNTED_BY_CALL[name] ?? [];
  return { ...document, ...Object.fromEntries(counted.map((field) => [field, 'some'])) };
}

/** An answer, a document or a part of one without what is drawn by lot and without moments. */
export const spelled = (value: unknown): string => JSON.stringify(plain(value));

/** Instants are milliseconds since the epoch, which no count reaches. */
const INSTANT = 1_000_000_000_000;
/** Addresses, ids, digests and signatures, as far as they are made of chance or of the hour. */
const DRAWN = [
  /http:\/\/127\.0\.0\.1:\d+/g,
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
  /(?<![\w-])(?=[\w-]*\d)[\w-]{16,}(?![\w-])/g,
  /\b\d{13}\b/g,
  // A case's number, wherever it is named.
  /\b\d{8}-\d{4}\b/g,
] as const;
/** Short ones, by the name of their field. */
const DRAWN_FIELDS: readonly string[] = ['code', 'number', 'keywords'];
/** How long something goes on yet, by the name of its field: a repeat is answered later. */
const RUNS_DOWN: readonly string[] = ['codeForMs', 'forMs'];

function plain(value: unknown, field = ''): unknown {
  if (typeof value === 'number')
    return Math.abs(value) > INSTANT || RUNS_DOWN.includes(field) ? 'moment' : value;
  if (typeof value === 'string')
    return DRAWN_FIELDS.includes(field)
      ? 'drawn'
      : DRAWN.reduce((text, drawn) => text.replace(drawn, '~'), value);
  if (Array.isArray(value)) return value.map((part) => plain(part));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, part]) => [key, plain(part, key)]),
  );
}

/** What one store has more of than the other, in short; empty when they are alike. */
export function differences(expected: Likeness, found: Likeness): string[] {
  return [...expected.keys()].flatMap((name) => {
    const before = expected.get(name) ?? [];
    const after = found.get(name) ?? [];
    const missing = without(before, after);
    const surplus = without(after, before);
    if (missing.length === 0 && surplus.length === 0) return [];
    return [`${name}: ${missing.map(short).join(' ')} → ${surplus.map(short).join(' ')}`];
  });
}

function without(all: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return all.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const short = (text: string) => (text.length > 1200 ? `${text.slice(0, 1200)}…` : text);
