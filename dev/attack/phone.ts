import { webcrypto } from 'node:crypto';
import { RANDOM_PER_SLOT } from '../../miniprogram/ballot/blind-rsa';
import { newQueue } from '../../miniprogram/ballot/cast-queue';
import { type BoxKeys, Caster } from '../../miniprogram/ballot/caster';
import type { SlotKey } from '../../miniprogram/ballot/public-key';
import type { RandomSource } from '../../miniprogram/ballot/random';
import {
  acceptSignatures,
  blindAll,
  blindedInputs,
  newWallet,
  type Wallet,
} from '../../miniprogram/ballot/wallet';
import { LEVELS, type Rating } from '../../miniprogram/shared/rating';
import type { Leak } from './leak';

/** Random bytes as the phone has them. */
export const random: RandomSource = async (length) => {
  const bytes = new Uint8Array(length);
  // The web's source gives at most 65,536 bytes at once.
  for (let at = 0; at < length; at += 65_536) webcrypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
};

/** One person of the town with a phone. Everything about serials happens in the product's own ballot folder. */
export class Phone {
  wallet: Wallet;
  /** What this person chose, by slot. */
  ratings: Readonly<Record<number, Rating>> = {};
  /** Resolves the pause that the phone is in, if it is in one. */
  private resume: (() => void) | null = null;
  /** Told each time the phone pauses, with the milliseconds, and once with null when all is sent. */
  onPause: (milliseconds: number | null) => void = () => undefined;

  constructor(
    readonly openid: string,
    readonly personId: string,
    session: string,
    private readonly keys: readonly SlotKey[],
    keySet: string,
    private readonly leak: Leak,
    private readonly closingKeys: readonly string[] = [],
  ) {
    this.wallet = newWallet(session, keySet, keys.length);
  }

  /** Makes serials and blinds them. A leaky phone uses one serial for all questions. */
  async prepare(): Promise<string[]> {
    const once = await random(RANDOM_PER_SLOT);
    const repeated: RandomSource = async (length) => {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; at += RANDOM_PER_SLOT) bytes.set(once, at);
      return bytes;
    };
    this.wallet = await blindAll(this.wallet, this.keys, this.leak === 'one_credential' ? repeated : random);
    return blindedInputs(this.wallet);
  }

  accept(signatures: readonly string[]): void {
    this.wallet = acceptSignatures(this.wallet, this.keys, signatures);
  }

  /** The serial of a slot: what the attacker is after. */
  serial(slot: number): string {
    const credential = this.wallet.credentials[slot];
    return credential && 'serial' in credential ? credential.serial : '';
  }

  /** Rates every slot and starts casting; from then on `onPause` and `wake` drive it. */
  async startCasting(
    survey: string,
    slots: readonly number[],
    send: (body: string) => Promise<string>,
    keys: BoxKeys,
  ): Promise<void> {
    const caster = new Caster(this.wallet, newQueue(survey), {
      keys: () => keys,
      closingKeys: this.closingKeys,
      random,
      send,
      wait: (milliseconds) =>
        new Promise((resolve) => {
          this.resume = resolve;
          this.onPause(this.leak === 'in_one_go' ? 0 : milliseconds);
        }),
      save: (wallet) => {
        this.wallet = wallet;
      },
    });
    this.ratings = Object.fromEntries(await Promise.all(slots.map(async (slot) => [slot, await opinion()])));
    await caster.choose(this.ratings);
    void caster.run().then(() => this.onPause(null));
  }

  wake(): void {
    this.resume?.();
  }
}

async function opinion(): Promise<Rating> {
  const [byte = 0] = await random(1);
  return byte < 16 ? 'cannot_judge' : (LEVELS[byte % LEVELS.length] ?? 'satisfied');
}
