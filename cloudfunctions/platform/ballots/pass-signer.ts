import { get } from '../database/store';
import { type SlotSigner, slotSigner } from './credential-keys';
import { passKeys } from './pass-keys';

// Linked by the `account` function only (test/ballot/boundary.test.ts holds that).
let held: { month: string; signer: SlotSigner } | null = null;

/** The signer of a month's passes, or null when there is none (any more). At most one round trip. */
export async function passSigner(month: string): Promise<SlotSigner | null> {
  if (held?.month === month) return held.signer;
  const key = await get(passKeys, month);
  if (!key) return null;
  held = { month, signer: slotSigner(key.privateKey) };
  return held.signer;
}
