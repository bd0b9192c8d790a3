import { compareValues, encodeKey, tagOf } from './key';
import { type Document, isDocument, type Value } from './value';

export type Scalar = null | boolean | number | string | Date;

export interface Bound {
  value: Scalar;
  isInclusive: boolean;
}

/** What a query demands of one field, as far as an index can tell. */
export interface Constraint {
  points?: Scalar[];
  low?: Bound;
  high?: Bound;
}

/** `isExact`: the constraints say all the query says, so that a document within them needs no further test. */
export interface Constraints {
  fields: Map<string, Constraint>;
  isExact: boolean;
}

export function isScalar(value: Value | undefined): value is Scalar {
  return value !== undefined && (typeof value !== 'object' || value === null || value instanceof Date);
}

/** Reads equality, $in and ranges out of a query; what it cannot express makes the result inexact, never wrong. */
export function constraintsOf(query: Document): Constraints {
  const result: Constraints = { fields: new Map(), isExact: true };
  collect(query, result);
  return result;
}

function collect(query: Document, into: Constraints): void {
  for (const [field, condition] of Object.entries(query)) {
    if (field === '$and' && Array.isArray(condition)) {
      for (const part of condition) if (isDocument(part)) collect(part, into);
    } else if (field === '$or' && Array.isArray(condition)) {
      into.isExact = false;
      for (const [name, hull] of hullOf(condition)) add(into, name, hull);
    } else if (field.startsWith('$')) {
      into.isExact = false;
    } else if (isDocument(condition) && Object.keys(condition).some((key) => key.startsWith('$'))) {
      for (const [operator, operand] of Object.entries(condition))
        addOperator(into, field, operator, operand);
    } else {
      addOperator(into, field, '$eq', condition);
    }
  }
}

function addOperator(into: Constraints, field: string, operator: string, operand: Value): void {
  if (operator === '$eq' && isScalar(operand)) {
    if (operand === null) into.isExact = false; // an empty array has the null key too, and is not null
    add(into, field, { points: [operand] });
  } else if (operator === '$in' && Array.isArray(operand) && operand.every(isScalar)) {
    if (operand.includes(null)) into.isExact = false;
    const points = operand.filter(isScalar);
    const unique = new Map(points.map((point) => [encodeKey(point).toString('latin1'), point]));
    add(into, field, { points: [...unique.values()] });
  } else if (isScalar(operand) && operand !== null && ['$gt', '$gte', '$lt', '$lte'].includes(operator)) {
    const bound = { value: operand, isInclusive: operator.endsWith('e') };
    add(into, field, operator.startsWith('$g') ? { low: bound } : { high: bound });
  } else {
    into.isExact = false;
  }
}

function add(into: Constraints, field: string, more: Constraint): void {
  const had = into.fields.get(field);
  if (!had) {
    into.fields.set(field, more);
    return;
  }
  const isClash =
    had.points || more.points || (had.low && more.low) || (had.high && more.high) || !sameType(had, more);
  if (isClash) into.isExact = false;
  if (more.points && !had.points) into.fields.set(field, more);
  else if (!isClash) into.fields.set(field, { ...had, ...more });
}

function sameType(a: Constraint, b: Constraint): boolean {
  const values = [a.low, a.high, b.low, b.high].flatMap((bound) => (bound ? [bound.value] : []));
  return new Set(values.map(tagOf)).size === 1;
}

/**
 * For every field that all branches constrain, the range that holds all branches. This is what makes the
 * usual cursor `or([{at: lt(x)}, {at: x, _id: lt(y)}])` start at its place in the index.
 */
function hullOf(branches: Value[]): [string, Constraint][] {
  const parts = branches.map((branch) =>
    isDocument(branch) ? constraintsOf(branch).fields : new Map<string, Constraint>(),
  );
  const first = parts[0];
  if (!first) return [];
  return [...first.keys()].flatMap((field) => {
    const hull = parts.map((part) => part.get(field)).reduce((a, b) => join(a, b));
    return hull && (hull.low || hull.high) ? [[field, hull]] : [];
  });
}

function join(a: Constraint | undefined, b: Constraint | undefined): Constraint | undefined {
  if (!a || !b) return undefined;
  const [left, right] = [asRange(a), asRange(b)];
  if (!left || !right || !sameType(left, right)) return undefined;
  return {
    low: left.low && right.low && outer(left.low, right.low, -1),
    high: left.high && right.high && outer(left.high, right.high, 1),
  };
}

function asRange(constraint: Constraint): Constraint | undefined {
  const points = constraint.points;
  if (!points) return constraint;
  const sorted = [...points].sort(compareValues);
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined || low === null || tagOf(low) !== tagOf(high)) return undefined;
  return { low: { value: low, isInclusive: true }, high: { value: high, isInclusive: true } };
}

function outer(a: Bound, b: Bound, side: 1 | -1): Bound {
  const order = compareValues(a.value, b.value) * side;
  if (order === 0) return a.isInclusive ? a : b;
  return order > 0 ? a : b;
}
