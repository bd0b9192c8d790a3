import type { z } from 'zod';
import { DATA_HEADERS } from '../core/browser-headers';

// The door of the two boxes, for ballots and for words: HTTP, no account. It reads the body of a request and nothing
// else of it — no header, no address, no query — and prints nothing, so that neither a process nor its logs can ever
// hold who and what.

/** What a box takes, and what it answers. */
interface Box<R, A> {
  readonly request: z.ZodType<R>;
  /** Longest request that is read at all, in bytes. */
  readonly bodyMax: number;
  readonly reply: z.ZodType<A>;
  /** Of every reply, in bytes: the longest fits, and the length of a reply says nothing. */
  readonly replyLength: number;
  readonly take: (request: R) => Promise<A>;
}

/** What every box may answer, whatever came. */
type AtTheDoor = { answer: 'malformed' | 'again' };

/** Entry of a box. Answers 200 with one of the box's answers, padded with spaces to one length. */
export const doorOf =
  <R, A>(box: Box<R, A | AtTheDoor>) =>
  async (event: unknown) => ({
    statusCode: 200,
    headers: { ...DATA_HEADERS, 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(await replyOf(box, event)).padEnd(box.replyLength),
  });

async function replyOf<R, A>(
  { request, bodyMax, reply, take }: Box<R, A | AtTheDoor>,
  event: unknown,
): Promise<A | AtTheDoor> {
  const parsed = request.safeParse(readBody(event, bodyMax));
  if (!parsed.success) return { answer: 'malformed' };
  try {
    return reply.parse(await take(parsed.data));
  } catch {
    // The store is out of reach. A line in a log would be a line about a ballot, with the hour beside it; the phone
    // tries again by itself, and the trouble shows in every other function's log.
    return { answer: 'again' };
  }
}

/** The JSON in an HTTP event, or null when there is none. Looks at method and body only. */
function readBody(event: unknown, bodyMax: number): unknown {
  if (typeof event !== 'object' || event === null || !('body' in event)) return null;
  if ('httpMethod' in event && event.httpMethod !== 'POST') return null;
  if (typeof event.body !== 'string' || event.body.length > bodyMax * 2) return null;
  const body = isBase64(event) ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;
  if (Buffer.byteLength(body) > bodyMax) return null;
  try {
    return JSON.parse(body);
  } catch {
    return null; // neither ballot nor remark; answered as malformed
  }
}

/** The gateway is seen to write it as true, "true" or 1. */
function isBase64(event: object): boolean {
  return 'isBase64Encoded' in event && ['true', '1'].includes(String(event.isBase64Encoded));
}
