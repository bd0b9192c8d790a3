// The ballot box: HTTP, no account. It reads the body of the request and nothing else of it — no header, no
// address, no query — and prints nothing, so that neither its process nor its logs can ever hold who and how.
import type { z } from 'zod';
import { ballotReply } from '../contract/ballot';
import { castBallot } from './cast';
import { readRequest } from './request';

/** Length of every reply: the longest answer fits, and the length of a reply says nothing. */
const REPLY_LENGTH = 40;

/** Entry of the function. Answers 200 with one of the ballot answers, padded to REPLY_LENGTH. */
export async function main(event: unknown) {
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(await replyTo(event)).padEnd(REPLY_LENGTH),
  };
}

async function replyTo(event: unknown): Promise<z.output<typeof ballotReply>> {
  const ballot = readRequest(event);
  if (ballot === null) return { answer: 'malformed' };
  try {
    return ballotReply.parse({ answer: await castBallot(ballot) });
  } catch {
    // The store is out of reach. A line in a log would be a line about a ballot, with the hour beside it; the phone
    // tries again by itself, and the trouble shows in every other function's log.
    return { answer: 'again' };
  }
}
