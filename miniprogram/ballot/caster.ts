import { type BallotAnswer, CAST_PAUSE_MS, isBallotAnswer, slotText } from '../shared/ballot';
import { RATING_CODES, type Rating } from '../shared/rating';
import type { CastQueue } from './cast-queue';
import { CredentialError } from './credential-error';
import { drawBelow, type RandomSource } from './random';
import { castable, markCast, type Wallet } from './wallet';

/** What the caster needs of the world. */
export interface CasterPorts {
  /** Sends one ballot without any account and answers the body of the reply; rejects when the network fails. */
  send(body: string): Promise<string>;
  random: RandomSource;
  wait(milliseconds: number): Promise<void>;
  /** Has the close come, by this phone's clock? What does not get through then is forgotten. Default: never. */
  isOver?(): boolean;
  /** Called after every change, before anything else happens. */
  save(wallet: Wallet, queue: CastQueue): void | Promise<void>;
  onProgress?(left: number): void;
}

const LONGEST_BACKOFF_MS = 60_000;
const FIRST_BACKOFF_MS = 2_000;

/** Text of one ballot. All texts of one survey have the same length, whatever the question and the rating. */
export function ballotText(survey: string, wallet: Wallet, slot: number, rating: Rating): string {
  const held = castable(wallet, slot);
  if (!held) throw new CredentialError('wrong_state');
  const { serial, signature } = held;
  return JSON.stringify({ survey, slot: slotText(slot), serial, signature, rating: RATING_CODES[rating] });
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
  #run: Promise<void> | null = null;
  #isStopped = false;

  constructor(wallet: Wallet, queue: CastQueue, ports: CasterPorts) {
    this.#wallet = wallet;
    this.#queue = queue;
    this.#ports = ports;
  }

  get wallet(): Wallet {
    return this.#wallet;
  }

  get queue(): CastQueue {
    return this.#queue;
  }

  /** Queues ratings, or changes them; the last one counts. Throws `wrong_state` for a slot without a credential. */
  async choose(ratings: Readonly<Record<number, Rating>>): Promise<void> {
    const pending = { ...this.#queue.pending };
    const refused = { ...this.#queue.refused };
    for (const [slot, rating] of Object.entries(ratings)) {
      if (!castable(this.#wallet, Number(slot))) throw new CredentialError('wrong_state');
      pending[slot] = rating;
      delete refused[slot];
    }
    this.#queue = { ...this.#queue, pending, refused };
    await this.#ports.save(this.#wallet, this.#queue);
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
      const answer = await this.#send(Number(slot), rating);
      if (answer === 'again' && !this.#ports.isOver?.()) failures++;
      else {
        failures = 0;
        await this.#settle(slot, rating, answer);
      }
    }
  }

  async #pause(failures: number): Promise<number> {
    const { min, max } = CAST_PAUSE_MS;
    const pause = min + (await drawBelow(this.#ports.random, max - min + 1));
    if (failures === 0) return pause;
    return pause + Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS << Math.min(failures - 1, 10));
  }

  async #send(slot: number, rating: Rating): Promise<BallotAnswer> {
    const body = ballotText(this.#queue.survey, this.#wallet, slot, rating);
    try {
      return readAnswer(await this.#ports.send(body));
    } catch {
      // No network, or an answer of something that is not the box: the ballot stays queued and is sent again.
      return 'again';
    }
  }

  async #settle(slot: string, sent: Rating, answer: BallotAnswer): Promise<void> {
    const pending = { ...this.#queue.pending };
    // The person may have changed the rating while the ballot was under way: then it stays queued.
    if (pending[slot] === sent) delete pending[slot];
    if (answer === 'counted') {
      this.#wallet = markCast(this.#wallet, Number(slot));
      this.#queue = { ...this.#queue, pending };
    } else {
      delete pending[slot];
      this.#queue = { ...this.#queue, pending, refused: { ...this.#queue.refused, [slot]: answer } };
    }
    await this.#ports.save(this.#wallet, this.#queue);
  }
}

function readAnswer(body: string): BallotAnswer {
  const value: unknown = JSON.parse(body);
  const code = typeof value === 'object' && value !== null && 'answer' in value ? value.answer : undefined;
  if (typeof code === 'string' && isBallotAnswer(code)) return code;
  throw new SyntaxError('not an answer of the ballot box');
}
