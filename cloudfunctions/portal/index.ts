import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { shortString } from '../contract/text';
import { logFailure } from '../platform/call/log';
import { pageOf } from './address';
import { json, type Made, type Response, responseTo } from './answer';
import { recordAt } from './data';
import { keeping } from './kept';
import type { Query } from './query';
import { isListed, madeFor } from './routes';
import { wallAnswer } from './wall/answer';

const QUERY_MAX = 200;

// Nothing else of the event is looked at: no address of the reader, and of the headers only which version is known.
const request = z.object({
  path: shortString(200).default('/'),
  httpMethod: shortString(10).default('GET'),
  headers: z.object({ 'if-none-match': z.string().max(400).optional().catch(undefined) }).catch({}),
  queryStringParameters: z
    .object({
      after: shortString(QUERY_MAX).optional().catch(undefined),
      q: shortString(QUERY_MAX).optional().catch(undefined),
    })
    .catch({}),
});

// What is not there yet may be there in a moment.
const isThere = ({ status }: Made) => status === 200;
const kept = keeping<Made>(isThere);
/** Apart, so that made-up searches push out no page. */
const keptSearches = keeping<Made>(isThere);

const keptFor = ({ after, words }: Query) => (after === undefined && words === '' ? kept : keptSearches);

/** What is public, by HTTP and without any account: pages for everybody, data for the campus portal and other programs. */
export async function main(event: unknown): Promise<Response> {
  const parsed = request.safeParse(event);
  if (!parsed.success) return responseTo(json(404, { error: 'not_found' }), { method: 'GET', knownTags: '' });
  const { path, httpMethod: method, headers, queryStringParameters } = parsed.data;
  const asked = { method, knownTags: headers['if-none-match'] ?? '' };
  try {
    const wall = await wallAnswer(path, method, event);
    if (wall) return wall;
    if (method !== 'GET' && method !== 'HEAD')
      return responseTo(json(405, { error: 'method_not_allowed' }), asked);
    const page = pageOf(path);
    // What a page does not read makes no other page of it: anybody may write anything behind the question mark.
    const query: Query = {
      after: isListed(page) ? queryStringParameters.after : undefined,
      words: page === '/search' ? (queryStringParameters.q ?? '').trim() : '',
    };
    const once = await recordAt(page);
    const made = once ?? (await keptFor(query)(JSON.stringify([page, query]), () => madeFor(page, query)));
    return responseTo(made, asked);
  } catch (error) {
    const requestId = randomUUID();
    logFailure(requestId, 'portal', error);
    return responseTo(json(500, { error: 'internal', requestId }), asked);
  }
}
