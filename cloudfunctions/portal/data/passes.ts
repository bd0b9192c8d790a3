import type { PublicPasses } from '../../contract/portal';
import { passMonths } from '../../platform/ballots/pass-keys';
import { get } from '../../platform/database/store';

/** The key of a month's passes, and how many were issued and spent once it is closed; null without one. One round trip. */
export async function publicPasses(month: string): Promise<PublicPasses | null> {
  const found = await get(passMonths, month);
  if (!found) return null;
  const { publicKey, fingerprint, passes, issued, spent } = found;
  return { month, publicKey, fingerprint, passes, issued, spent };
}
