import type { PublicKeys } from '../../contract/portal';
import { sessionKeys } from '../../platform/ballots/session-keys';
import { get } from '../../platform/database/store';

/** The keys of a session, or null while they are being made. One round trip. */
export async function publicKeys(session: string): Promise<PublicKeys | null> {
  const found = await get(sessionKeys, session);
  if (!found) return null;
  const { keySet, fingerprints, keys } = found;
  return { session, keySet, fingerprints, keys };
}
