import {
  type BallotAnswer,
  CAST_PAUSE_MS,
  isBallotAnswer,
  REVISIONS_MAX,
  revisionText,
  slotText,
} from '../shared/ballot';
import { RATING_CODES, type Rating } from '../shared/rating';
import { isReceiptOf } from './box-receipt';
import { fromBase64Url, toBase64Url } from './bytes';
import type { CastQueue } from './cast-queue';
import { proofOf } from './chain';
import { CredentialError } from './credential-error';
import { sealEnvelope } from './envelope';
import { type RsaKey, readRsaKey } from './public-key';
import { draw, drawBelow, type RandomSource } from './random';
import { serialHash } from './receipt';
import { SECRET_LENGTH, sealRating } from './sealed-rating';
import { isRecord } from './stored';
import { castable, markCast, type Wallet } from './wallet';

/** The keys of a survey's box, as the opening record has them: SubjectPublicKeyInfo, DER, base64url. */
export interface BoxKeys {
  /** Ballots and remarks are sealed to it. */
  envelopeKey: string;
  /** The box signs with it that it has a ballot. */
  receiptKey: string;
}

/** What the caster needs of the world. */
export interface CasterPorts {
  /** Asked for anew at each ballot. Throws CredentialError `key_malformed` where they are not known yet. */
  keys(): BoxKeys;
  /** Sends one envelope without any account and answers the body of the reply; rejects when the network fails. */
  send(body: string): Promise<string>;
  random: RandomSource;
  wait(milliseconds: number): Promise<void>;
  /** Public keys of the three observers who alone can open ratings, as in the opening record. Default: none. */
  closingKeys?: readonly string[];
  /** Has the close come, by this phone's clock? What does not get through then is forgotten. Default: never. */
  isOver?(): boolean;
  /** Called after every change, before anything else happens. */
  save(wallet: Wallet, queue: CastQueue): void | Promise<void>;
  onProgress?(left: number): void;
}

const LONGEST_BACKOFF_MS = 60_000;
const FIRST_BACKOFF_MS = 2_000;

/** What the box said. `isFinal`: it is the box that said so, and the ballot is counted or will never be. */
interface Heard {
  answer: BallotAnswer;
  isFinal: boolean;
  /** The box's signature over a counted ballot. */
  receipt: string;
}

const UNHEARD: Heard = { answer: 'again', isFinal: false, receipt: '' };

/** What seals one rating: the observers' keys, and a secret for this rating alone. */
export interface RatingSeal {
  keys: readonly RsaKey[];
  secret: Uint8Array;
}

/**
 * Text of one ballot, as it goes into an envelope. With a seal the rating can be read by two of three observers, and by nobody else.
 */
export function ballotText(
  survey: string,
  wallet: Wallet,
  slot: number,
  rating: Rating,
  revision = 1,
  seal?: RatingSeal,
): string {
  const credential = castable(wallet, slot);
  if (!credential) throw new CredentialError('wrong_state');
  const { serial, secret, signature } = credential;
  const code = RATING_CODES[rating];
  const choice = seal
    ? { sealed: toBase64Url(sealRating({ survey, slot }, seal.keys, seal.secret, code)) }
    : { rating: code };
  return JSON.stringify({
    survey,
    slot: slotText(slot),
    serial,
    signature,
    ...choice,
    revision: revisionText(revision),
    proof: toBase64Url(proofOf(fromBase64Url(secret), revision)),
  });
}

/**
 * Sends ratings to the box: one request per ballot, in random order, with random pauses, each repeated until the
 * box has counted or refused it. Repeating is safe: the box knows a ballot by its serial. After the close each has one
 * last try: with or without network, from then on nothing on the phone tells how somebody rated.
 */
export class Caster {
  #wallet: Wallet;
  #queue: CastQueue;
  readonly #ports: CasterPorts;
  readonly #closingKeys: readonly RsaKey[];
  #run: Promise<void> | null = null;
  #isStopped = false;

  constructor(wallet: Wallet, queue: CastQueue, ports: CasterPorts) {
    this.#wallet = wallet;
    this.#queue = queue;
    this.#ports = ports;
    this.#closingKeys = (ports.closingKeys ?? []).map(readRsaKey);
  }

  get wallet(): Wallet {
    return this.#wallet;
  }

  get queue(): CastQueue {
    return this.#queue;
  }

  /**
   * Queues ratings, or changes them; the last one counts. Each change is a revision of its own, and of these there are
   * REVISIONS_MAX: a slot that has used them up keeps what it has.
   *
   * @returns slots that cannot be changed any more
   * @throws CredentialError wrong_state for a slot without a credential
   */
  async choose(ratings: Readonly<Record<number, Rating>>): Promise<number[]> {
    const spent: number[] = [];
    // Drawn before the queue is looked at: while this waits, a ballot under way may be settled.
    const drawn = await this.#draw(Object.keys(ratings).length);
    const pending = { ...this.#queue.pending };
    const revisions = { ...this.#queue.revisions };
    const secrets = { ...this.#queue.secrets };
    const refused = { ...this.#queue.refused };
    for (const [at, [slot, rating]] of Object.entries(ratings).entries()) {
      if (!castable(this.#wallet, Number(slot))) throw new CredentialError('wrong_state');
      if (pending[slot] === rating) continue;
      const revision = (revisions[slot] ?? 0) + 1;
      if (revision > REVISIONS_MAX) {
        spent.push(Number(slot));
        continue;
      }
      pending[slot] = rating;
      revisions[slot] = revision;
      const secret = drawn[at];
      if (secret !== undefined) secrets[slot] = secret;
      delete refused[slot];
    }
    this.#queue = { ...this.#queue, pending, revisions, secrets, refused };
    await this.#ports.save(this.#wallet, this.#queue);
    return spent;
  }

  /** Secrets for so many ratings, each for one alone; none where ratings are not sealed. */
  async #draw(ratings: number): Promise<string[]> {
    if (this.#closingKeys.length === 0) return [];
    const bytes = await draw(this.#ports.random, ratings * SECRET_LENGTH);
    return Array.from({ length: ratings }, (_, at) =>
      toBase64Url(bytes.slice(at * SECRET_LENGTH, (at + 1) * SECRET_LENGTH)),
    );
  }

  /** Sends until nothing is left or `stop` is called. A second call joins the first. */
  run(): Promise<void> {
    this.#isStopped = false;
    this.#run ??= this.#sendAll().finally(() => {
      this.#run = null;
    });
    return this.#run;
  }

  /** Ends after the ballot in hand; the rest waits in the queue. */
  stop(): void {
    this.#isStopped = true;
  }

  async #sendAll(): Promise<void> {
    let failures = 0;
    for (;;) {
      const left = Object.keys(this.#queue.pending);
      this.#ports.onProgress?.(left.length);
      if (left.length === 0 || this.#isStopped) return;
      await this.#ports.wait(await this.#pause(failures));
      if (this.#isStopped) return;
      const slot = left[await drawBelow(this.#ports.random, left.length)];
      const rating = slot === undefined ? undefined : this.#queue.pending[slot];
      if (slot === undefined || rating === undefined) continue;
      const heard = await this.#send(Number(slot), rating);
      if (!heard.isFinal && !this.#ports.isOver?.()) failures++;
      else {
        failures = 0;
        await this.#settle(slot, rating, heard);
      }
    }
  }

  async #pause(failures: number): Promise<number> {
    const { min, max } = CAST_PAUSE_MS;
    const pause = min + (await drawBelow(this.#ports.random, max - min + 1));
    if (failures === 0) return pause;
    return pause + Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS << Math.min(failures - 1, 10));
  }

  async #send(slot: number, rating: Rating): Promise<Heard & { revision: number }> {
    const { survey, revisions, secrets } = this.#queue;
    const revision = revisions[slot] ?? 1;
    const secret = fromBase64Url(secrets[slot] ?? '');
    const seal = this.#closingKeys.length > 0 ? { keys: this.#closingKeys, secret } : undefined;
    const text = ballotText(survey, this.#wallet, slot, rating, revision, seal);
    try {
      const { envelopeKey, receiptKey } = this.#ports.keys();
      const to = { kind: 'ballot', survey, key: readRsaKey(envelopeKey) } as const;
      const envelope = await sealEnvelope(to, text, this.#ports.random);
      const reply = await this.#ports.send(envelope.body);
      const sealed = envelope.open(reply);
      if (sealed === null) return { ...heardPlainly(reply), revision };
      const heard = heardIn(sealed);
      const id = serialHash(survey, slot, castable(this.#wallet, slot)?.serial ?? '');
      const receipt = { survey, id, revision, signature: heard.receipt };
      // A box that counts a ballot signs for it; one that does not is asked again.
      if (heard.answer === 'counted' && !isReceiptOf(readRsaKey(receiptKey), receipt))
        return { ...UNHEARD, revision };
      return { ...heard, revision };
    } catch {
      // No network, or no keys yet: the ballot stays queued and is sent again.
      return { ...UNHEARD, revision };
    }
  }

  async #settle(
    slot: string,
    sent: Rating,
    { answer, receipt, revision }: Heard & { revision: number },
  ): Promise<void> {
    const pending = { ...this.#queue.pending };
    const secrets = { ...this.#queue.secrets };
    // The person may have changed the rating while the ballot was under way: then it stays queued.
    if (pending[slot] === sent) {
      delete pending[slot];
      delete secrets[slot];
    }
    if (answer === 'counted') {
      this.#wallet = markCast(this.#wallet, Number(slot));
      const receipts = { ...this.#queue.receipts, [slot]: { revision, signature: receipt } };
      this.#queue = { ...this.#queue, pending, secrets, receipts };
    } else {
      delete pending[slot];
      delete secrets[slot];
      this.#queue = { ...this.#queue, pending, secrets, refused: { ...this.#queue.refused, [slot]: answer } };
    }
    await this.#ports.save(this.#wallet, this.#queue);
  }
}

/** What stood in a sealed answer. */
function heardIn(sealed: string): Heard {
  const value: unknown = JSON.parse(sealed);
  const answer = answerOf(value);
  if (answer === null) return UNHEARD;
  const receipt = isRecord(value) && typeof value.receipt === 'string' ? value.receipt : '';
  return { answer, isFinal: answer !== 'again', receipt };
}

/**
 * An answer in plain words may come from anybody on the way, so it ends nothing. Once the close has come by this phone's
 * clock it is what is left to say: the keys of a sealed box are gone, and it can answer in no other way.
 */
function heardPlainly(reply: string): Heard {
  const answer = answerOf(JSON.parse(reply));
  return answer === null || answer === 'counted' ? UNHEARD : { ...UNHEARD, answer };
}

function answerOf(value: unknown): BallotAnswer | null {
  const code = isRecord(value) ? value.answer : undefined;
  return typeof code === 'string' && isBallotAnswer(code) ? code : null;
}
