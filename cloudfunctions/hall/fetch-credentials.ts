import type { hallContract } from '../contract/hall';
import { DomainError, ensure } from '../core/domain-error';
import { attendanceId } from '../core/hall/attendance';
import type { Handler } from '../platform/call/dispatch';
import { voiceOf } from '../platform/call/voice';
import { attendance } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { shown } from './check-in';
import { issueLate } from './issue';

/** Why somebody who is in gets no credentials. */
const REFUSALS = {
  taken: 'credentials_taken',
  account_used: 'account_used',
  not_ready: 'keys_not_ready',
  closed: 'credentials_closed',
} as const;

/**
 * Credentials for whoever is in: checked in at the desk, or left without an answer. Until the roll is frozen; after
 * that only the answer that was given already is given again.
 *
 * @throws DomainError not_checked_in, credentials_closed, credentials_taken, account_used, keys_not_ready
 */
export const fetchCredentials: Handler<(typeof hallContract)['hall.fetchCredentials']> = {
  may: 'bound',
  async run({ sessionId, blinded }, { caller, requestId }) {
    const person = await caller.boundPerson();
    const entry = await get(attendance, attendanceId(sessionId, person._id));
    ensure(entry !== null, 'not_checked_in');
    const answer = await issueLate(
      { _id: person._id, voice: voiceOf(caller.openid, sessionId) },
      sessionId,
      blinded,
    );
    if (answer.signatures === null) throw new DomainError(REFUSALS[answer.how]);
    return shown(entry, requestId, answer);
  },
};
