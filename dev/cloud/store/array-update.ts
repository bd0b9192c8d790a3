import { CloudError } from '../errors';
import { compareBy } from './find';
import { compareValues, tagOf } from './key';
import { matcher } from './matcher';
import { show } from './place';
import type { Sort } from './plan';
import { assertStorable, clone, isDocument, type Value } from './value';

/** The array after the change; `had` is undefined where the field is missing, and the answer may be too. */
export type ArrayOperator = (had: Value[] | undefined, operand: Value, path: string) => Value[] | undefined;

function isEqual(a: Value, b: Value): boolean {
  return tagOf(a) === tagOf(b) && compareValues(a, b) === 0;
}

function refuse(message: string): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', message);
}

export const arrayOperators: Record<string, ArrayOperator> = { $push, $pop, $pull, $pullAll, $addToSet };

function $push(had: Value[] | undefined, operand: Value): Value[] {
  const modifiers = isDocument(operand) && '$each' in operand ? operand : { $each: [operand] };
  const { $each, $position, $slice, $sort, ...others } = modifiers;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) throw refuse(`Unrecognized clause in $push: ${unknown}`);
  if (!Array.isArray($each))
    throw refuse(`The argument to $each in $push must be an array but it was of type: ${typeof $each}`);
  assertStorable($each);
  let next = [...(had ?? [])];
  if ($position !== undefined && (typeof $position !== 'number' || !Number.isInteger($position))) {
    throw refuse('The value for $position must be an integer value');
  }
  next.splice($position ?? next.length, 0, ...clone($each));
  if ($sort !== undefined) next = sorted(next, $sort);
  if ($slice !== undefined) {
    if (typeof $slice !== 'number' || !Number.isInteger($slice))
      throw refuse('The value for $slice must be an integer value');
    if ($slice === 0) return [];
    next = $slice > 0 ? next.slice(0, $slice) : next.slice($slice);
  }
  return next;
}

function sorted(items: Value[], sort: Value): Value[] {
  if (sort === 1 || sort === -1) return items.sort((a, b) => compareValues(a, b) * sort);
  if (!isDocument(sort))
    throw refuse(
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  const keys: Sort = Object.entries(sort).map(([field, direction]) => [field, direction === -1 ? -1 : 1]);
  const order = compareBy(keys);
  return items.sort((a, b) => order(isDocument(a) ? a : {}, isDocument(b) ? b : {}));
}

function $pop(had: Value[] | undefined, operand: Value): Value[] | undefined {
  if (operand !== 1 && operand !== -1) throw refuse(`$pop expects 1 or -1, found: ${show(operand)}`);
  return operand === 1 ? had?.slice(0, -1) : had?.slice(1);
}

/** A condition on an element: a query on its fields, operators on the element itself, or equality. */
function $pull(had: Value[] | undefined, operand: Value): Value[] | undefined {
  const isOnValue =
    operand instanceof RegExp ||
    (isDocument(operand) && Object.keys(operand).some((key) => key.startsWith('$')));
  if (isOnValue) {
    const test = matcher({ value: operand });
    return had?.filter((item) => !test({ value: item }));
  }
  if (isDocument(operand)) {
    const test = matcher(operand);
    return had?.filter((item) => !(isDocument(item) && test(item)));
  }
  return had?.filter((item) => !isEqual(item, operand));
}

function $pullAll(had: Value[] | undefined, operand: Value): Value[] | undefined {
  if (!Array.isArray(operand))
    throw refuse(`$pullAll requires an array argument but was given a ${typeof operand}`);
  return had?.filter((item) => !operand.some((gone) => isEqual(item, gone)));
}

function $addToSet(had: Value[] | undefined, operand: Value): Value[] {
  if (isDocument(operand) && Array.isArray(operand.each) && Object.keys(operand).length === 1) {
    // The SDK sends addToSet({each: […]}) as it is, without the dollar; nobody has seen what the real service makes of it.
    throw new CloudError(
      'INVALID_PARAM',
      'addToSet({each}) is absent in the local cloud: add one value at a time',
    );
  }
  const each = isDocument(operand) && '$each' in operand ? operand.$each : [operand];
  if (!Array.isArray(each)) throw refuse('The argument to $each in $addToSet must be an array');
  assertStorable(each);
  const next = [...(had ?? [])];
  for (const item of each) if (!next.some((other) => isEqual(other, item))) next.push(clone(item));
  return next;
}
