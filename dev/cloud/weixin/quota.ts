import type { Clock } from '../clock';
import { Refusal } from './refusal';

const minute = 60_000;
const day = 86_400_000;

/** A documented limit of calls. @throws Refusal 45009 when it is reached */
export class Quota {
  private windows = new Map<number, { since: number; used: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: { perMinute?: number; perDay?: number },
  ) {}

  use(): void {
    this.take(minute, this.limits.perMinute);
    this.take(day, this.limits.perDay);
  }

  private take(length: number, limit: number | undefined): void {
    if (limit === undefined) return;
    const since = Math.floor(this.clock.now() / length);
    const window = this.windows.get(length);
    const used = window?.since === since ? window.used : 0;
    if (used >= limit) throw new Refusal(45009, 'reach max api daily quota limit');
    this.windows.set(length, { since, used: used + 1 });
  }
}
