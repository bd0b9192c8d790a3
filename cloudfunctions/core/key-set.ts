import { slotText } from '../../miniprogram/shared/ballot';

/**
 * The private key of one question slot: read by check-in alone, destroyed when the results are final. Persisted in
 * `credential_keys`; changing the shape needs a migration.
 */
export interface StoredSlotKey {
  /** `session:slot`, two digits: a slot has one key. */
  _id: string;
  session: string;
  slot: number;
  /** PKCS #8, DER, base64url. */
  privateKey: string;
  /** SubjectPublicKeyInfo, DER, base64url. */
  publicKey: string;
  /** SHA-256 of the SubjectPublicKeyInfo, hexadecimal. */
  fingerprint: string;
}

/**
 * The public half of a session's keys, complete: published before the session and kept for ever. `_id` is the
 * session's. Persisted in `session_keys`; changing the shape needs a migration.
 */
export interface KeySet {
  _id: string;
  /** In slot order. */
  keys: string[];
  fingerprints: string[];
  /** `keySetFingerprint` of the fingerprints: the short number in the preview. */
  keySet: string;
  /** The private halves are gone. Indexed. */
  isDestroyed: boolean;
}

export const slotKeyId = (session: string, slot: number): string => `${session}:${slotText(slot)}`;
