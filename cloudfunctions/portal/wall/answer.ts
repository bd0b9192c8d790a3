import type * as z from 'zod';
import { followAnswer, followRequest, pairAnswer, pairRequest } from '../../contract/wall';
import { DATA_HEADERS, WALL_HEADERS } from '../../core/browser-headers';
import { fitted } from '../../platform/call/answer';
import { bodyOf } from './body';
import { scannedPage, wallPage } from './document';
import { followWall } from './follow';
import { pairWall } from './pair';

/** Made by the build from `browser/`, so that one function holds everything it serves (dev/build/functions.ts). */
declare const WALL_SCRIPT: string;
declare const WALL_STYLE: string;

interface Response {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/** The addresses of the wall: a page that any browser opens, its script and style, and what it asks. */
const ADDRESS = /\/wall(\/|\/pair|\/state|\/wall\.js|\/wall\.css)?$/;

/** What a code of the door leads to: WeChat opens the mini program instead, any other scanner lands here. */
const SCANNED = /\/h\/(4D\/[^/]+\/[^/]+\/[^/]+|[A-Za-z0-9_-]+\.txt)$/;

/** Answers what is for the wall or for its code, and null what is neither. */
export async function wallAnswer(path: string, method: string, event: unknown): Promise<Response | null> {
  const scanned = SCANNED.exec(path)?.[1];
  if (scanned !== undefined && (method === 'GET' || method === 'HEAD')) return scannedAnswer(scanned);
  const found = ADDRESS.exec(path);
  if (!found) return null;
  const part = found[1] ?? '';
  if (part === '/pair' || part === '/state') {
    if (method !== 'POST') return data(405, { error: 'method_not_allowed' });
    const body = bodyOf(event);
    return part === '/pair' ? pair(body) : follow(body);
  }
  if (method !== 'GET' && method !== 'HEAD') return data(405, { error: 'method_not_allowed' });
  const answer =
    part === '/wall.js'
      ? file('text/javascript', WALL_SCRIPT)
      : part === '/wall.css'
        ? file('text/css', WALL_STYLE)
        : file('text/html', wallPage(part === '/' ? '' : 'wall/'));
  return method === 'HEAD' ? { ...answer, body: '' } : answer;
}

/** The page for other scanners, or the file by which WeChat sees whose address this is (docs/deploy.md, step 4). */
function scannedAnswer(scanned: string): Response | null {
  if (scanned.startsWith('4D/')) return file('text/html', scannedPage());
  const [name = '', text = ''] = (process.env.SCAN_CHECK ?? '').split(':');
  return name !== '' && scanned === name ? file('text/plain', text) : null;
}

async function pair(body: unknown): Promise<Response> {
  const asked = pairRequest.safeParse(body);
  if (!asked.success) return data(400, { error: 'malformed' });
  const paired = await pairWall(asked.data.code, Date.now());
  return paired === 'wrong' ? data(403, { error: 'wrong_code' }) : found(pairAnswer, paired);
}

async function follow(body: unknown): Promise<Response> {
  const asked = followRequest.safeParse(body);
  if (!asked.success) return data(400, { error: 'malformed' });
  const answer = await followWall(asked.data, Date.now());
  return answer === 'ended' ? data(410, { error: 'ended' }) : found(followAnswer, answer);
}

/** @throws AnswerMisfit */
const found = (schema: z.ZodType, answer: object): Response => data(200, fitted(schema, answer));

const data = (statusCode: number, body: unknown): Response => ({
  statusCode,
  headers: {
    ...DATA_HEADERS,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  },
  body: JSON.stringify(body),
});

/** A hall opens the page once; a new version is to be there the next time. */
const file = (type: string, body: string): Response => ({
  statusCode: 200,
  headers: { ...WALL_HEADERS, 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' },
  body,
});
