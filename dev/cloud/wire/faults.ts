import type { Gateway } from '../functions/gateway';
import type { Invocation } from '../functions/invocations';

/**
 * What may go wrong with one request that a function makes: the store refuses it; it is done and its answer is lost;
 * the process of the function is killed before it is done, or after.
 */
export type Fault = 'refused' | 'answer_lost' | 'killed_before' | 'killed_after';

/** One request of a function, as whoever disturbs the cloud sees it. */
export interface Disturbed {
  /** The function that asks; undefined for a tool that is no function. */
  functionName: string | undefined;
  /** As in database.getDocument. */
  action: string;
  collection: string | undefined;
}

/** Asked before each request of the SDK: what happens to it, or null when nothing does. */
export type Disturbance = (request: Disturbed) => Fault | null;

/** Cut off without an answer, as when the line breaks or the process is gone. */
export class LostAnswer extends Error {}

/** Lets a test have requests fail on their way. The product knows nothing of it. */
export class Faults {
  disturbance: Disturbance | null = null;

  constructor(private readonly gateway: Gateway) {}

  /**
   * @param refuse what the service answers when it refuses
   * @throws LostAnswer, and what `refuse` makes
   */
  async pass<T>(
    { action, token, collection }: { action: string; token?: string; collection?: string },
    perform: () => Promise<T>,
    refuse: () => Error,
  ): Promise<T> {
    if (this.disturbance === null) return perform();
    const invocation = this.gateway.invocations.byToken(token) ?? this.gateway.invocations.ofTimer();
    const fault = this.disturbance({ functionName: invocation?.functionName, action, collection });
    if (fault === null) return perform();
    if (fault === 'refused') throw refuse();
    if (fault === 'killed_before') return this.kill(invocation);
    await perform();
    if (fault === 'killed_after') return this.kill(invocation);
    throw new LostAnswer();
  }

  private kill(invocation: Invocation | undefined): never {
    if (invocation) this.gateway.kill(invocation);
    throw new LostAnswer();
  }
}
