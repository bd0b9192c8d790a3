import { types } from 'node:util';
import { CloudError } from '../errors';

/** What a document holds in memory. A RegExp occurs in queries only, never in a stored document. */
export type Value = null | boolean | number | string | Date | RegExp | Value[] | Document;
export type Document = { [field: string]: Value };

const serverDateField = '$tcb_server_date';

/** A plain object of any realm: a test of jest has an Object and a Date of its own. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

export function isDocument(value: Value | undefined): value is Document {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp)
  );
}

/**
 * Reads the SDK's canonical EJSON. `now` is the instant the server date stands for.
 * ObjectIds become their hex strings, as the real service answers them.
 */
export function decode(json: unknown, now: number): Value {
  if (json === null || typeof json === 'boolean' || typeof json === 'number' || typeof json === 'string')
    return json;
  if (Array.isArray(json)) return json.map((item: unknown) => decode(item, now));
  if (!isPlainObject(json))
    throw new CloudError('INVALID_PARAM', `a value of type ${typeof json} cannot be stored`);
  const fields = Object.keys(json);
  const only = fields[0];
  if (only?.startsWith('$')) {
    const special = decodeSpecial(only, json, now);
    if (special !== undefined) return special;
  }
  const document: Document = {};
  for (const field of fields) {
    if (field === '__proto__') throw new CloudError('INVALID_PARAM', 'a field may not be named __proto__');
    document[field] = decode(json[field], now);
  }
  return document;
}

function decodeSpecial(name: string, json: Record<string, unknown>, now: number): Value | undefined {
  const inner = json[name];
  switch (name) {
    case '$numberInt':
    case '$numberLong':
    case '$numberDouble':
      return Number(inner);
    case '$numberDecimal':
    case '$binary':
    case '$timestamp':
    case '$minKey':
    case '$maxKey':
      throw new CloudError('INVALID_PARAM', `the local cloud does not store ${name} values`);
    case '$oid':
      return String(inner);
    case '$undefined':
      return null;
    case '$date': {
      const instant = isPlainObject(inner) ? Number(inner.$numberLong) : new Date(String(inner)).getTime();
      if (Number.isNaN(instant)) throw new CloudError('INVALID_PARAM', 'not a date');
      return new Date(instant);
    }
    case '$regularExpression': {
      if (!isPlainObject(inner)) return undefined;
      return toRegExp(String(inner.pattern), String(inner.options ?? ''));
    }
    case serverDateField: {
      const offset = isPlainObject(inner) ? decode(inner.offset ?? 0, now) : 0;
      return new Date(now + (typeof offset === 'number' ? offset : 0));
    }
    default:
      return undefined;
  }
}

/** MongoDB's x flag has no counterpart in JavaScript; g would make a matcher remember its last hit. */
export function toRegExp(pattern: string, options: string): RegExp {
  if (options.includes('x'))
    throw new CloudError('INVALID_PARAM', 'the regular expression option x is not supported');
  try {
    return new RegExp(pattern, options.replace(/[^imsu]/g, ''));
  } catch (cause) {
    throw new CloudError('INVALID_PARAM', `not a regular expression: ${String(cause)}`);
  }
}

/** A plain object as a document: what is undefined is left out. For callers that are in this process. */
export function documentOf(plain: object): Document {
  const value = fromPlain(plain);
  if (!isDocument(value)) throw new CloudError('INVALID_PARAM', 'expected an object');
  return value;
}

function fromPlain(plain: unknown): Value {
  if (plain === null || typeof plain === 'boolean' || typeof plain === 'number' || typeof plain === 'string')
    return plain;
  if (types.isDate(plain)) return new Date(plain.getTime());
  if (Array.isArray(plain)) return plain.map(fromPlain);
  if (!isPlainObject(plain))
    throw new CloudError('INVALID_PARAM', `a value of type ${typeof plain} cannot be stored`);
  const document: Document = {};
  for (const [field, item] of Object.entries(plain))
    if (item !== undefined) document[field] = fromPlain(item);
  return document;
}

export function parseDocument(text: string, now: number): Document {
  const value = decode(parseJson(text), now);
  if (!isDocument(value)) throw new CloudError('INVALID_PARAM', 'expected an object');
  return value;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CloudError('INVALID_PARAM', `not JSON: ${String(cause)}`);
  }
}

/** The stored form, which is also the form that goes over the wire: EJSON with plain numbers. */
export function encode(document: Document): string {
  return JSON.stringify(encodeValue(document));
}

function encodeValue(value: Value): unknown {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : { $numberDouble: String(value) };
  }
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return { $date: { $numberLong: String(value.getTime()) } };
  if (value instanceof RegExp) return { $regularExpression: { pattern: value.source, options: value.flags } };
  if (Array.isArray(value)) return value.map(encodeValue);
  const out: Record<string, unknown> = {};
  for (const field of Object.keys(value)) out[field] = encodeValue(value[field] ?? null);
  return out;
}

function isPlain(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a stored body. Bodies without a `$` need no second walk, which is nearly all of them. */
export function readBody(body: string): Document {
  const json: unknown = JSON.parse(body);
  if (body.includes('"$')) return parseDocument(body, 0);
  if (!isPlain(json)) throw new CloudError('SYS_ERR', 'a stored document is damaged');
  return json;
}

export function clone<T extends Value>(value: T): T;
export function clone(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof RegExp) return value;
  if (Array.isArray(value)) return value.map((item) => clone(item));
  const copy: Document = {};
  for (const field of Object.keys(value)) copy[field] = clone(value[field] ?? null);
  return copy;
}

/** Field names MongoDB refuses in a stored document. */
export function assertStorable(value: Value): void {
  if (Array.isArray(value)) {
    for (const item of value) assertStorable(item);
  } else if (value instanceof RegExp) {
    throw new CloudError('INVALID_PARAM', 'a regular expression cannot be stored');
  } else if (isDocument(value)) {
    for (const field of Object.keys(value)) {
      if (field.startsWith('$')) {
        throw new CloudError(
          'DATABASE_REQUEST_FAILED',
          `The dollar ($) prefixed field '${field}' is not valid for storage.`,
        );
      }
      if (field === '') throw new CloudError('DATABASE_REQUEST_FAILED', 'A field name may not be empty');
      assertStorable(value[field] ?? null);
    }
  }
}
