import { SLOTS_PER_SESSION } from '../../../miniprogram/shared/ballot';
import { keySetFingerprint } from '../../core/survey/blind-signature';
import { add, collection, count, find, get, put, remove } from '../database/store';
import { generateSlotKey } from './credential-keys';

/**
 * The private key of one slot; `_id` is `session:slot`. Read by platform/ballots/session-signers.ts alone, which only the
 * `survey` function links; removed by `destroySessionKeys` when the survey opens.
 */
export interface CredentialKey {
  _id: string;
  session: string;
  slot: number;
  privateKey: string;
  publicKey: string;
  fingerprint: string;
}

/** The public side of a session's keys, for everybody: published with the preview, before anything is signed. */
export interface SessionKeys {
  /** The session. */
  _id: string;
  /** `keySetFingerprint`: the one number to print. */
  keySet: string;
  /** In slot order: SubjectPublicKeyInfo, DER, base64url. */
  keys: string[];
  /** In slot order: SHA-256 of each, hexadecimal. */
  fingerprints: string[];
}

export const credentialKeys = collection<CredentialKey>('credential_keys');
export const sessionKeys = collection<SessionKeys>('session_keys');

/**
 * Makes keys for the slots that have none yet, at most `most` (each takes about 0.1 s and 1 round trip), and
 * publishes the set when it is complete. Answers whether it is. To be called by `jobs` every minute until then: two
 * at once do no harm, the first key of a slot stays.
 */
export async function makeSessionKeys(session: string, most = 8): Promise<boolean> {
  if (await get(sessionKeys, session)) return true;
  const made = await find(credentialKeys, { session }, { limit: 100, fields: ['slot'] });
  const taken = new Set(made.map(({ slot }) => slot));
  const missing = Array.from({ length: SLOTS_PER_SESSION }, (_, slot) => slot).filter(
    (slot) => !taken.has(slot),
  );
  await Promise.all(
    missing.slice(0, most).map(async (slot) => {
      const pair = await generateSlotKey();
      await add(credentialKeys, { _id: `${session}:${slot}`, session, slot, ...pair });
    }),
  );
  if (missing.length > most) return false;
  const all = await find(
    credentialKeys,
    { session },
    { order: [['slot', 'asc']], limit: 100, fields: ['slot', 'publicKey', 'fingerprint'] },
  );
  const fingerprints = all.map(({ fingerprint }) => fingerprint);
  await put(sessionKeys, {
    _id: session,
    keySet: keySetFingerprint(fingerprints),
    keys: all.map(({ publicKey }) => publicKey),
    fingerprints,
  });
  return true;
}

/**
 * Removes the private keys of a session for good, and looks until none is left: when nobody can be given credentials any
 * more. The public ones stay.
 */
export async function destroySessionKeys(session: string): Promise<void> {
  do await remove(credentialKeys, { session });
  while ((await count(credentialKeys, { session })) > 0);
}
