import { createHash } from 'node:crypto';
import type { hallContract } from '../contract/hall';
import { ensure } from '../core/domain-error';
import { wallCode as digitsOf, newWall, WALL_CODE_MS, type Wall } from '../core/hall/wall';
import { OFFICE } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { webBase } from '../platform/call/web-base';
import { walls as wallDocuments } from '../platform/database/collections';
import { _, add, get, update } from '../platform/database/store';
import { readSession } from '../session/change-session';
import { hallOf } from './hall';

type Walls = (typeof hallContract)['hall.walls'];

/** The browsers that follow a session. Two round trips, in one. @throws DomainError not_found */
export const walls: Handler<Walls> = {
  may: OFFICE,
  async run({ sessionId }, { now }) {
    const [session, wall] = await Promise.all([readSession(sessionId), get(wallDocuments, sessionId)]);
    return shown(wall ?? newWall(session._id, session.startsAt), now);
  },
};

/**
 * Six digits for one more browser. They are made of the command, so that a repeat shows the same ones, until a browser
 * has taken them.
 *
 * @throws DomainError not_found, wrong_stage after the session's day
 */
export const wallCode: Handler<(typeof hallContract)['hall.wallCode']> = {
  may: OFFICE,
  runs: 'once',
  async run({ sessionId }, { now, requestId, isDone }) {
    const [wall, { secret }] = await Promise.all([wallOf(sessionId), hallOf(sessionId)]);
    if (isDone) return shown(wall, now);
    ensure(now < wall.endsAt, 'wrong_stage');
    const digest = createHash('sha256').update(`wall/1|${secret}|${requestId}`).digest('hex');
    const opened = { code: digitsOf(digest), codeUntil: now + WALL_CODE_MS, wrong: 0 };
    await update(wallDocuments, { _id: sessionId }, opened);
    return shown({ ...wall, ...opened }, now);
  },
};

/** @throws DomainError not_found */
export const endWall: Handler<(typeof hallContract)['hall.endWall']> = {
  may: OFFICE,
  async run({ sessionId, screenId }, { now }) {
    const wall = await wallOf(sessionId);
    const ended = wall.screens.find(({ id }) => id === screenId);
    if (ended) await update(wallDocuments, { _id: sessionId }, { screens: _.pull(ended) });
    return shown({ ...wall, screens: wall.screens.filter((screen) => screen !== ended) }, now);
  },
};

/** @throws DomainError not_found */
export const showOnWall: Handler<(typeof hallContract)['hall.showOnWall']> = {
  may: OFFICE,
  async run({ sessionId, shows }, { now }) {
    const wall = await wallOf(sessionId);
    // The same again would make every screen look for nothing.
    await update(wallDocuments, { _id: sessionId, shows: _.neq(shows) }, { shows, version: _.inc(1) });
    return shown({ ...wall, shows }, now);
  },
};

/** Made when the office first looks for one. The session's day may have changed since. @throws DomainError not_found */
async function wallOf(sessionId: string): Promise<Wall> {
  const [session, found] = await Promise.all([readSession(sessionId), get(wallDocuments, sessionId)]);
  const fresh = newWall(sessionId, session.startsAt);
  if (!found) {
    await add(wallDocuments, fresh);
    return fresh;
  }
  if (found.endsAt !== fresh.endsAt)
    await update(wallDocuments, { _id: sessionId }, { endsAt: fresh.endsAt });
  return { ...found, endsAt: fresh.endsAt };
}

function shown({ _id, shows, code, codeUntil, screens }: Wall, now: number) {
  const codeForMs = code === '' ? 0 : Math.max(0, codeUntil - now);
  return {
    sessionId: _id,
    shows,
    address: wallAddress(),
    code: codeForMs > 0 ? code : '',
    codeForMs,
    screens: screens.map(({ id, pairedAt }) => ({ id, pairedAt })),
  };
}

/** Where a browser in the hall goes: on the college's own domain. */
const wallAddress = (): string => (webBase() === '' ? '' : `${webBase()}/wall`);
