import type * as z from 'zod';
import { ensure } from '../../core/domain-error';
import { HOUR_MS } from '../../core/rules/calendar';
import { requestPieces } from '../database/collections';
import { add, find, get, remove } from '../database/store';
import type { piece } from './envelope';

type Piece = z.output<typeof piece>;

/**
 * Keeps a piece under the request id of its call; a piece that is there already stays. Answers the whole text with the
 * last piece, which is sent last. Two round trips each.
 *
 * @throws DomainError upload_incomplete when earlier pieces are not there (any more): the phone begins again
 */
export async function takePiece(
  requestId: string,
  { part, parts, text }: Piece,
  now: number,
): Promise<string | null> {
  const nameOf = (at: number) => `${requestId}:${at}`;
  // Whoever has not begun, and so not been counted, cannot go on.
  if (part > 0) ensure((await get(requestPieces, nameOf(0))) !== null, 'upload_incomplete');
  if (part < parts - 1) {
    await add(requestPieces, { _id: nameOf(part), requestId, part, text, forgetAt: forgottenAt(now) });
    return null;
  }
  const earlier = await find(requestPieces, { requestId }, { order: [['part', 'asc']], limit: parts });
  ensure(earlier.length === parts - 1, 'upload_incomplete');
  return [...earlier.map((kept) => kept.text), text].join('');
}

/** What was put together is not kept. One round trip. */
export const forgetPieces = (requestId: string): Promise<number> => remove(requestPieces, { requestId });

/** One to two hours from now, on the hour: the record does not say when it was made. */
const forgottenAt = (now: number) => (Math.floor(now / HOUR_MS) + 2) * HOUR_MS;
