import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { logFailure } from '../platform/call/log';
import { publicKeys } from './keys';
import { publicMinutes } from './minutes';
import { publicPreviews } from './previews';
import { countedBallots, publicResults } from './results';

const request = z.object({ path: z.string().default('/'), httpMethod: z.string().default('GET') }).loose();

interface Response {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/** What is public, by HTTP and without any account: for the campus portal and for whoever wants to read along. */
export async function main(event: unknown): Promise<Response> {
  try {
    const { path, httpMethod } = request.parse(event);
    if (httpMethod !== 'GET') return json(405, { error: 'method_not_allowed' });
    const asked = path.replace(/\/+$/, '');
    if (asked.endsWith('/previews')) return json(200, { previews: await publicPreviews() });
    if (asked.endsWith('/minutes')) return json(200, { minutes: await publicMinutes() });
    if (asked.endsWith('/results')) return json(200, { results: await publicResults() });
    const [, survey] = /\/counted\/([A-Za-z0-9:_.-]{1,80})$/.exec(asked) ?? [];
    const [, session] = /\/keys\/([A-Za-z0-9:_.-]{1,80})$/.exec(asked) ?? [];
    if (session !== undefined) {
      const keys = await publicKeys(session);
      return keys ? json(200, keys) : json(404, { error: 'not_found' });
    }
    const counted = survey === undefined ? null : await countedBallots(survey);
    return counted ? json(200, counted) : json(404, { error: 'not_found' });
  } catch (error) {
    const requestId = randomUUID();
    logFailure(requestId, 'portal', error);
    return json(500, { error: 'internal', requestId });
  }
}

const json = (statusCode: number, body: unknown): Response => ({
  statusCode,
  headers: {
    'content-type': 'application/json; charset=utf-8',
    // A portal page may ask as often as it is opened; once a minute is enough for us.
    'cache-control': statusCode === 200 ? 'public, max-age=60' : 'no-store',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  },
  body: JSON.stringify(body),
});
