import { type Bound, type Constraint, constraintsOf } from './constraint';
import { after, invert, tag, tagOf } from './key';
import type { IndexDefinition } from './schema';
import { encodePart, type Secondary } from './secondary';
import type { Document } from './value';

export type Sort = [field: string, direction: 1 | -1][];

/** Index keys from `low` on, up to but without `high`. */
export interface Interval {
  low: Buffer;
  high: Buffer;
}

export interface Plan {
  /** Where rows are read: a secondary index, the _id, or the collection in insertion order. */
  source: Secondary | 'id' | 'natural';
  intervals: Interval[];
  isReverse: boolean;
  /** Of how many leading sort fields the rows of one interval already come in order. */
  orderedFields: number;
  /** Rows found need no further test. */
  isExact: boolean;
}

const maxIntervals = 2000;
const everything: Interval = { low: Buffer.alloc(0), high: Buffer.from([0xff]) };
const idIndex: IndexDefinition = { name: '_id_', keys: [['_id', 1]], unique: true };

/** Chooses how to find what `query` asks for: equality first, then a range, then an index in sort order. */
export function planFor(query: Document, sort: Sort, indexes: Secondary[]): Plan {
  const { fields, isExact } = constraintsOf(query);
  const natural: Plan = {
    source: 'natural',
    intervals: [everything],
    isReverse: false,
    orderedFields: 0,
    isExact: isExact && fields.size === 0,
  };
  let best = { plan: natural, score: 0 };
  for (const source of ['id' as const, ...indexes]) {
    const candidate = consider(source, fields, sort, isExact);
    if (candidate.score > best.score) best = candidate;
  }
  return best.plan;
}

function consider(source: Secondary | 'id', fields: Map<string, Constraint>, sort: Sort, isExact: boolean) {
  const { keys, unique } = source === 'id' ? idIndex : source;
  const arrays = source === 'id' ? 0 : source.arrays;
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let points = 0;
  for (const [field, direction] of keys) {
    const values = fields.get(field)?.points;
    if (!values || prefixes.length * values.length > maxIntervals) break;
    const parts = values.map((value) => encodePart(value, direction));
    prefixes = prefixes.flatMap((prefix) => parts.map((part) => Buffer.concat([prefix, part])));
    points++;
  }
  const next = keys[points];
  const constraint = next && fields.get(next[0]);
  const isRange =
    constraint !== undefined && !constraint.points && Boolean(constraint.low ?? constraint.high);
  // Two bounds on an array may be met by two different elements, so the index can use only one of them.
  const isArray = (arrays & (1 << points)) !== 0;
  const narrowed = isArray && constraint?.low && constraint.high ? { low: constraint.low } : constraint;
  const tail = isRange && narrowed && next ? range(narrowed, next[1]) : undefined;
  const intervals = prefixes
    .map((prefix) => spread(prefix, tail))
    .sort((a, b) => Buffer.compare(a.low, b.low));
  const order = orderOf(keys, points, sort, arrays);
  const used = points + (isRange ? 1 : 0);
  const plan: Plan = {
    source,
    intervals: order.isReverse ? intervals.reverse() : intervals,
    isReverse: order.isReverse,
    orderedFields: order.fields,
    isExact: isExact && used === fields.size && narrowed === constraint,
  };
  const isPinned = unique && points === keys.length;
  const isSorted = sort.length > 0 && order.fields > 0;
  const score =
    (isPinned ? 100 : 0) + points * 10 + (isRange ? 5 : 0) + (isSorted ? 1 + order.fields / sort.length : 0);
  return { plan, score };
}

function spread(prefix: Buffer, tail: Interval | undefined): Interval {
  if (tail) return { low: Buffer.concat([prefix, tail.low]), high: Buffer.concat([prefix, tail.high]) };
  if (prefix.length === 0) return everything;
  return { low: prefix, high: after(prefix) ?? everything.high };
}

function range(constraint: Constraint, direction: 1 | -1): Interval {
  const value = (constraint.low ?? constraint.high)?.value;
  const type = Buffer.from([tagOf(value)]);
  const isNumber = type[0] === tag.number;
  const floor = isNumber ? encodePart(Number.NaN, 1) : undefined; // NaN is below all numbers and within no range
  const whole = direction === 1 ? type : invert(type);
  const edge = (bound: Bound, isAfter: boolean) => {
    const key = encodePart(bound.value, direction);
    return isAfter ? (after(key) ?? everything.high) : key;
  };
  const lowest = direction === 1 && floor ? (after(floor) ?? whole) : whole;
  const highest = direction === -1 && floor ? invert(floor) : (after(whole) ?? everything.high);
  const [from, to] = direction === 1 ? [constraint.low, constraint.high] : [constraint.high, constraint.low];
  return {
    low: from ? edge(from, !from.isInclusive) : lowest,
    high: to ? edge(to, to.isInclusive) : highest,
  };
}

function orderOf(keys: IndexDefinition['keys'], points: number, sort: Sort, arrays: number) {
  const fixed = new Set(keys.slice(0, points).map(([field]) => field));
  let at = points;
  let fields = 0;
  let isReverse: boolean | undefined;
  // Rows come in order where no array lies on a path that is sorted by; the one array is pinned to one value then.
  if (
    arrays >> points !== 0 ||
    sort.some(([field]) => keys.some(([key], place) => key === field && arrays & (1 << place)))
  )
    return { fields, isReverse: false };
  for (const [field, direction] of sort) {
    if (!fixed.has(field)) {
      const key = keys[at];
      const turned = key?.[1] !== direction;
      if (key?.[0] !== field || (isReverse !== undefined && isReverse !== turned)) break;
      isReverse = turned;
      at++;
    }
    fields++;
  }
  return { fields, isReverse: isReverse ?? false };
}
