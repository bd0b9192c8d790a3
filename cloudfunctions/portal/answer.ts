import { createHash } from 'node:crypto';
import { DATA_HEADERS } from '../core/browser-headers';

/** What a page, a feed or a piece of data answers with, before the headers that all of them have. */
export interface Made {
  status: number;
  type: string;
  body: string;
  /** The content policy, where it is another than "nothing at all". */
  policy?: string;
}

export interface Response {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/** A portal page may ask as often as it is opened; once a minute is enough for us. */
const CACHED = 'public, max-age=60';

/**
 * The answer with its headers. One whose tag the reader knows already (If-None-Match, RFC 9110, section 13.1.2) is
 * answered by 304 without a body, HEAD without one as well.
 */
export function responseTo(
  made: Made,
  { method, knownTags }: { method: string; knownTags: string },
): Response {
  const isFound = made.status === 200;
  const tag = `"${createHash('sha256').update(made.body).digest('base64url').slice(0, 22)}"`;
  const headers = {
    ...DATA_HEADERS,
    ...(made.policy ? { 'content-security-policy': made.policy } : {}),
    'content-type': made.type,
    'cache-control': isFound ? CACHED : 'no-store',
    'access-control-allow-origin': '*',
    ...(isFound ? { etag: tag } : {}),
  };
  const tags = knownTags.split(',').map((known) => known.trim().replace(/^W\//, ''));
  if (isFound && (tags.includes(tag) || knownTags.trim() === '*'))
    return { statusCode: 304, headers, body: '' };
  return { statusCode: made.status, headers, body: method === 'HEAD' ? '' : made.body };
}

export const json = (status: number, body: unknown): Made => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});
