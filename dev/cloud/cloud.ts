import type { LogLine } from './functions/worker';
import type { HttpEvent } from './http/functions';
import type { State, Warning } from './state';
import type { Notice } from './store/disk';
import type { Document } from './store/value';
import type { Weixin } from './weixin/weixin';
import type { Disturbance } from './wire/faults';
import type { RoundTrips } from './wire/round-trips';

export interface HttpOptions {
  method?: string;
  /** Below the function, with its query: /ballots?session=3 */
  path?: string;
  headers?: HttpEvent['headers'];
  body?: string | Buffer;
}

/** A running local cloud, as a test or a start script holds it. */
export interface Cloud {
  url: string;
  port: number;
  /**
   * What wx.cloud.callFunction does on the phone; `address`: its own, of this machine where none is said.
   * @throws CloudError when the function throws, crashes or is too slow
   */
  call(name: string, data: unknown, options: { openid: string; address?: string }): Promise<unknown>;
  /** Calls an HTTP function, as anybody on the network may. */
  http(
    name: string,
    options?: HttpOptions,
  ): Promise<{ status: number; headers: Record<string, string>; body: string }>;
  clock: {
    now(): number;
    /** Forwards, what timers have due on the way is fired in order and awaited. */
    set(ms: number): Promise<void>;
    advance(ms: number): Promise<void>;
    /** Fires a function's timer now and answers what it returned. @throws CloudError what it throws */
    tick(name: string): Promise<unknown>;
  };
  /** The same as clock.tick. */
  tick(name: string): Promise<unknown>;
  /** All documents of a collection, in the order in which they were made. */
  read(collection: string): Document[];
  /** Inserts many documents at once; an _id is made where there is none. */
  seed(collection: string, documents: readonly object[]): Promise<void>;
  /** The same for very many, batch by batch, into a collection that nobody uses meanwhile: its indexes are built last. */
  load(collection: string, batches: Iterable<readonly object[]>): Promise<void>;
  weixin: Weixin;
  /** From now on this is asked what happens to each request of a function; null: nothing goes wrong any more. */
  disturb(disturbance: Disturbance | null): void;
  countRoundTrips<T>(run: () => Promise<T>): Promise<RoundTrips<T>>;
  /** Every line that functions printed, and the cloud's warnings about them. */
  logs(): LogLine[];
  /** Writes that ran outside the open transaction of their invocation. */
  warnings(): Warning[];
  /** What the one who starts it should be told, e.g. that the last run was killed. */
  notices: readonly Notice[];
  /** Everything the cloud holds; for the bench. */
  state: State;
  stop(): Promise<void>;
}
