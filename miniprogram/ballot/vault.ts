import { REMARK_SLOT } from '../shared/remark';
import { type CastQueue, newQueue, readQueue, writeQueue } from './cast-queue';
import { Caster, type CasterPorts } from './caster';
import { CredentialError } from './credential-error';
import { type Envelope, sealEnvelope } from './envelope';
import { readRsaKey, readSlotKey, type SlotKey } from './public-key';
import { phoneRandom, type RandomSource } from './random';
import { type Receipt, settleAgainst } from './receipt';
import { wait } from './transport';
import { acceptSignatures, blindAll, blindedInputs, castable, newWallet, type Wallet } from './wallet';
import { readWallet, writeWallet } from './wallet-text';

/** Where texts are kept on the phone. WeChat keeps them apart for each account that uses the phone. */
export interface TextStorage {
  get(key: string): string | null;
  set(key: string, text: string): void;
  keys(): string[];
}

/** A session's keys as `hall.keys` answers them. */
export interface PublishedKeys {
  keySet: string;
  /** In slot order. */
  keys: readonly string[];
}

const WALLET = 'ballot.wallet.';
const QUEUE = 'ballot.queue.';

/**
 * The credentials on this phone: made, kept, cast and forgotten. What pages use; nothing outside this folder sees a
 * serial. Everything is in storage before it goes out, so a killed app loses nothing.
 */
export class Vault {
  readonly #storage: TextStorage;
  readonly #random: RandomSource;
  readonly #casters = new Map<string, Caster>();

  constructor(storage: TextStorage, random: RandomSource = phoneRandom) {
    this.#storage = storage;
    this.#random = random;
  }

  /** How far the credentials of a session are on this phone. */
  state(session: string): 'none' | 'asked' | 'held' {
    const first = this.#wallet(session)?.credentials[0]?.state;
    if (first === undefined || first === 'new') return 'none';
    return first === 'blinded' ? 'asked' : 'held';
  }

  /** Fingerprint of the keys this phone's credentials were made with, or null without any: to compare in public. */
  keySet(session: string): string | null {
    return this.#wallet(session)?.keySet ?? null;
  }

  /** This phone's line of the published roll, or null without credentials (roll-line.ts). */
  line(session: string): string | null {
    return this.#wallet(session)?.line ?? null;
  }

  /**
   * The blinded serials to send with check-in (or `hall.fetchCredentials`): the same ones again until they are
   * answered, none when the phone holds its credentials already. `breathe` lets the page paint between two slots.
   * Throws CredentialError `key_changed` when the session was begun with other keys, `key_malformed`, `random_short`.
   */
  async prepare(session: string, published: PublishedKeys, breathe?: () => Promise<void>): Promise<string[]> {
    const wallet = this.#wallet(session) ?? newWallet(session, published.keySet, published.keys.length);
    if (this.state(session) === 'held') return [];
    const blinded = await blindAll(wallet, slotKeys(published), this.#random, breathe);
    this.#saveWallet(blinded);
    return blindedInputs(blinded);
  }

  /** Keeps what the server signed. Throws CredentialError `signature_invalid` and then may simply be asked again. */
  accept(session: string, published: PublishedKeys, signatures: readonly string[]): void {
    const wallet = this.#wallet(session);
    if (!wallet) throw new CredentialError('wrong_state');
    this.#saveWallet(acceptSignatures(wallet, slotKeys(published), signatures));
  }

  /**
   * The caster of a survey, one per survey however often it is asked for; it goes on with what was left unsent.
   * `send` posts one envelope without any account (transport.ts). Throws `wrong_state` without credentials.
   */
  caster(
    session: string,
    survey: string,
    {
      keys,
      send,
      closingKeys,
      isOver,
      onProgress,
    }: Pick<CasterPorts, 'keys' | 'send' | 'closingKeys' | 'isOver' | 'onProgress'>,
  ): Caster {
    const running = this.#casters.get(survey);
    if (running) return running;
    const wallet = this.#wallet(session);
    if (!wallet) throw new CredentialError('wrong_state');
    const ports: CasterPorts = {
      keys,
      send,
      closingKeys,
      isOver,
      random: this.#random,
      wait,
      save: (held, queue) => {
        this.#saveWallet(withCast(this.#wallet(session) ?? held, held));
        this.#storage.set(QUEUE + queue.survey, writeQueue(queue));
      },
      onProgress,
    };
    const caster = new Caster(wallet, this.#queue(survey) ?? newQueue(survey), ports);
    this.#casters.set(survey, caster);
    return caster;
  }

  /** Surveys with ballots not yet counted: what to go on with when the app starts. */
  unsent(): string[] {
    return this.#storage
      .keys()
      .filter((key) => key.startsWith(QUEUE))
      .map((key) => key.slice(QUEUE.length))
      .filter((survey) => Object.keys(this.#queue(survey)?.pending ?? {}).length > 0);
  }

  /** Slots of a survey that this phone has cast, whatever was in them. */
  castSlots(session: string): number[] {
    const credentials = this.#wallet(session)?.credentials ?? [];
    return credentials.filter(({ state }) => state === 'cast').map(({ slot }) => slot);
  }

  /** Does this phone hold the credential for words? */
  mayRemark(session: string): boolean {
    const wallet = this.#wallet(session);
    return wallet !== null && castable(wallet, REMARK_SLOT) !== null;
  }

  /**
   * Words in their envelope, with the credential that is for them; null when this phone holds none.
   * Throws RangeError when they are too long for it, CredentialError `key_malformed`.
   */
  async remark(session: string, survey: string, envelopeKey: string, text: string): Promise<Envelope | null> {
    const wallet = this.#wallet(session);
    const credential = wallet && castable(wallet, REMARK_SLOT);
    if (!credential) return null;
    const { serial, signature } = credential;
    const to = { kind: 'remark', survey, key: readRsaKey(envelopeKey) } as const;
    return sealEnvelope(to, JSON.stringify({ survey, serial, signature, text }), this.#random);
  }

  /**
   * After the close: finds the own ballots in the published list, keeps how many are counted and which came too late, and
   * forgets the rest, also the credential for words.
   * May be called again; the answer stays. Throws `wrong_state` when this phone never held credentials.
   */
  settle(session: string, survey: string, slots: readonly number[], counted: readonly string[]): Receipt {
    const wallet = this.#wallet(session);
    if (!wallet) throw new CredentialError('wrong_state');
    this.#casters.get(survey)?.stop();
    this.#casters.delete(survey);
    const all = [...slots, REMARK_SLOT];
    const { wallet: settled, receipt } = settleAgainst(wallet, survey, all, counted, this.#queue(survey));
    this.#saveWallet(settled);
    this.#storage.set(QUEUE + survey, writeQueue(newQueue(survey)));
    return receipt;
  }

  #wallet(session: string): Wallet | null {
    const text = this.#storage.get(WALLET + session);
    return text === null ? null : readWallet(text);
  }

  #queue(survey: string): CastQueue | null {
    const text = this.#storage.get(QUEUE + survey);
    return text === null ? null : readQueue(text);
  }

  #saveWallet(wallet: Wallet): void {
    this.#storage.set(WALLET + wallet.session, writeWallet(wallet));
  }
}

/**
 * What is kept, with what a caster has newly cast. Rounds of one session are cast and settled side by side; a caster
 * knows the wallet as it was when it began, and must not bring back what another has forgotten meanwhile.
 */
function withCast(kept: Wallet, casters: Wallet): Wallet {
  const credentials = kept.credentials.map((credential, slot) => {
    const its = casters.credentials[slot];
    return credential.state === 'issued' && its?.state === 'cast' ? its : credential;
  });
  return { ...kept, credentials };
}

/** A key of its own for each question, or one credential could be cast for two. Throws CredentialError key_malformed. */
function slotKeys({ keys }: PublishedKeys): SlotKey[] {
  const read = keys.map((key, slot) => readSlotKey(slot, key));
  if (new Set(read.map(({ n }) => n)).size < read.length) throw new CredentialError('key_malformed');
  return read;
}
