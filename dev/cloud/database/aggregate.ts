import { Aggregator } from 'mingo/aggregator';
import { Context } from 'mingo/core';
import { type Iterator, Lazy } from 'mingo/lazy';
import { $lookup as standardLookup } from 'mingo/operators/pipeline';
import type { AnyObject, Options } from 'mingo/types';
import * as z from 'zod';
import { CloudError } from '../errors';
import { find } from '../store/find';
import { encodeKey } from '../store/key';
import { guard, mingo, refuseAbsent } from '../store/matcher';
import { valuesAt } from '../store/path';
import type { Sort } from '../store/plan';
import type { Store } from '../store/store';
import type { Table } from '../store/table';
import { type Document, decode, isDocument, type Value } from '../store/value';

const absentStages = new Set(['$out', '$merge', '$geoNear', '$collStats', '$indexStats', '$search']);

/**
 * Runs a pipeline. Leading $match, $sort and $limit are answered by the store and its indexes; the rest by mingo.
 * @throws CloudError INVALID_PARAM for a stage that the local cloud does not have
 */
export function aggregate(
  store: Store,
  table: Table,
  stages: Record<string, unknown>[],
  now: number,
): Document[] {
  const pipeline = stages.map((stage) => {
    const decoded = withNow(decode(stage, now), now);
    refuseAbsent(decoded);
    if (!isDocument(decoded)) throw new CloudError('INVALID_PARAM', 'a stage is not an object');
    const name = Object.keys(decoded)[0] ?? '';
    if (absentStages.has(name))
      throw new CloudError('INVALID_PARAM', `the local cloud does not have the stage ${name}`);
    return decoded;
  });
  const { query, sort, limit, rest } = head(pipeline);
  const source = find(table, query, { sort, limit, connection: store.disk.main }).map((found) =>
    found.document(),
  );
  if (rest.length === 0 || (source.length === 0 && rest.every(makesNothingOfNothing))) return source;
  const options = optionsFor(store, now);
  return guard(() => new Aggregator(rest, options).run<Document>(source));
}

const passing = new Set([
  '$match',
  '$project',
  '$limit',
  '$skip',
  '$sort',
  '$unwind',
  '$addFields',
  '$lookup',
]);
const makesNothingOfNothing = (stage: Document) => Object.keys(stage).every((name) => passing.has(name));

function head(pipeline: Document[]): { query: Document; sort: Sort; limit?: number; rest: Document[] } {
  const rest = [...pipeline];
  const parts: Value[] = [];
  for (;;) {
    const match = rest[0]?.$match;
    if (match === undefined) break;
    parts.push(match);
    rest.shift();
  }
  const query: Document =
    parts.length === 1 && isDocument(parts[0]) ? parts[0] : parts.length > 0 ? { $and: parts } : {};
  const wanted = rest[0]?.$sort;
  const keys = isDocument(wanted) ? Object.entries(wanted) : [];
  const sort = keys.flatMap(
    ([field, direction]): Sort => (direction === 1 || direction === -1 ? [[field, direction]] : []),
  );
  if (sort.length !== keys.length) return { query, sort: [], rest };
  if (sort.length > 0) rest.shift();
  const limit = rest[0]?.$limit;
  if (typeof limit !== 'number') return { query, sort, rest };
  if (!Number.isInteger(limit) || limit < 1)
    throw new CloudError('DATABASE_REQUEST_FAILED', 'the limit must be positive');
  rest.shift();
  return { query, sort, limit, rest };
}

const lookupShape = z.looseObject({
  from: z.string().optional(),
  localField: z.string().optional(),
  foreignField: z.string().optional(),
  pipeline: z.array(z.record(z.string(), z.custom<AnyObject>())).optional(),
  let: z.record(z.string(), z.unknown()).optional(),
  as: z.string(),
});

/** mingo joins with a whole collection in memory; here a join asks the store for just the partners. */
function optionsFor(store: Store, now: number): Partial<Options> {
  const documentsOf = (table: Table, query: Document) =>
    find(table, query, { connection: store.disk.main }).map((found) => found.document());
  const collectionResolver = (name: string) => documentsOf(store.table(name), {});
  const $lookup = (input: Iterator, expression: unknown, options: Options): Iterator => {
    const { from, localField, foreignField, ...others } = lookupShape.parse(expression);
    const { pipeline, let: variables, as } = others;
    if (from !== undefined && pipeline && variables === undefined && localField === undefined) {
      // It does not depend on the document it is joined to, so it is asked once, as the database does.
      const joined = aggregate(store, store.table(from), pipeline, now);
      return input.map<Document>((document: Document) => ({ ...document, [as]: joined }));
    }
    return input.transform<Document>((documents) => {
      let joined: Document[] = [];
      if (from !== undefined && localField !== undefined && foreignField !== undefined) {
        const locals = documents.flatMap((document) => valuesAt(document, localField).values);
        joined = documentsOf(store.table(from), { [foreignField]: { $in: distinct(locals) } });
      } else if (from !== undefined) joined = collectionResolver(from);
      return standardLookup(Lazy(documents), { ...others, localField, foreignField, from: joined }, options);
    });
  };
  const context = Context.from(Context.init({ pipeline: { $lookup } }), mingo.context ?? Context.init());
  return { ...mingo, context, collectionResolver };
}

function distinct(values: (Value | undefined)[]): Value[] {
  const known = new Map<string, Value>();
  for (const value of values) known.set(encodeKey(value ?? null).toString('latin1'), value ?? null);
  return [...known.values()];
}

/** mingo's $$NOW is the machine's time; the cloud has a clock of its own. */
function withNow(value: Value, now: number): Value {
  if (value === '$$NOW') return new Date(now);
  if (Array.isArray(value)) return value.map((item) => withNow(item, now));
  if (!isDocument(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, withNow(item, now)]));
}
