import { isDocument, type Value } from './value';

/**
 * Index keys are byte strings whose memcmp order is MongoDB's order of values, so that SQLite's b-tree
 * keeps an index, and a bound or a sort is a comparison of blobs. Persisted: a change needs a rebuild.
 */
export const tag = {
  undefined: 0x08,
  null: 0x10,
  number: 0x20,
  string: 0x30,
  object: 0x40,
  array: 0x48,
  boolean: 0x60,
  date: 0x70,
  regexp: 0x80,
} as const;

export type Tag = (typeof tag)[keyof typeof tag];

export function tagOf(value: Value | undefined): Tag {
  if (value === undefined) return tag.undefined;
  if (value === null) return tag.null;
  if (typeof value === 'number') return tag.number;
  if (typeof value === 'string') return tag.string;
  if (typeof value === 'boolean') return tag.boolean;
  if (value instanceof Date) return tag.date;
  if (value instanceof RegExp) return tag.regexp;
  return Array.isArray(value) ? tag.array : tag.object;
}

/** One value as bytes; no encoding is a prefix of another, so encodings may be put side by side. */
export function encodeKey(value: Value | undefined): Buffer {
  const kind = tagOf(value);
  if (typeof value === 'string') return encodeString(kind, value);
  if (typeof value === 'number') return encodeNumber(kind, value);
  if (value instanceof Date) return encodeNumber(kind, value.getTime());
  if (typeof value === 'boolean') return Buffer.from([kind, value ? 1 : 0]);
  if (value instanceof RegExp) return encodeString(kind, `${value.source}/${value.flags}`);
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([kind]), ...value.map(encodeKey), end]);
  if (isDocument(value)) {
    const parts = Object.entries(value).flatMap(([field, item]) => [
      encodeKey(item),
      encodeString(0x01, field),
    ]);
    return Buffer.concat([Buffer.from([kind]), ...parts, end]);
  }
  return Buffer.from([kind]);
}

const end = Buffer.from([0]);

function encodeNumber(kind: number, value: number): Buffer {
  const out = Buffer.allocUnsafe(9);
  out[0] = kind;
  if (Number.isNaN(value)) {
    out.fill(0, 1);
    return out;
  }
  out.writeDoubleBE(value === 0 ? 0 : value, 1);
  if ((out[1] ?? 0) & 0x80) for (let i = 1; i < 9; i++) out[i] = ~(out[i] ?? 0) & 0xff;
  else out[1] = (out[1] ?? 0) | 0x80;
  return out;
}

/** A zero byte inside becomes 00 ff and the end is 00 00, so that "a" sorts before "a\0" and before "ab". */
function encodeString(kind: number, value: string): Buffer {
  const length = Buffer.byteLength(value);
  if (value.includes('\0')) {
    const escaped = Buffer.from(value.replace(/\0/g, '\0\u0001'));
    return Buffer.concat([Buffer.from([kind]), escaped, Buffer.from([0, 0])]);
  }
  const out = Buffer.allocUnsafe(length + 3);
  out[0] = kind;
  out.write(value, 1);
  out[length + 1] = 0;
  out[length + 2] = 0;
  return out;
}

/**
 * Writes the key of a scalar into `out` at `offset`, without an allocation.
 * @returns where it ends, or -1 when it is not a scalar or may not fit
 */
export function writeKey(out: Buffer, offset: number, value: Value, direction: 1 | -1): number {
  let end = offset + 1;
  out[offset] = tagOf(value);
  if (typeof value === 'number' || value instanceof Date) {
    const number = typeof value === 'number' ? value : value.getTime();
    if (Number.isNaN(number) || offset + 9 > out.length) return -1;
    out.writeDoubleBE(number === 0 ? 0 : number, offset + 1);
    end = offset + 9;
    if ((out[offset + 1] ?? 0) & 0x80) flip(out, offset + 1, end);
    else out[offset + 1] = (out[offset + 1] ?? 0) | 0x80;
  } else if (typeof value === 'string') {
    if (offset + 3 + value.length * 3 > out.length || value.includes('\0')) return -1;
    end += out.write(value, end);
    out[end++] = 0;
    out[end++] = 0;
  } else if (typeof value === 'boolean') out[end++] = value ? 1 : 0;
  else if (value !== null) return -1;
  if (direction === -1) flip(out, offset, end);
  return end;
}

function flip(out: Buffer, from: number, to: number): void {
  for (let i = from; i < to; i++) out[i] = ~(out[i] ?? 0) & 0xff;
}

/** The bytes of a descending field: an index read forwards then yields it downwards. */
export function invert(key: Buffer): Buffer {
  const out = Buffer.allocUnsafe(key.length);
  for (let i = 0; i < key.length; i++) out[i] = ~(key[i] ?? 0) & 0xff;
  return out;
}

/** The smallest byte string greater than every string that starts with `prefix`; undefined if there is none. */
export function after(prefix: Buffer): Buffer | undefined {
  for (let i = prefix.length - 1; i >= 0; i--) {
    const byte = prefix[i] ?? 0;
    if (byte !== 0xff) {
      const out = Buffer.from(prefix.subarray(0, i + 1));
      out[i] = byte + 1;
      return out;
    }
  }
  return undefined;
}

export function compareValues(a: Value | undefined, b: Value | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(encodeKey(a), encodeKey(b));
}
