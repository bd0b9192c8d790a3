import { type Document, isDocument, type Value } from './value';

/**
 * All values MongoDB sees at a dotted path, walking into the elements of arrays. A missing field gives
 * `undefined`. `hasArray` tells that one of the steps was an array, so that one document may give many keys.
 */
export function valuesAt(
  document: Document,
  path: string,
): { values: (Value | undefined)[]; hasArray: boolean } {
  const direct = path.includes('.') ? undefined : document[path];
  if (direct !== undefined && !Array.isArray(direct)) return { values: [direct], hasArray: false };
  const found: (Value | undefined)[] = [];
  const hasArray = walk(document, path.split('.'), 0, found);
  return { values: found, hasArray };
}

function walk(value: Value | undefined, steps: string[], at: number, found: (Value | undefined)[]): boolean {
  const step = steps[at];
  if (step === undefined) {
    if (!Array.isArray(value)) {
      found.push(value);
      return false;
    }
    if (value.length === 0) found.push(undefined);
    for (const item of value) found.push(item);
    return true;
  }
  if (Array.isArray(value)) {
    const item = /^\d+$/.test(step) ? value[Number(step)] : undefined;
    if (item !== undefined) walk(item, steps, at + 1, found);
    for (const element of value) if (isDocument(element)) walk(element, steps, at, found);
    if (found.length === 0) found.push(undefined);
    return true;
  }
  if (isDocument(value)) return walk(value[step], steps, at + 1, found);
  found.push(undefined);
  return false;
}
