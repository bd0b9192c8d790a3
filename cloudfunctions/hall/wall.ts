import type { hallContract } from '../contract/hall';
import { OVERSIGHT } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { readSession } from '../session/change-session';
import { wallStateOf } from './wall-state';

/** The big screen as a page of the mini program, where the college has no domain. @throws DomainError not_found */
export const wall: Handler<(typeof hallContract)['hall.wall']> = {
  may: OVERSIGHT,
  run: async ({ sessionId }, { now }) => wallStateOf(await readSession(sessionId), now),
};
