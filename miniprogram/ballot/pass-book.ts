import { RECEIPT_LENGTH, RECEIPT_SYMBOLS } from '../shared/pass';
import { CredentialError } from './credential-error';
import { keySetFingerprint, readSlotKey, type SlotKey } from './public-key';
import { draw, phoneRandom, type RandomSource } from './random';
import type { TextStorage } from './vault';
import {
  acceptSignatures,
  blindAll,
  blindedInputs,
  castable,
  giveBack,
  markCast,
  newWallet,
  settle,
  type Wallet,
} from './wallet';
import { readWallet, writeWallet } from './wallet-text';

/** A month's passes as everybody reads them: one key, and how many a person may have. */
export interface PublishedPasses {
  month: string;
  /** SubjectPublicKeyInfo, DER, base64url. */
  publicKey: string;
  passes: number;
}

const BOOK = 'ballot.passes.';

/**
 * The passes on this phone: made, kept, spent and forgotten, a month at a time. They are credentials like those for
 * rating, with one key for all of a month. Everything is in storage before it goes out.
 */
export class PassBook {
  readonly #storage: TextStorage;
  readonly #random: RandomSource;

  constructor(storage: TextStorage, random: RandomSource = phoneRandom) {
    this.#storage = storage;
    this.#random = random;
  }

  /** How far the passes of a month are on this phone. */
  state(month: string): 'none' | 'asked' | 'held' {
    const first = this.#wallet(month)?.credentials[0]?.state;
    if (first === undefined || first === 'new') return 'none';
    return first === 'blinded' ? 'asked' : 'held';
  }

  /** How many of a month may still be spent. */
  left(month: string): number {
    return this.#wallet(month)?.credentials.filter(({ state }) => state === 'issued').length ?? 0;
  }

  /**
   * The blinded values to be signed: the same ones again until they are answered, none when the passes are here already.
   * Throws CredentialError `key_changed` when the month was begun with another key, `key_malformed`, `random_short`.
   */
  async prepare(published: PublishedPasses, breathe?: () => Promise<void>): Promise<string[]> {
    const { month } = published;
    if (this.state(month) === 'held') return [];
    const keys = keysOf(published);
    const held = this.#wallet(month) ?? newWallet(month, keySetFingerprint(keys), keys.length);
    const blinded = await blindAll(held, keys, this.#random, breathe);
    this.#save(blinded);
    return blindedInputs(blinded);
  }

  /** Keeps what was signed. Throws CredentialError `signature_invalid` and then may simply be asked again. */
  accept(published: PublishedPasses, signatures: readonly string[]): void {
    this.#save(acceptSignatures(this.#held(published.month), keysOf(published), signatures));
  }

  /** Sets one pass aside for one item, or null when none is left. */
  take(month: string): number | null {
    const wallet = this.#wallet(month);
    const free = wallet?.credentials.find(({ state }) => state === 'issued');
    if (!wallet || !free) return null;
    this.#save(markCast(wallet, free.slot));
    return free.slot;
  }

  /** The text of an item's request, with the pass that was set aside for it. Throws `wrong_state` when it is spent. */
  letter(month: string, slot: number, words: object): string {
    const pass = castable(this.#held(month), slot);
    if (!pass) throw new CredentialError('wrong_state');
    return JSON.stringify({ month, serial: pass.serial, signature: pass.signature, ...words });
  }

  /** The item is kept, or this pass is good for none: the phone itself no longer knows which it was. */
  forget(month: string, slot: number): void {
    this.#save(settle(this.#held(month), slot, { wasCast: true, isCounted: true }));
  }

  /** The item was refused for its words: the pass is good for another one. */
  putBack(month: string, slot: number): void {
    this.#save(giveBack(this.#held(month), slot));
  }

  /** A receipt code that nobody can guess: 100 bits. */
  async receiptCode(): Promise<string> {
    const bytes = await draw(this.#random, RECEIPT_LENGTH);
    return Array.from(bytes, (byte) => RECEIPT_SYMBOLS.charAt(byte & 31)).join('');
  }

  #held(month: string): Wallet {
    const wallet = this.#wallet(month);
    if (!wallet) throw new CredentialError('wrong_state');
    return wallet;
  }

  #wallet(month: string): Wallet | null {
    const text = this.#storage.get(BOOK + month);
    return text === null ? null : readWallet(text);
  }

  #save(wallet: Wallet): void {
    this.#storage.set(BOOK + wallet.session, writeWallet(wallet));
  }
}

/** The one key of the month in every place: each pass is as good as the other. */
function keysOf({ publicKey, passes }: PublishedPasses): SlotKey[] {
  return Array.from({ length: passes }, (_, slot) => readSlotKey(slot, publicKey));
}
