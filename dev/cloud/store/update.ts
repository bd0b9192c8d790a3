import { CloudError } from '../errors';
import { type ArrayOperator, arrayOperators } from './array-update';
import { compareValues, tagOf } from './key';
import { place, read, remove, show } from './place';
import { assertStorable, clone, type Document, isDocument, type Value } from './value';

/** Changes one field of a copy; `operand` is what the update gives for the path. */
type FieldOperator = (document: Document, path: string, operand: Value, now: number) => void;

export function refuse(message: string): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', message);
}

const fieldOperators: Record<string, FieldOperator> = {
  $set: (document, path, operand) => place(document, path, operand),
  $setOnInsert: () => undefined,
  $unset: (document, path) => remove(document, path),
  $inc: (document, path, operand) => {
    place(
      document,
      path,
      numberAt(document, path, '$inc', operand, (a, b) => a + b, 0),
    );
  },
  $mul: (document, path, operand) => {
    place(
      document,
      path,
      numberAt(document, path, '$mul', operand, (a, b) => a * b, 0),
    );
  },
  $min: (document, path, operand) => {
    const had = read(document, path);
    if (had === undefined || compareValues(operand, had) < 0) place(document, path, operand);
  },
  $max: (document, path, operand) => {
    const had = read(document, path);
    if (had === undefined || compareValues(operand, had) > 0) place(document, path, operand);
  },
  $rename: (document, path, operand) => {
    if (typeof operand !== 'string')
      throw refuse(`The 'to' field for $rename must be a string: ${path}: ${show(operand)}`);
    const value = read(document, path);
    if (value === undefined) return;
    remove(document, path);
    place(document, operand, value);
  },
  $currentDate: (document, path, _operand, now) => place(document, path, new Date(now)),
  $bit: (document, path, operand) => place(document, path, bits(read(document, path), operand, path)),
};

/**
 * The document after the update; the one given stays as it is. Refuses what MongoDB refuses.
 * @throws CloudError DATABASE_REQUEST_FAILED
 */
export function applyUpdate(document: Document, update: Document, now: number): Document {
  const next = clone(document);
  for (const { operator, path, operand } of changesOf(update)) {
    const array = arrayOperators[operator];
    if (array) applyArray(next, path, array, operand);
    else fieldOperators[operator]?.(next, path, clone(operand), now);
  }
  if (tagOf(next._id) !== tagOf(document._id) || compareValues(next._id, document._id) !== 0) {
    throw refuse("Performing an update on the path '_id' would modify the immutable field '_id'");
  }
  return next;
}

/** Checks an update without a document, so that a wrong one is refused even when nothing matches. */
export function checkUpdate(update: Document): void {
  const paths: string[] = [];
  for (const { operator, path, operand } of changesOf(update)) {
    for (const other of paths) {
      if (path === other || path.startsWith(`${other}.`) || other.startsWith(`${path}.`)) {
        throw refuse(`Updating the path '${path}' would create a conflict at '${other}'`);
      }
    }
    paths.push(path);
    if (path.split('.').some((step) => step.startsWith('$'))) {
      throw new CloudError('INVALID_PARAM', `the local cloud has no positional updates: ${path}`);
    }
    if (operator === '$set' || operator === '$min' || operator === '$max') assertStorable(operand);
    if ((operator === '$inc' || operator === '$mul') && typeof operand !== 'number') {
      throw refuse(
        `Cannot ${operator === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${path}: ${show(operand)}}`,
      );
    }
  }
}

function changesOf(update: Document): { operator: string; path: string; operand: Value }[] {
  const operators = Object.entries(update);
  if (operators.length === 0) throw new CloudError('INVALID_PARAM', 'the update is empty');
  return operators.flatMap(([operator, fields]) => {
    if (!operator.startsWith('$'))
      throw new CloudError('INVALID_PARAM', `'${operator}' is not an update operator`);
    if (!(operator in fieldOperators) && !(operator in arrayOperators)) {
      throw refuse(`Unknown modifier: ${operator}`);
    }
    if (!isDocument(fields))
      throw refuse(`Modifiers operate on fields but we found ${show(fields)} instead. For ${operator}`);
    return Object.entries(fields).map(([path, operand]) => ({ operator, path, operand }));
  });
}

function numberAt(
  document: Document,
  path: string,
  operator: string,
  operand: Value,
  compute: (a: number, b: number) => number,
  missing: number,
): number {
  const had = read(document, path);
  if (typeof operand !== 'number')
    throw refuse(`Cannot apply ${operator} with a non-numeric argument: {${path}: ${show(operand)}}`);
  if (had !== undefined && typeof had !== 'number') {
    throw refuse(
      `Cannot apply ${operator} to a value of non-numeric type. {_id: ${show(document._id ?? null)}} has the field '${path}' of non-numeric type ${typeName(had)}`,
    );
  }
  return had === undefined ? (operator === '$inc' ? operand : missing) : compute(had, operand);
}

function applyArray(document: Document, path: string, operator: ArrayOperator, operand: Value): void {
  const had = read(document, path);
  if (had !== undefined && !Array.isArray(had)) {
    throw refuse(
      `The field '${path}' must be an array but is of type ${typeName(had)} in document {_id: ${show(document._id ?? null)}}`,
    );
  }
  const next = operator(had, operand, path);
  if (next !== undefined) place(document, path, next);
}

function bits(had: Value | undefined, operand: Value, path: string): number {
  const [[operator, bitsOf] = []] = isDocument(operand) ? Object.entries(operand) : [];
  if (!Number.isInteger(had ?? 0) || !Number.isInteger(bitsOf) || typeof bitsOf !== 'number') {
    throw refuse(`Cannot apply $bit to a value of non-integral type: ${path}`);
  }
  const value = typeof had === 'number' ? had : 0;
  if (operator === 'and') return value & bitsOf;
  if (operator === 'or') return value | bitsOf;
  if (operator === 'xor') return value ^ bitsOf;
  throw refuse(`The $bit modifier only supports 'and', 'or', and 'xor', not '${operator}'`);
}

export function typeName(value: Value): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'number' ? (Number.isInteger(value) ? 'int' : 'double') : typeof value;
}
