import { SLOTS_PER_SESSION } from '../../../miniprogram/shared/ballot';
import { find } from '../database/store';
import { type SlotSigner, slotSigner } from './credential-keys';
import { type CredentialKey, credentialKeys } from './session-keys';

// Linked by the `hall` function only (test/ballot/boundary.test.ts holds that). Reading forty keys is one round
// trip and some milliseconds of parsing, so a process keeps those of the session it signs for.
let held: { session: string; signers: readonly SlotSigner[] } | null = null;

type StoredKey = Pick<CredentialKey, 'slot' | 'privateKey'>;

/**
 * The signers of a session in slot order, for `blindSignSet`; as many as were made, none when they are destroyed. At
 * most one round trip.
 */
export async function sessionSigners(session: string): Promise<readonly SlotSigner[]> {
  if (held?.session === session) return held.signers;
  const keys = await find(
    credentialKeys,
    { session },
    { order: [['slot', 'asc']], limit: 100, fields: ['slot', 'privateKey'] },
  );
  return hold(session, keys);
}

/** A join that reads a session's keys along with whatever else a process has to read first, for `holdSigners`. */
export const signersLookup = (session: string, as: string) => ({
  from: credentialKeys.name,
  pipeline: [{ $match: { session } }, { $sort: { slot: 1 } }, { $project: { slot: 1, privateKey: 1 } }],
  as,
});

/** Does this process know the keys of the session? */
export const hasSigners = (session: string): boolean => held?.session === session;

/** Keeps what `signersLookup` has read, so that signing needs no round trip. */
export function holdSigners(session: string, keys: readonly StoredKey[]): void {
  hold(session, keys);
}

function hold(session: string, keys: readonly StoredKey[]): readonly SlotSigner[] {
  const signers = keys.map(({ privateKey }) => slotSigner(privateKey));
  // The timer makes them a few a minute: a process that kept half a set could sign for nobody.
  if (signers.length === SLOTS_PER_SESSION) held = { session, signers };
  return signers;
}

/** The keys are destroyed, so no process may go on holding them. */
export function forgetSigners(session: string): void {
  if (held?.session === session) held = null;
}
