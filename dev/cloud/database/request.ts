import * as z from 'zod';
import { CloudError } from '../errors';
import type { Sort } from '../store/plan';
import { type Document, decode, isDocument, parseDocument, parseJson } from '../store/value';

/** What every database action may carry; a name not listed here is not read. */
const fields = z.object({
  collectionName: z.string().min(1),
  queryType: z.enum(['WHERE', 'DOC']).optional(),
  query: z.string().optional(),
  order: z.string().optional(),
  offset: z.number().int().min(0).optional(),
  limit: z.number().int().min(1).optional(),
  projection: z.string().optional(),
  multi: z.boolean().optional(),
  merge: z.boolean().optional(),
  upsert: z.boolean().optional(),
  transactionId: z.string().optional(),
});

export type DatabaseRequest = z.infer<typeof fields>;

export function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new CloudError('INVALID_PARAM', z.prettifyError(parsed.error));
  return parsed.data;
}

export function readRequest(body: unknown): DatabaseRequest {
  return read(fields, body);
}

export const insertBody = z.object({ data: z.array(z.string()).min(1) });
export const changeBody = z.object({ data: z.string() });
export const aggregateBody = z.object({
  stages: z.array(z.object({ stageKey: z.string(), stageValue: z.string() })),
});
export const transactionBody = z.object({ transactionId: z.string() });

export function queryOf(request: DatabaseRequest, now: number): Document {
  return request.query === undefined ? {} : parseDocument(request.query, now);
}

/** An update or a removal must say of what: the service refuses one without a query. */
export function demandedQuery(request: DatabaseRequest, now: number): Document {
  if (request.query === undefined)
    throw new CloudError('INVALID_PARAM', 'query is required: call where() or doc() first');
  return parseDocument(request.query, now);
}

export function sortOf(request: DatabaseRequest): Sort {
  if (request.order === undefined) return [];
  const order = decode(parseJson(request.order), 0);
  if (!isDocument(order)) throw new CloudError('INVALID_PARAM', 'the order is not an object');
  return Object.entries(order).map(([field, direction]) => [field, direction === -1 ? -1 : 1]);
}

export function projectionOf(request: DatabaseRequest): Document | undefined {
  if (request.projection === undefined) return undefined;
  const projection = decode(parseJson(request.projection), 0);
  if (!isDocument(projection)) throw new CloudError('INVALID_PARAM', 'the projection is not an object');
  return Object.keys(projection).length > 0 ? projection : undefined;
}
