import type { accountContract } from '../contract/account';
import { type PassIssue, passIssueId, passMatter } from '../core/case/pass';
import { DomainError, ensure } from '../core/domain-error';
import { monthOf } from '../core/rules/calendar';
import { blindedFingerprint, decideIssue, isBlindedSet } from '../core/survey/blind-signature';
import { blindSignSet, type SlotSigner } from '../platform/ballots/credential-keys';
import { passIssues, passMonths } from '../platform/ballots/pass-keys';
import { passSigner } from '../platform/ballots/pass-signer';
import type { Handler } from '../platform/call/dispatch';
import { voiceOf } from '../platform/call/voice';
import { add, get } from '../platform/database/store';

/**
 * Signs a person's blinded passes of this month: once per person, account and month; the same values get the same answer
 * again while the month lasts, others none (docs/anonymity.md, Asking without a name). Three round trips after the
 * command is claimed, two in a process that knows the key.
 *
 * @throws DomainError passes_not_ready, passes_taken, account_used, invalid_input
 */
export const fetchPasses: Handler<(typeof accountContract)['account.fetchPasses']> = {
  may: 'bound',
  async run({ month, blinded }, { caller, now }) {
    const { _id: personId } = await caller.boundPerson();
    ensure(month === monthOf(now), 'passes_not_ready');
    const [published, signer] = await Promise.all([get(passMonths, month), passSigner(month)]);
    ensure(published?.state === 'open' && signer !== null, 'passes_not_ready');
    const { passes } = published;
    ensure(isBlindedSet(blinded, passes), 'invalid_input', { blinded: 'blinded_malformed' });
    // Signed before it is recorded, so that what cannot be signed does not use up the person's one chance.
    const signatures = signed(signer, blinded);
    const record: PassIssue = {
      _id: passIssueId(month, personId),
      month,
      voice: voiceOf(caller.openid, passMatter(month)),
      fingerprint: blindedFingerprint(blinded),
      passes,
    };
    if ((await add(passIssues, record)) === 'added') return { signatures };
    const earlier = await get(passIssues, record._id);
    ensure(earlier !== null, 'account_used');
    ensure(decideIssue(earlier, blinded) === 'repeat', 'passes_taken');
    return { signatures };
  },
};

function signed(signer: SlotSigner, blinded: readonly string[]): string[] {
  try {
    return blindSignSet(Array<SlotSigner>(blinded.length).fill(signer), blinded);
  } catch (error) {
    if (error instanceof RangeError) throw new DomainError('invalid_input', { blinded: 'blinded_malformed' });
    throw error;
  }
}
