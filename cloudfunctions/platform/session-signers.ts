import { type SlotSigner, slotSigner } from './credential-keys';
import { credentialKeys } from './session-keys';
import { find } from './store';

// Linked by the `survey` function only (test/ballot/boundary.test.ts holds that). Reading forty keys is one round
// trip and some milliseconds of parsing, so a process keeps those of the session it signs for.
let held: { session: string; signers: readonly SlotSigner[] } | null = null;

/**
 * The signers of a session in slot order, for `blindSignSet`; empty when its keys were never made or are destroyed.
 * At most one round trip.
 */
export async function sessionSigners(session: string): Promise<readonly SlotSigner[]> {
  if (held?.session === session) return held.signers;
  const keys = await find(
    credentialKeys,
    { session },
    { order: [['slot', 'asc']], limit: 100, fields: ['slot', 'privateKey'] },
  );
  const signers = keys.map(({ privateKey }) => slotSigner(privateKey));
  if (signers.length > 0) held = { session, signers };
  return signers;
}

/** The keys are destroyed, so no process may go on holding them. */
export function forgetSigners(session: string): void {
  if (held?.session === session) held = null;
}
