import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { PairAnswer } from '../../contract/wall';
import { WALL_GUESSES, WALLS_MAX } from '../../core/hall/wall';
import { walls } from '../../platform/database/collections';
import { _, find, update } from '../../platform/database/store';

/** What stands for a key where it is kept: whoever reads the database follows no wall with it. */
export const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/**
 * The six digits of the office's phone for a key of this browser's own, once. A wrong guess counts against every code
 * that is open, because nobody says whose code it was meant to be; after WALL_GUESSES of them the office asks for a new
 * one. Two round trips.
 */
export async function pairWall(code: string, now: number): Promise<PairAnswer | 'wrong'> {
  const open = { code, codeUntil: _.gt(now), endsAt: _.gt(now), wrong: _.lt(WALL_GUESSES) };
  const matching = await find(walls, open, { limit: 2, fields: ['screens'] });
  const [wall] = matching;
  if (!wall || matching.length > 1 || wall.screens.length >= WALLS_MAX) {
    await update(walls, { code: _.neq(''), codeUntil: _.gt(now) }, { wrong: _.inc(1) });
    return 'wrong';
  }
  const key = randomBytes(32).toString('base64url');
  const screen = { id: randomUUID(), digest: digestOf(key), pairedAt: now };
  // Of two browsers that enter one code at once, the condition lets one in.
  const taken = { code: '', codeUntil: 0, screens: _.push([screen]) };
  const isIn = (await update(walls, { _id: wall._id, ...open }, taken)) === 1;
  return isIn ? { session: wall._id, key } : 'wrong';
}
