import { randomBytes } from 'node:crypto';
import { ensure } from '../core/domain-error';
import type { Hall } from '../core/hall/hall';
import { halls } from '../platform/database/collections';
import { add, get } from '../platform/database/store';

/** The hall of a session, with its secret; made when the first screen or desk asks. At most three round trips. */
export async function hallOf(sessionId: string): Promise<Hall> {
  const found = await get(halls, sessionId);
  if (found) return found;
  const fresh: Hall = {
    _id: sessionId,
    secret: randomBytes(32).toString('hex'),
    currentId: null,
    closing: 'open',
    closedBy: '',
  };
  if ((await add(halls, fresh)) === 'added') return fresh;
  const other = await get(halls, sessionId);
  ensure(other !== null, 'conflict');
  return other;
}
