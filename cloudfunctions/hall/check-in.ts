import type { hallContract } from '../contract/hall';
import { DomainError } from '../core/domain-error';
import { type Attendance, attend, attendanceId, ensureCheckInOpen } from '../core/hall/attendance';
import { ensureHallCode, ensureHallTicket, isHallTicket } from '../core/hall/code';
import type { Caller } from '../platform/call/caller';
import type { Handler } from '../platform/call/dispatch';
import { isOnHallNetwork } from '../platform/call/hall-network';
import { claimRequest } from '../platform/call/request';
import { voiceOf } from '../platform/call/voice';
import { attendance } from '../platform/database/collections';
import { add, find, get } from '../platform/database/store';
import { type Issued, issueLate, issueTo, type Rater } from './issue';
import { roomOf } from './room';

const NOT_ASKED: Issued = { signatures: null, how: 'not_ready' };

/**
 * The phone has scanned the hall's screen: the person is in, exactly once, and has credentials. Three round trips in a
 * warm process: person, attendance, issue; one more, the room with its keys, in a cold one and every ten seconds.
 * Check-in never fails for want of credentials; these can be fetched later.
 *
 * @throws DomainError not_found, check_in_not_open, check_in_closed, code_malformed, code_other_session, code_expired,
 * account_used when this account has come in under another number
 */
export const checkIn: Handler<(typeof hallContract)['hall.checkIn']> = {
  may: 'bound',
  remembers: () => 'by_itself',
  async run({ sessionId, code, blinded }, { caller, now, requestId }) {
    const person = await caller.boundPerson();
    const voice = voiceOf(caller.openid, sessionId);
    const room = await roomOf(sessionId, now);
    try {
      ensureCheckInOpen(room.session, now);
      if (isHallTicket(code)) ensureHallTicket(room.secret, sessionId, caller.openid, code, now);
      else ensureHallCode(room.secret, sessionId, code, now);
    } catch (refusal) {
      // A lost answer is asked for again when the code has long changed; who is in already needs none.
      const earlier = await get(attendance, attendanceId(sessionId, person._id));
      if (!earlier) throw refusal;
      await rememberScan(earlier, caller, now, requestId);
      return shown(
        earlier,
        requestId,
        await issued(issueLate, { _id: person._id, voice }, sessionId, blinded),
      );
    }
    const wish = room.wishes.get(person._id) ?? null;
    const isOnNetwork = isOnHallNetwork(caller.address);
    const arrival = attend(sessionId, person, {
      firstAt: now,
      method: 'scan',
      wish,
      entryId: requestId,
      voice,
      ...(isOnNetwork === null ? {} : { isOnNetwork }),
    });
    const isAdded = (await add(attendance, arrival)) === 'added';
    const entry = isAdded ? arrival : await get(attendance, arrival._id);
    if (!entry) return refuse(voice);
    await rememberScan(entry, caller, now, requestId);
    return shown(entry, requestId, await issued(issueTo, { _id: person._id, voice }, sessionId, blinded));
  },
};

/**
 * Nobody came in although a key is taken: the account is in under another number, or the id stands for another person's
 * scan.
 */
async function refuse(voice: string): Promise<never> {
  const [used] = await find(attendance, { voice }, { limit: 1, fields: ['_id'] });
  throw new DomainError(used ? 'account_used' : 'conflict');
}

/** A second scan finds its work done by another request; only then the id has to be remembered apart. */
async function rememberScan({ entryId }: Attendance, caller: Caller, now: number, requestId: string) {
  if (entryId !== requestId) await claimRequest({ caller, action: 'hall.checkIn', requestId, now });
}

async function issued(
  issue: typeof issueTo,
  rater: Rater,
  sessionId: string,
  blinded: readonly string[],
): Promise<Issued> {
  return blinded.length === 0 ? NOT_ASKED : issue(rater, sessionId, blinded);
}

/** One check-in as its phone shows it. */
export const shown = (entry: Attendance, requestId: string, { signatures, how }: Issued) => ({
  sessionId: entry.sessionId,
  name: entry.name,
  firstAt: entry.firstAt,
  isFirst: entry.entryId === requestId,
  method: entry.method,
  wish: entry.wish,
  issue: signatures === null ? null : { signatures },
  hasIssued: how !== 'not_ready' && how !== 'closed',
});
