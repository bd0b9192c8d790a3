import { slotText } from '../shared/ballot';
import type { BoxReceipt } from '../shared/box-receipt';
import { countedText } from '../shared/counted-list';
import { ascii, toHex } from './bytes';
import type { CastQueue } from './cast-queue';
import { sha256 } from './sha256';
import { settle, type Wallet } from './wallet';

/**
 * The name a ballot goes by in the box and in the published list: SHA-256 over survey, slot and serial, in
 * hexadecimal. The same as `ballotId` of cloudfunctions/core/survey/ballot-box.ts; whoever sees it learns nothing of
 * the serial, the person or the rating.
 */
export function serialHash(survey: string, slot: number, serial: string): string {
  return toHex(sha256(ascii(`four-point-dialogue/ballot/1|${survey}|${slotText(slot)}|${serial}`)));
}

/** The digest of a list as it was given, lower-case hexadecimal. */
export const countedDigest = (survey: string, ids: readonly string[]): string =>
  toHex(sha256(ascii(countedText(survey, ids))));

/** What the sealed box says of this phone's ballots: whether they are in it, never what is in them. */
export interface Receipt {
  cast: number;
  counted: number;
  /** Slots whose ballot did not get there before the close: not counted. */
  late: number[];
  /** Slots that are counted, but whose last change may have come too late. */
  lateChanges: number[];
  /** SHA-256 over the list in which they were looked for (shared/counted-list): everybody's is the same. */
  listDigest?: string;
  /** The box signed that it had these, and the list does not have them: all that can be shown, and of nothing else. */
  missing?: BoxReceipt[];
}

/**
 * Looks for one's own ballots in the published list of counted serial hashes, then forgets them: from here on there
 * is nothing on the phone that anybody could ask to be shown. Slots that were never cast are settled as well. `queue` is
 * what was still to be sent, or was refused.
 */
export function settleAgainst(
  wallet: Wallet,
  survey: string,
  slots: readonly number[],
  counted: readonly string[],
  queue: (Pick<CastQueue, 'pending' | 'refused'> & Partial<CastQueue>) | null = null,
): { wallet: Wallet; receipt: Receipt } {
  const published = new Set(counted);
  const receipt: Receipt = { cast: 0, counted: 0, late: [], lateChanges: [] };
  const missing: BoxReceipt[] = [];
  const isLate = (slot: number) => slot in (queue?.pending ?? {}) || slot in (queue?.refused ?? {});
  let settled = wallet;
  for (const slot of slots) {
    const credential = wallet.credentials[slot];
    if (credential?.state === 'settled') {
      if (credential.wasCast) receipt.cast++;
      if (credential.isCounted) receipt.counted++;
    }
    if (credential?.state !== 'issued' && credential?.state !== 'cast') continue;
    const id = serialHash(survey, slot, credential.serial);
    const isCounted = published.has(id);
    const kept = queue?.receipts?.[slot];
    if (kept && !isCounted) missing.push({ survey, id, ...kept });
    // A ballot whose answer was lost is in the box although the phone never heard so.
    const wasCast = isCounted || credential.state === 'cast';
    if (wasCast) receipt.cast++;
    if (isCounted) receipt.counted++;
    if (isLate(slot) && !isCounted) receipt.late.push(slot);
    else if (isLate(slot) && credential.state === 'cast') receipt.lateChanges.push(slot);
    settled = settle(settled, slot, { wasCast, isCounted });
  }
  return { wallet: settled, receipt: missing.length > 0 ? { ...receipt, missing } : receipt };
}
