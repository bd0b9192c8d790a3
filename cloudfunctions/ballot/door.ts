import type { z } from 'zod';

// The door of the two boxes, for ballots and for words: HTTP, no account. It reads the body of a request and nothing
// else of it — no header, no address, no query — and prints nothing, so that neither a process nor its logs can ever
// hold who and what.

/** Length of every reply: the longest answer fits, and the length of a reply says nothing. */
const REPLY_LENGTH = 40;

/** What a box takes, and what it answers from a closed list. */
interface Box<R, A extends string> {
  readonly request: z.ZodType<R>;
  /** Longest request that is read at all, in bytes. */
  readonly bodyMax: number;
  readonly reply: z.ZodType<{ answer: A }>;
  readonly take: (request: R) => Promise<A>;
}

/** Entry of a box. Answers 200 with one of the box's answers, padded to REPLY_LENGTH. */
export const doorOf =
  <R, A extends string>(box: Box<R, A | 'malformed' | 'again'>) =>
  async (event: unknown) => ({
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(await replyOf(box, event)).padEnd(REPLY_LENGTH),
  });

async function replyOf<R, A extends string>(
  { request, bodyMax, reply, take }: Box<R, A | 'malformed' | 'again'>,
  event: unknown,
): Promise<{ answer: A | 'malformed' | 'again' }> {
  const parsed = request.safeParse(readBody(event, bodyMax));
  if (!parsed.success) return { answer: 'malformed' };
  try {
    return reply.parse({ answer: await take(parsed.data) });
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
  const isBase64 = 'isBase64Encoded' in event && event.isBase64Encoded === true;
  const body = isBase64 ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;
  if (Buffer.byteLength(body) > bodyMax) return null;
  try {
    return JSON.parse(body);
  } catch {
    return null; // neither ballot nor remark; answered as malformed
  }
}
