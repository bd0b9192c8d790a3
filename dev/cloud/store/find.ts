import { compareValues, encodeKey } from './key';
import { matcher } from './matcher';
import { valuesAt } from './path';
import { type Interval, type Plan, planFor, type Sort } from './plan';
import { blob, type Connection, integer, type Parameter, text } from './sqlite';
import type { Table } from './table';
import { type Document, readBody, type Value } from './value';

export interface Found {
  row: number;
  id: Buffer;
  body: string;
  /** Read lazily: an exact plan needs no look inside. */
  document(): Document;
}

/** Documents a transaction has written and nobody else may see: id (latin1) → its document, or null if removed. */
export type Overlay = Map<string, Document | null>;

export interface FindOptions {
  sort?: Sort;
  skip?: number;
  limit?: number;
  connection: Connection;
  overlay?: Overlay;
}

export function overlayKey(id: Buffer): string {
  return id.toString('latin1');
}

/** All that match, in sort order, after `skip` and up to `limit`. */
export function find(table: Table, query: Document, options: FindOptions): Found[] {
  const { sort = [], skip = 0, limit = Number.POSITIVE_INFINITY, connection, overlay } = options;
  const plan = planFor(query, sort, table.indexes);
  const test = plan.isExact && !overlay?.size ? undefined : matcher(query);
  const need = skip + limit;
  if (need === 0) return [];
  const isOrdered = plan.orderedFields === sort.length && (plan.intervals.length === 1 || sort.length === 0);
  let found: Found[] = [];
  const seen =
    plan.source !== 'id' && plan.source !== 'natural' && plan.source.arrays !== 0
      ? new Set<number>()
      : undefined;
  const chunk = Math.min(Math.max(test ? 64 : 1, Number.isFinite(need) ? need : 512), 1024);
  const head = sort.slice(0, plan.orderedFields);
  for (const interval of plan.intervals) {
    if (isOrdered && !overlay?.size && found.length >= need) break;
    let taken = 0;
    let edge: Found | undefined;
    for (const candidate of scan(table, connection, plan, interval, chunk)) {
      if (seen?.has(candidate.row)) continue;
      seen?.add(candidate.row);
      // Beyond `need` rows of an interval in order, only ties on the ordered fields can still matter.
      if (taken >= need && edge && sort.length > 0 && plan.orderedFields > 0) {
        if (isOrdered || plan.orderedFields === sort.length) break;
        if (compareBy(head)(edge.document(), candidate.document()) !== 0) break;
      } else if (taken >= need && sort.length === 0) break;
      if (overlay?.has(overlayKey(candidate.id))) continue;
      if (test && !test(candidate.document())) continue;
      found.push(candidate);
      taken++;
      if (taken === need) edge = candidate;
    }
    if (!isOrdered && found.length > 4 * need + 4096) found = top(found, sort, need);
  }
  if (overlay?.size && test) {
    for (const document of overlay.values()) if (document && test(document)) found.push(own(document));
  }
  if (!isOrdered || overlay?.size) found = top(found, sort, need);
  return found.slice(skip, need);
}

/** How many match; without looking at the documents where the index says it all. */
export function count(table: Table, query: Document, connection: Connection): number {
  const plan = planFor(query, [], table.indexes);
  if (!plan.isExact) {
    const test = matcher(query);
    const seen = new Set<number>();
    let total = 0;
    for (const interval of plan.intervals) {
      for (const candidate of scan(table, connection, plan, interval, 512)) {
        if (seen.has(candidate.row) || !test(candidate.document())) continue;
        if (plan.intervals.length > 1 || (typeof plan.source === 'object' && plan.source.arrays !== 0))
          seen.add(candidate.row);
        total++;
      }
    }
    return total;
  }
  if (plan.source === 'natural')
    return integer(connection.row(`SELECT count(*) FROM ${table.table}`) ?? [0], 0);
  if (plan.source !== 'id' && plan.source.arrays !== 0) return find(table, query, { connection }).length;
  const source = plan.source === 'id' ? table.table : plan.source.table;
  const column = plan.source === 'id' ? 'id' : 'key';
  let total = 0;
  for (const { low, high } of plan.intervals) {
    const row = connection.row(`SELECT count(*) FROM ${source} WHERE ${column} >= ? AND ${column} < ?`, [
      low,
      high,
    ]);
    total += integer(row ?? [0], 0);
  }
  return total;
}

function own(document: Document): Found {
  return { row: Number.MAX_SAFE_INTEGER, id: encodeKey(document._id), body: '', document: () => document };
}

function top(found: Found[], sort: Sort, need: number): Found[] {
  const order = compareBy(sort);
  if (sort.length > 0) found.sort((a, b) => order(a.document(), b.document()) || a.row - b.row);
  return found.slice(0, need);
}

/** MongoDB's order: by the smallest element of an array upwards, by the largest downwards. */
export function compareBy(sort: Sort): (a: Document, b: Document) => number {
  return (a, b) => {
    for (const [field, direction] of sort) {
      const order = compareValues(sortValue(a, field, direction), sortValue(b, field, direction));
      if (order !== 0) return order * direction;
    }
    return 0;
  };
}

function sortValue(document: Document, field: string, direction: 1 | -1): Value {
  const { values } = valuesAt(document, field);
  const first = values[0] ?? null;
  if (values.length < 2) return first;
  return values.reduce<Value>(
    (best, value) => (compareValues(value ?? null, best) * direction < 0 ? (value ?? null) : best),
    first,
  );
}

/** Rows of one interval, read in chunks by key, so that no statement stays open between two steps. */
function* scan(
  table: Table,
  connection: Connection,
  plan: Plan,
  interval: Interval,
  first: number,
): Generator<Found> {
  const query = queryOf(table, plan);
  let last: Parameter[] | undefined;
  let size = first;
  for (;;) {
    const rows = connection.rows(query.sql(last !== undefined), query.parameters(interval, last, size));
    for (const row of rows) yield foundIn(row);
    const tail = rows.at(-1);
    if (!tail || rows.length < size) return;
    last = query.place(tail);
    size = Math.min(size * 4, 1024);
  }
}

function foundIn(row: unknown[]): Found {
  let document: Document | undefined;
  const body = text(row, 2);
  return {
    row: integer(row, 0),
    id: blob(row, 1),
    body,
    document: () => {
      document ??= readBody(body);
      return document;
    },
  };
}

interface ScanQuery {
  sql(isContinued: boolean): string;
  parameters(interval: Interval, last: Parameter[] | undefined, size: number): Parameter[];
  place(row: unknown[]): Parameter[];
}

function queryOf(table: Table, plan: Plan): ScanQuery {
  const order = plan.isReverse ? 'DESC' : 'ASC';
  const beyond = plan.isReverse ? '<' : '>';
  if (plan.source === 'natural') {
    return {
      sql: () => `SELECT row, id, body FROM ${table.table} WHERE row > ? ORDER BY row LIMIT ?`,
      parameters: (_, last, size) => [last?.[0] ?? 0, size],
      place: (row) => [integer(row, 0)],
    };
  }
  const isUnique = plan.source === 'id' || plan.source.unique;
  const [key, place] = plan.source === 'id' ? ['id', 'id'] : ['i.key', isUnique ? 'i.key' : '(i.key, i.row)'];
  const from =
    plan.source === 'id'
      ? `SELECT row, id, body FROM ${table.table}`
      : `SELECT d.row, d.id, d.body, i.key FROM ${plan.source.table} i CROSS JOIN ${table.table} d ON d.row = i.row`;
  const by = isUnique ? `${key} ${order}` : `i.key ${order}, i.row ${order}`;
  const mark = isUnique ? '?' : '(?, ?)';
  const far = plan.isReverse ? `${key} >= ?` : `${key} < ?`;
  return {
    sql: (isContinued) => {
      const near = isContinued ? `${place} ${beyond} ${mark}` : plan.isReverse ? `${key} < ?` : `${key} >= ?`;
      return `${from} WHERE ${near} AND ${far} ORDER BY ${by} LIMIT ?`;
    },
    parameters: ({ low, high }, last, size) => {
      const [start, stop] = plan.isReverse ? [high, low] : [low, high];
      return [...(last ?? [start]), stop, size];
    },
    place: (row) =>
      plan.source === 'id' ? [blob(row, 1)] : isUnique ? [blob(row, 3)] : [blob(row, 3), integer(row, 0)],
  };
}
