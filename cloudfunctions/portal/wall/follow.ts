import type { FollowAnswer } from '../../contract/wall';
import { checkInEnds, DOORS_OPEN_MS } from '../../core/hall/attendance';
import { hallLink, upcomingCodes } from '../../core/hall/code';
import type { Session } from '../../core/session/session';
import { wallStateOf } from '../../hall/wall-state';
import { halls, sessions, walls } from '../../platform/database/collections';
import { find, get } from '../../platform/database/store';
import { digestOf } from './pair';

/** Three minutes of codes: a wall without network lives so long, and a copied answer lets nobody in for longer. */
const CODES = 12;

interface Followed {
  session: string;
  key: string;
  version: number;
}

/**
 * What is new on a wall since a version: mostly nothing, for one small read. `ended` when the office has ended this
 * browser, or the session's day is over.
 */
export async function followWall(
  { session, key, version }: Followed,
  now: number,
): Promise<FollowAnswer | 'ended'> {
  const [wall] = await find(walls, { _id: session }, { limit: 1, fields: ['version', 'endsAt', 'screens'] });
  const digest = digestOf(key);
  const isFollowing =
    wall !== undefined && now < wall.endsAt && wall.screens.some((screen) => screen.digest === digest);
  if (!isFollowing) return 'ended';
  if (wall.version === version) return { isSame: true };
  const held = await get(sessions, session);
  if (!held) return 'ended';
  const [state, codes] = await Promise.all([wallStateOf(held, now), codesOf(held, now)]);
  return { isSame: false, version: wall.version, now, ...codes, state };
}

/** The codes of the door while it is open, as links where the college has a domain. */
async function codesOf(session: Session, now: number) {
  const { _id, status, startsAt } = session;
  const opensInMs = Math.max(0, startsAt - DOORS_OPEN_MS - now);
  const isOpen =
    (status === 'previewed' || status === 'live') && opensInMs === 0 && now < checkInEnds(session);
  const hall = isOpen ? await get(halls, _id) : null;
  if (!hall) return { codes: [], opensInMs };
  const host = hostOf(process.env.HTTP_BASE_URL ?? '');
  const codes = upcomingCodes(hall.secret, _id, now, CODES);
  return { codes: codes.map((code) => ({ ...code, text: hallLink(host, code.text) })), opensInMs };
}

const hostOf = (base: string): string => /^https:\/\/([^/]+)/.exec(base)?.[1] ?? '';
