import { Context } from 'mingo/core';
import * as accumulator from 'mingo/operators/accumulator';
import * as expression from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projection from 'mingo/operators/projection';
import * as queryOperators from 'mingo/operators/query';
import * as window from 'mingo/operators/window';
import { Query } from 'mingo/query';
import type { Options } from 'mingo/types';
import { CloudError } from '../errors';
import { corrections } from './corrections';
import { type Document, isDocument, type Value } from './value';

const standard = Context.init({
  accumulator: { ...accumulator },
  expression: { ...expression },
  pipeline: { ...pipeline },
  projection: { ...projection },
  query: { ...queryOperators },
  window: { ...window },
});

/** mingo with its known defects corrected; the first registration of a name wins. */
export const mingo: Partial<Options> = { context: Context.from(corrections, standard), scriptEnabled: false };

const geo = new Set(['$near', '$nearSphere', '$geoNear', '$geoWithin', '$geoIntersects', '$within']);
const absent = new Set(['$where', '$jsonSchema', '$text', '$comment', ...geo]);

/** @throws CloudError INVALID_PARAM naming an operator that the local cloud does not have */
export function refuseAbsent(value: Value): void {
  if (Array.isArray(value)) for (const item of value) refuseAbsent(item);
  else if (isDocument(value)) {
    for (const [field, item] of Object.entries(value)) {
      if (geo.has(field))
        throw new CloudError('INVALID_PARAM', `geo queries are absent in the local cloud: ${field}`);
      if (absent.has(field)) throw new CloudError('INVALID_PARAM', `the local cloud does not have ${field}`);
      refuseAbsent(item);
    }
  }
}

/**
 * Compiles a query.
 * @throws CloudError DATABASE_REQUEST_FAILED for what MongoDB would refuse, e.g. an unknown operator
 */
export function matcher(query: Document): (document: Document) => boolean {
  refuseAbsent(query);
  const compiled = guard(() => new Query(query, mingo));
  return (document) => guard(() => compiled.test(document));
}

/** mingo throws plain errors; to the caller they are the database's refusal of the request. */
export function guard<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof CloudError) throw error;
    throw new CloudError('DATABASE_REQUEST_FAILED', error instanceof Error ? error.message : String(error));
  }
}
