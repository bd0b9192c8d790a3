import { CloudError } from '../errors';

const secondMs = 1000;

/**
 * What a plan allows: so many database operations, or calls, in a second, more are refused. By the time of the machine: a clock
 * that a test sets stands still while the operations come.
 */
export class OperationRate {
  private readonly recent: number[] = [];

  /** @param perSecond may be changed while the cloud runs, as a plan is */
  constructor(public perSecond: number | undefined) {}

  /** @throws CloudError EXCEED_RATELIMIT */
  use(): void {
    if (this.perSecond === undefined) return;
    const now = performance.now();
    while ((this.recent[0] ?? now) <= now - secondMs) this.recent.shift();
    if (this.recent.length >= this.perSecond)
      throw new CloudError(
        'EXCEED_RATELIMIT',
        `EXCEED_RATELIMIT: the environment has reached its limit of ${this.perSecond} requests per second`,
      );
    this.recent.push(now);
  }
}
