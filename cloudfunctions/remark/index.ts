// The box for words: HTTP, no account, like the ballot box beside it. It reads the body and nothing else of a request,
// and prints nothing.
import type { z } from 'zod';
import { remarkReply } from '../contract/remark';
import { keepRemark } from './keep';
import { readRequest } from './request';

/** Length of every reply, so that it says nothing. */
const REPLY_LENGTH = 40;

/** Entry of the function. Answers 200 with one of the remark answers, padded to REPLY_LENGTH. */
export async function main(event: unknown) {
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(await replyTo(event)).padEnd(REPLY_LENGTH),
  };
}

async function replyTo(event: unknown): Promise<z.output<typeof remarkReply>> {
  const remark = readRequest(event);
  if (remark === null) return { answer: 'malformed' };
  try {
    return remarkReply.parse({ answer: await keepRemark(remark) });
  } catch {
    // As in the ballot box: a line in a log would be a line about a remark, with the hour beside it.
    return { answer: 'again' };
  }
}
