import type { surveyContract } from '../contract/survey';
import { attendanceId } from '../core/attendance';
import { blindedFingerprint, issueRecordId } from '../core/blind-signature';
import { DomainError, ensure } from '../core/domain-error';
import { surveyId } from '../core/survey';
import { attendance, issueRecords, surveys } from '../platform/collections';
import type { Handler } from '../platform/dispatch';
import { find, get, remove } from '../platform/store';
import { shown } from './check-in';
import { issueTo } from './issue';

/**
 * Credentials for whoever is in: checked in at the desk, or left without an answer. Until the roll is frozen; after
 * that only the answer that was given already is given again.
 *
 * @throws DomainError not_checked_in, credentials_closed, credentials_taken, keys_not_ready
 */
export const fetchCredentials: Handler<(typeof surveyContract)['survey.fetchCredentials']> = {
  may: 'bound',
  async run({ sessionId, blinded }, { caller, requestId }) {
    const person = await caller.boundPerson();
    const [entry, isClosed] = await Promise.all([
      get(attendance, attendanceId(sessionId, person._id)),
      isRollFrozen(sessionId),
    ]);
    ensure(entry !== null, 'not_checked_in');
    if (isClosed) {
      const record = await get(issueRecords, issueRecordId(sessionId, person._id));
      ensure(record?.fingerprint === blindedFingerprint(blinded), 'credentials_closed');
    }
    const answer = await issueTo(person._id, sessionId, blinded);
    if (answer.how === 'taken') throw new DomainError('credentials_taken');
    if (answer.how === 'not_ready') throw new DomainError('keys_not_ready');
    // The opening first freezes the roll and then reads it; looking again after recording means that either it has
    // seen this record, or this call sees the freeze and takes the record back.
    if (answer.how === 'issued' && (await isRollFrozen(sessionId))) {
      await remove(issueRecords, { _id: issueRecordId(sessionId, person._id) });
      throw new DomainError('credentials_closed');
    }
    return shown(entry, requestId, answer);
  },
};

async function isRollFrozen(sessionId: string): Promise<boolean> {
  const [first] = await find(
    surveys,
    { _id: surveyId(sessionId, 1) },
    { limit: 1, fields: ['isRollFrozen'] },
  );
  return first?.isRollFrozen ?? false;
}
