import { CloudError } from '../errors';
import { encodeKey, invert, writeKey } from './key';
import { valuesAt } from './path';
import type { IndexDefinition } from './schema';
import { type Document, isDocument, type Value } from './value';

/** A secondary index: a table of (key, row number) in key order, or (key) alone when unique. */
export interface Secondary extends IndexDefinition {
  number: number;
  table: string;
  /**
   * On which of its paths some document has an array, one bit per path: one document may have several keys. Never goes
   * back.
   */
  arrays: number;
}

export function encodePart(value: Value | undefined, direction: 1 | -1): Buffer {
  const key = encodeKey(value ?? null); // a missing field counts as null, as in MongoDB
  return direction === 1 ? key : invert(key);
}

const scratch = Buffer.alloc(4096);

/** The one key of a document without an array on its way; undefined: it takes the long way round. */
function plainKey(index: IndexDefinition, document: Document): Buffer | undefined {
  let end = 0;
  for (const [field, direction] of index.keys) {
    const value = field.includes('.') ? plainValue(document, field) : (document[field] ?? null);
    end = value === undefined ? -1 : writeKey(scratch, end, value, direction);
    if (end < 0) return undefined;
  }
  return Buffer.from(scratch.subarray(0, end));
}

function plainValue(document: Document, path: string): Value | undefined {
  let value: Value = document;
  for (const step of path.split('.')) {
    if (Array.isArray(value)) return undefined;
    if (!isDocument(value)) return null;
    value = value[step] ?? null;
  }
  return value;
}

/** The keys of one document. `arrays` says on which paths it has one, one bit per path. */
export function keysOf(index: IndexDefinition, document: Document): { keys: Buffer[]; arrays: number } {
  const plain = plainKey(index, document);
  if (plain) return { keys: [plain], arrays: 0 };
  const parts = index.keys.map(([field]) => valuesAt(document, field));
  const arrays = parts.reduce((mask, part, at) => (part.hasArray ? mask | (1 << at) : mask), 0);
  if (parts.filter((part) => part.hasArray).length > 1 && !sharesPath(index, parts)) {
    throw new CloudError(
      'DATABASE_REQUEST_FAILED',
      `cannot index parallel arrays in the index ${index.name}`,
    );
  }
  let keys: Buffer[] = [Buffer.alloc(0)];
  for (const [at, [, direction]] of index.keys.entries()) {
    const encoded = (parts[at]?.values ?? []).map((value) => encodePart(value, direction));
    const only = encoded[0];
    if (encoded.length === 1 && only && keys.length === 1 && keys[0]?.length === 0) keys = [only];
    else keys = keys.flatMap((head) => encoded.map((tail) => Buffer.concat([head, tail])));
  }
  if (keys.length > 1) keys = [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()];
  return { keys, arrays };
}

/** Fields of the elements of one and the same array are not parallel; the keys of their pairs are a superset. */
function sharesPath(index: IndexDefinition, parts: { hasArray: boolean }[]): boolean {
  const roots = index.keys.filter((_, at) => parts[at]?.hasArray).map(([field]) => field.split('.')[0]);
  return new Set(roots).size === 1;
}
