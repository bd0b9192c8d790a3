import { CloudError } from '../errors';
import { type Document, isDocument, type Value } from './value';

const maxPadding = 1_500_000;

/** The value exactly at a dotted path; arrays are entered by number only, as an update does. */
export function read(document: Document, path: string): Value | undefined {
  let value: Value | undefined = document;
  for (const step of path.split('.')) {
    if (Array.isArray(value)) value = /^\d+$/.test(step) ? value[Number(step)] : undefined;
    else value = isDocument(value) && Object.keys(value).includes(step) ? value[step] : undefined;
  }
  return value;
}

/**
 * Writes a value at a dotted path and makes the objects on the way.
 * @throws CloudError "Cannot create field" when something on the way is null, a scalar or an array
 */
export function place(document: Document, path: string, value: Value): void {
  const steps = path.split('.');
  if (steps.some((step) => step === '')) {
    throw new CloudError(
      'DATABASE_REQUEST_FAILED',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  }
  if (steps.includes('__proto__'))
    throw new CloudError('INVALID_PARAM', 'a field may not be named __proto__');
  let at: Document | Value[] = document;
  for (const [depth, step] of steps.entries()) {
    if (Array.isArray(at)) pad(at, step, steps[depth - 1] ?? '', path);
    if (depth === steps.length - 1) {
      put(at, step, value);
      return;
    }
    const next: Value | undefined = Array.isArray(at) ? at[Number(step)] : at[step];
    if (next === undefined) {
      const made: Document = {};
      put(at, step, made);
      at = made;
    } else if (Array.isArray(next) || isDocument(next)) at = next;
    else throw cannotCreate(steps[depth + 1] ?? '', step, next);
  }
}

function put(holder: Document | Value[], step: string, value: Value): void {
  if (Array.isArray(holder)) holder[Number(step)] = value;
  else holder[step] = value;
}

function pad(items: Value[], step: string, parent: string, path: string): void {
  if (!/^\d+$/.test(step)) throw cannotCreate(step, parent, items);
  const position = Number(step);
  if (position > items.length + maxPadding) {
    throw new CloudError('DATABASE_REQUEST_FAILED', `cannot pad the array '${path}' that far`);
  }
  while (items.length < position) items.push(null);
}

function cannotCreate(field: string, parent: string, value: Value): CloudError {
  return new CloudError(
    'DATABASE_REQUEST_FAILED',
    `Cannot create field '${field}' in element {${parent}: ${show(value)}}`,
  );
}

/** Removing from an array leaves null at the place, as in MongoDB. */
export function remove(document: Document, path: string): void {
  const steps = path.split('.');
  const last = steps.pop();
  const holder = steps.length === 0 ? document : read(document, steps.join('.'));
  if (last === undefined) return;
  if (Array.isArray(holder)) {
    if (/^\d+$/.test(last) && Number(last) < holder.length) holder[Number(last)] = null;
  } else if (isDocument(holder)) delete holder[last];
}

export function show(value: Value): string {
  return value instanceof Date ? `new Date(${value.getTime()})` : JSON.stringify(value);
}
