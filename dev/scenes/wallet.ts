import { randomBytes } from 'node:crypto';
import { ballotText } from '../../miniprogram/ballot/caster';
import { readSlotKey, type SlotKey } from '../../miniprogram/ballot/public-key';
import {
  acceptSignatures,
  blindAll,
  blindedInputs,
  newWallet,
  type Wallet,
} from '../../miniprogram/ballot/wallet';
import type { Rating } from '../../miniprogram/shared/rating';
import { REMARK_SLOT } from '../../miniprogram/shared/remark';

const random = async (length: number) => new Uint8Array(randomBytes(length));

/** The credentials of one phone, as the app keeps them. */
export class ScenePhone {
  private wallet: Wallet | null = null;
  private keys: SlotKey[] = [];

  /** Makes and blinds the serials of a session. */
  async blind(sessionId: string, { keys, keySet }: { keys: string[]; keySet: string }): Promise<string[]> {
    this.keys = keys.map((key, slot) => readSlotKey(slot, key));
    this.wallet = await blindAll(newWallet(sessionId, keySet, keys.length), this.keys, random);
    return blindedInputs(this.wallet);
  }

  accept(signatures: readonly string[]): void {
    this.wallet = acceptSignatures(this.held(), this.keys, signatures);
  }

  /** With the observers' public keys only they can read the rating. */
  ballot(survey: string, slot: number, rating: Rating, closingKeys: readonly string[] = []): string {
    const keys = closingKeys.map((key, at) => readSlotKey(at, key));
    const seal = keys.length > 0 ? { keys, secret: new Uint8Array(randomBytes(32)) } : undefined;
    return ballotText(survey, this.held(), slot, rating, 1, seal);
  }

  /** @throws Error when nothing was signed */
  remark(survey: string, text: string): string {
    const credential = this.held().credentials[REMARK_SLOT];
    if (!credential || !('signature' in credential)) throw new Error('no credential');
    const { serial, signature } = credential;
    return JSON.stringify({ survey, serial, signature, text });
  }

  private held(): Wallet {
    if (!this.wallet) throw new Error('no wallet');
    return this.wallet;
  }
}
