import { keySetFingerprint } from '../../cloudfunctions/core/survey/blind-signature';
import { generateSlotKey, type SlotKeyPair } from '../../cloudfunctions/platform/ballots/credential-keys';
import { SLOTS_PER_SESSION } from '../../miniprogram/shared/ballot';
import type { Cloud } from '../cloud';

/** A key pair for each slot, made once for all sessions of the scenes: forty take seconds. */
export const sceneKeys = (): Promise<SlotKeyPair[]> =>
  Promise.all(Array.from({ length: SLOTS_PER_SESSION }, generateSlotKey));

/** Gives a session its keys, as the timer would within some minutes. */
export async function seedKeys(cloud: Cloud, session: string, pairs: readonly SlotKeyPair[]): Promise<void> {
  const fingerprints = pairs.map(({ fingerprint }) => fingerprint);
  const publicKeys = pairs.map(({ publicKey }) => publicKey);
  await cloud.seed(
    'credential_keys',
    pairs.map((keys, slot) => ({ _id: `${session}:${slot}`, session, slot, ...keys })),
  );
  await cloud.seed('session_keys', [
    { _id: session, keySet: keySetFingerprint(fingerprints), keys: publicKeys, fingerprints },
  ]);
}

/** Opens a month of passes, as the timer does where the college has a domain. */
export async function seedPasses(
  cloud: Cloud,
  month: string,
  passes: number,
  [pair]: readonly SlotKeyPair[],
): Promise<SlotKeyPair> {
  if (!pair) throw new Error('no key');
  const { publicKey, fingerprint } = pair;
  await cloud.seed('pass_keys', [{ _id: month, ...pair }]);
  const counts = { issued: null, spent: null };
  await cloud.seed('pass_months', [{ _id: month, publicKey, fingerprint, passes, state: 'open', ...counts }]);
  return pair;
}
