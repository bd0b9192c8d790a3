import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { logFailure } from '../platform/log';
import { publicPreviews } from './previews';

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
    if (path.replace(/\/+$/, '').endsWith('/previews'))
      return json(200, { previews: await publicPreviews() });
    return json(404, { error: 'not_found' });
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
