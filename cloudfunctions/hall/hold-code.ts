import type { hallContract } from '../contract/hall';
import { ensureCheckInOpen } from '../core/hall/attendance';
import { ensureHallCode, HALL_CODE, hallTicket } from '../core/hall/code';
import type { Handler } from '../platform/call/dispatch';
import { roomOf } from './room';

/**
 * Exchanges a code for a ticket of this account. No round trip in a process that knows the room, one in others; the
 * caller need not be anybody yet.
 *
 * @throws DomainError not_found, check_in_not_open, check_in_closed, code_malformed, code_other_session, code_expired
 */
export const holdCode: Handler<(typeof hallContract)['hall.holdCode']> = {
  may: 'anyone',
  async run({ sessionId, code }, { caller, now }) {
    const { session, secret } = await roomOf(sessionId, now);
    ensureCheckInOpen(session, now);
    ensureHallCode(secret, sessionId, code, now, HALL_CODE.openedMs);
    const forMs = HALL_CODE.ticketMs;
    return { ticket: hallTicket(secret, sessionId, caller.openid, now + forMs), forMs };
  },
};
