import { randomBytes, randomUUID } from 'node:crypto';
import { postSealed } from '../../dev/sealed-post';
import { ballotText } from '../../miniprogram/ballot/caster';
import { readSlotKey, type SlotKey } from '../../miniprogram/ballot/public-key';
import { rollLine } from '../../miniprogram/ballot/roll-line';
import {
  acceptSignatures,
  blindAll,
  blindedInputs,
  newWallet,
  type Wallet,
} from '../../miniprogram/ballot/wallet';
import { SLOTS_PER_SESSION } from '../../miniprogram/shared/ballot';
import type { Rating } from '../../miniprogram/shared/rating';
import { REMARK_SLOT } from '../../miniprogram/shared/remark';
import type { Product } from '../cloud';

/** A phone's half: what the pages will do with miniprogram/ballot. */
export class Phone {
  wallet: Wallet | null = null;
  /** What this phone finds itself by on the roll. */
  line = '';
  #keys: SlotKey[] = [];

  constructor(
    readonly product: Product,
    readonly who: string,
  ) {}

  get me() {
    return this.product.as(this.who);
  }

  /** Makes and blinds the serials of a session. */
  async blind(sessionId: string): Promise<string[]> {
    const { keys, keySet } = await this.me.call('hall.keys', { sessionId });
    this.#keys = keys.map((key, slot) => readSlotKey(slot, key));
    const random = async (length: number) => new Uint8Array(randomBytes(length));
    this.wallet = await blindAll(newWallet(sessionId, keySet, SLOTS_PER_SESSION), this.#keys, random);
    const blinded = blindedInputs(this.wallet);
    this.line = rollLine(blinded);
    return blinded;
  }

  /** Unblinds and keeps what the server signed. */
  accept(signatures: readonly string[]): void {
    if (!this.wallet) throw new Error('no wallet');
    this.wallet = acceptSignatures(this.wallet, this.#keys, signatures);
  }

  /** Scans the code on the hall's screen; with credentials. */
  async checkIn(sessionId: string, requestId: string = randomUUID()) {
    const blinded = await this.blind(sessionId);
    // Last, because a slow machine may take longer to blind than a code stands on the screen.
    const code = await screenCode(this.product, sessionId);
    const answer = await this.me.call('hall.checkIn', { sessionId, code, blinded }, requestId);
    if (answer.issue) this.accept(answer.issue.signatures);
    return answer;
  }

  /** The text of one ballot, as the caster posts it. */
  ballot(survey: string, slot: number, rating: Rating, revision = 1): string {
    if (!this.wallet) throw new Error('no wallet');
    return ballotText(survey, this.wallet, slot, rating, revision);
  }

  /** Words, as the rate page posts them: with the credential that is for words. */
  remark(survey: string, text: string): Promise<string> {
    const credential = this.wallet?.credentials[REMARK_SLOT];
    if (!credential || !('signature' in credential)) throw new Error('no credential');
    const { serial, signature } = credential;
    return post(this.product, JSON.stringify({ survey, serial, signature, text }), 'remark');
  }

  /** Posts one ballot without any account; answers what the box says. */
  cast(survey: string, slot: number, rating: Rating, revision = 1): Promise<string> {
    return post(this.product, this.ballot(survey, slot, rating, revision));
  }
}

/** What a box answers to a text in its envelope. */
export async function post(
  { cloud }: Product,
  text: string,
  box: 'ballot' | 'remark' = 'ballot',
): Promise<string> {
  return String(Object((await postSealed(cloud, box, text)).said).answer);
}

/** The code that the hall's screen shows right now. */
export async function screenCode(product: Product, sessionId: string): Promise<string> {
  const { codes } = await product.as('p-wu').call('hall.codes', { sessionId });
  return codes[0]?.text ?? '';
}
