import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { portalAnswers } from '../contract/portal';
import { shortString } from '../contract/text';
import { fitted } from '../platform/call/answer';
import { logFailure } from '../platform/call/log';
import { areWordsForMembers } from '../platform/call/words-for-members';
import { publicKeys } from './keys';
import { publicMinutes } from './minutes';
import { publicPreviews } from './previews';
import { countedBallots, publicResults } from './results';

// The rest of the event — headers, addresses, a query — is not looked at.
const request = z.object({
  path: shortString(200).default('/'),
  httpMethod: shortString(10).default('GET'),
});

interface Response {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/** What is public, by HTTP and without any account: for the campus portal and for whoever wants to read along. */
export async function main(event: unknown): Promise<Response> {
  try {
    const asked = request.safeParse(event);
    if (!asked.success) return json(404, { error: 'not_found' });
    const { path, httpMethod } = asked.data;
    if (httpMethod !== 'GET' && httpMethod !== 'HEAD') return json(405, { error: 'method_not_allowed' });
    const answer = await answerTo(path.replace(/\/+$/, ''));
    return httpMethod === 'HEAD' ? { ...answer, body: '' } : answer;
  } catch (error) {
    const requestId = randomUUID();
    logFailure(requestId, 'portal', error);
    return json(500, { error: 'internal', requestId });
  }
}

async function answerTo(path: string): Promise<Response> {
  if (path.endsWith('/previews')) return found('previews', { previews: await publicPreviews() });
  const isClosed = areWordsForMembers() && /\/(minutes|results)$/.test(path);
  if (isClosed) return json(404, { error: 'not_found' });
  if (path.endsWith('/minutes')) return found('minutes', { minutes: await publicMinutes() });
  if (path.endsWith('/results')) return found('results', { results: await publicResults() });
  const [, what, id = ''] = /\/(counted|keys)\/([A-Za-z0-9:_.-]{1,80})$/.exec(path) ?? [];
  if (what === 'counted') return found('counted', await countedBallots(id));
  if (what === 'keys') return found('keys', await publicKeys(id));
  return json(404, { error: 'not_found' });
}

/** @throws AnswerMisfit */
const found = (what: keyof typeof portalAnswers, answer: object | null): Response =>
  answer === null ? json(404, { error: 'not_found' }) : json(200, fitted(portalAnswers[what], answer));

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
