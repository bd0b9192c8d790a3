import { Query } from 'mingo/query';
import { CloudError } from '../errors';
import { guard, mingo } from './matcher';
import { type Document, isDocument, type Value } from './value';

/** `field()`: names to keep or to leave out; `_id` comes along unless it is refused. */
export function project(document: Document, projection: Document): Document {
  const entries = Object.entries(projection).filter(([field]) => field !== '_id');
  if (entries.some(([, flag]) => typeof flag !== 'number' && typeof flag !== 'boolean'))
    return byMingo(document, projection);
  const keeps = entries.filter(([, flag]) => Boolean(flag)).map(([field]) => field);
  const drops = entries.filter(([, flag]) => !flag).map(([field]) => field);
  if (keeps.length > 0 && drops.length > 0) {
    throw new CloudError('DATABASE_REQUEST_FAILED', 'Cannot do exclusion and inclusion in one projection.');
  }
  const hasId = projection._id === undefined || Boolean(projection._id);
  if (keeps.length === 0 && (drops.length > 0 || !hasId))
    return without(document, hasId ? drops : [...drops, '_id']);
  const out: Document = {};
  if (hasId && document._id !== undefined) out._id = document._id;
  const kept = only(document, keeps);
  return { ...out, ...kept };
}

function only(document: Document, paths: string[]): Document {
  const out: Document = {};
  for (const [field, inner] of heads(paths)) {
    const value = document[field];
    if (value === undefined) continue;
    if (inner.length === 0) out[field] = value;
    else {
      const nested = descend(value, (item) => only(item, inner), true);
      if (nested !== undefined) out[field] = nested;
    }
  }
  return out;
}

function without(document: Document, paths: string[]): Document {
  const out: Document = { ...document };
  for (const [field, inner] of heads(paths)) {
    const value = document[field];
    if (value === undefined) continue;
    if (inner.length === 0) delete out[field];
    else out[field] = descend(value, (item) => without(item, inner), false) ?? value;
  }
  return out;
}

function descend(
  value: Value,
  change: (document: Document) => Document,
  isInclusion: boolean,
): Value | undefined {
  if (isDocument(value)) return change(value);
  if (Array.isArray(value)) {
    const items = isInclusion ? value.filter((item) => isDocument(item) || Array.isArray(item)) : value;
    return items.map((item) => descend(item, change, isInclusion) ?? item);
  }
  return isInclusion ? undefined : value;
}

function heads(paths: string[]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const path of paths) {
    const dot = path.indexOf('.');
    const head = dot < 0 ? path : path.slice(0, dot);
    const inner = map.get(head) ?? [];
    if (dot >= 0) inner.push(path.slice(dot + 1));
    map.set(head, inner);
  }
  return map;
}

function byMingo(document: Document, projection: Document): Document {
  return guard(() => {
    const [out] = new Query({}, mingo).find<Document>([document], projection).all();
    if (out === undefined || !isDocument(out)) throw new Error('the projection gave no document');
    return out;
  });
}
