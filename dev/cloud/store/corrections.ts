import { Context, evalExpr } from 'mingo/core';
import { $substrBytes } from 'mingo/operators/expression';
import { $all as standardAll, $in as standardIn } from 'mingo/operators/query';
import { Query } from 'mingo/query';
import type { Any, AnyObject, Options } from 'mingo/types';
import { isObject, resolve } from 'mingo/util';

type Test = (value: Any) => boolean;

const logical = new Set(['$and', '$or', '$nor']);

/**
 * mingo reads a field of a scalar element as a missing field, so that `{tags: {$elemMatch: {a: {$exists: false}}}}`
 * finds ['x']. In MongoDB a condition on fields is met by elements that are objects, and by no other.
 */
function elementTest(criteria: AnyObject, options: Options): Test {
  const names = Object.keys(criteria);
  const isOnValue = names.length > 0 && names.every((name) => name.startsWith('$') && !logical.has(name));
  if (isOnValue) {
    const query = new Query({ value: criteria }, options);
    return (element) => query.test({ value: element });
  }
  const query = new Query(criteria, options);
  return (element) => isObject(element) && query.test(element);
}

function at(document: Any, selector: string): Any {
  return isObject(document) ? resolve(document, selector, { unwrapArray: true }) : undefined;
}

function $elemMatch(selector: string, criteria: Any, options: Options): Test {
  if (!isObject(criteria)) throw new Error('$elemMatch needs an Object');
  const test = elementTest(criteria, options);
  return (document) => {
    const value = at(document, selector);
    return Array.isArray(value) && value.some((element: Any) => test(element));
  };
}

function $all(selector: string, values: Any, options: Options): Test {
  if (!Array.isArray(values)) throw new Error('$all needs an array');
  const parts: Any[] = values;
  const tests = parts.map((part) =>
    isObject(part) && Object.keys(part)[0] === '$elemMatch'
      ? $elemMatch(selector, part.$elemMatch, options)
      : allOf(selector, part, options),
  );
  return (document) => tests.length > 0 && tests.every((test) => test(document));
}

/** `{a: {$all: [5]}}` finds {a: 5} too, not only {a: [5]}. */
function allOf(selector: string, value: Any, options: Options): Test {
  const inArray = standardAll(selector, [value], options);
  const equal = new Query({ [selector]: value }, options);
  return (document) =>
    (isObject(document) && equal.test(document)) || Boolean(inArray(isObject(document) ? document : {}));
}

/** mingo hashes the whole list again for each document; a list of a thousand ids is looked up instead. */
function $in(selector: string, values: Any, options: Options): Test {
  if (!Array.isArray(values)) throw new Error('$in needs an array');
  const list: Any[] = values;
  if (!list.every((value) => typeof value === 'string' || typeof value === 'number')) {
    const standard = standardIn(selector, list, options);
    return (document) => Boolean(standard(isObject(document) ? document : {}));
  }
  const known = new Set<Any>(list);
  return (document) => {
    const value = at(document, selector);
    return Array.isArray(value) ? value.some((item: Any) => known.has(item)) : known.has(value);
  };
}

function $nin(selector: string, values: Any, options: Options): Test {
  const isIn = $in(selector, values, options);
  return (document) => !isIn(document);
}

const day = 86_400_000;

/** Weeks begin on Sunday; the days before the first Sunday are week 0 (MongoDB, $week). */
function $week(document: Any, expression: Any, options: Options): number | null {
  const value = evalExpr(document, expression, options);
  const inner = isObject(value) && 'date' in value ? value.date : value;
  if (inner === null || inner === undefined) return null;
  if (!(inner instanceof Date)) throw new Error('$week needs a date');
  if (isObject(value) && 'timezone' in value) throw new Error('the local cloud has no $week with a timezone');
  const start = Date.UTC(inner.getUTCFullYear(), 0, 1);
  const dayOfYear = Math.floor((inner.getTime() - start) / day);
  return Math.floor((dayOfYear + 7 - inner.getUTCDay()) / 7);
}

function $indexOfCP(document: Any, expression: Any, options: Options): number | null {
  const [text, part, start = 0, end] = list(evalExpr(document, expression, options), '$indexOfCP');
  if (text === null || text === undefined) return null;
  if (typeof text !== 'string' || typeof part !== 'string') throw new Error('$indexOfCP needs strings');
  const points = [...text];
  const sought = [...part];
  const last = Math.min(typeof end === 'number' ? end : points.length, points.length) - sought.length;
  for (let i = typeof start === 'number' ? start : 0; i <= last; i++) {
    if (sought.every((point, j) => points[i + j] === point)) return i;
  }
  return -1;
}

/** A negative length means: up to the end. */
function $substr(document: Any, expression: Any, options: Options): Any {
  const [text, start, length] = list(evalExpr(document, expression, options), '$substrBytes');
  const value = text === null || text === undefined ? '' : String(text);
  const bytes = Buffer.byteLength(value);
  const from = typeof start === 'number' ? start : 0;
  if (from < 0 || from >= bytes) return '';
  const rest = bytes - from;
  const count = typeof length === 'number' && length >= 0 ? Math.min(length, rest) : rest;
  return $substrBytes({}, [{ $literal: value }, from, count], options);
}

function list(value: Any, operator: string): Any[] {
  if (!Array.isArray(value)) throw new Error(`${operator} needs an array of arguments`);
  return value;
}

export const corrections: Context = Context.init({
  query: { $elemMatch, $all, $in, $nin },
  expression: { $week, $indexOfCP, $substr, $substrBytes: $substr },
});
