import { sessionKeys } from '../platform/ballots/session-keys';
import { get } from '../platform/database/store';

/** Public keys of a session, for whoever compares them with what a phone or a sealed box holds. */
export interface PublicKeys {
  session: string;
  /** SHA-256 over the fingerprints in slot order: the number in the preview. */
  keySet: string;
  /** In slot order: SHA-256 of each key, hexadecimal. */
  fingerprints: string[];
  /** In slot order: SubjectPublicKeyInfo, DER, base64url. */
  keys: string[];
}

/** The keys of a session, or null while they are being made. One round trip. */
export async function publicKeys(session: string): Promise<PublicKeys | null> {
  const found = await get(sessionKeys, session);
  if (!found) return null;
  const { keySet, fingerprints, keys } = found;
  return { session, keySet, fingerprints, keys };
}
