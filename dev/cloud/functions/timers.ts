import type { Clock } from '../clock';
import { CloudError, StartError } from '../errors';
import type { FunctionConfig } from './config';
import { Cron } from './cron';
import type { Gateway } from './gateway';

/**
 * How often one timer fires when the clock is moved a long way. A month has 43,200 minutes; like a service
 * that was down for a while, the cloud then fires at evenly chosen due times, and always at the last.
 */
const maxFirings = 24;
/** The longest a timer of Node sleeps. */
const maxSleepMs = 60_000;

interface Timer {
  name: string;
  trigger: string;
  cron: Cron;
}

/** Fires the functions' timers: by the hour hand, or in order while the clock is being moved. */
export class Timers {
  private readonly timers: Timer[];
  private queue: Promise<void> = Promise.resolve();
  private sleeping: NodeJS.Timeout | undefined;
  private isStopped = false;
  /** While timers are live: up to when what was due has been fired. */
  private firedUntil: number | undefined;

  /** @throws StartError BAD_CONFIG for a timer that cannot be read */
  constructor(
    functions: FunctionConfig[],
    private readonly gateway: Gateway,
    private readonly clock: Clock,
  ) {
    this.timers = functions.flatMap(({ name, timer }) =>
      timer ? [{ name, trigger: timer.name, cron: cronOf(name, timer.cron) }] : [],
    );
  }

  /** Lets timers fire as time passes. */
  live(): void {
    this.firedUntil = this.clock.now();
    this.sleep();
  }

  /**
   * Sets the clock. Forwards, what falls due on the way is fired in order, at its time, and awaited; what a
   * function throws is on its log. Backwards nothing fires.
   */
  moveTo(target: number): Promise<void> {
    return this.serially(async () => {
      for (const { at, timer } of this.due(this.firedUntil ?? this.clock.now(), target)) {
        if (this.isStopped) return;
        this.clock.move(at);
        await this.fire(timer, at);
      }
      if (this.isStopped) return;
      this.clock.move(target);
      if (this.firedUntil === undefined) return;
      this.firedUntil = target;
      clearTimeout(this.sleeping);
      this.sleep();
    });
  }

  /** Fires one function's timer now. @throws CloudError what the function throws, or FUNCTION_NOT_FOUND */
  async tick(name: string): Promise<unknown> {
    const timer = this.timers.find((one) => one.name === name);
    if (!timer) throw new CloudError('FUNCTION_NOT_FOUND', `the function ${name} has no timer`);
    return this.invoke(timer, this.clock.now());
  }

  /** Fires nothing from now on. */
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.sleeping);
  }

  /** Resolves when what was being fired has ended. */
  settled(): Promise<void> {
    return this.queue;
  }

  private due(from: number, to: number): { at: number; timer: Timer }[] {
    const firings = this.timers.flatMap((timer) => {
      const times: number[] = [];
      for (let at = timer.cron.next(from); at !== undefined && at <= to; at = timer.cron.next(at))
        times.push(at);
      return thinned(times).map((at) => ({ at, timer }));
    });
    return firings.sort((a, b) => a.at - b.at);
  }

  private sleep(): void {
    const since = this.firedUntil;
    if (since === undefined || this.isStopped || this.timers.length === 0) return;
    const next = Math.min(...this.timers.map((timer) => timer.cron.next(since) ?? Number.POSITIVE_INFINITY));
    const wait = Math.max(0, Math.min(next - this.clock.now(), maxSleepMs));
    this.sleeping = setTimeout(() => {
      void this.serially(async () => {
        const now = this.clock.now();
        for (const { at, timer } of this.due(this.firedUntil ?? now, now)) await this.fire(timer, at);
        this.firedUntil = Math.max(now, this.firedUntil ?? now);
        this.sleep();
      });
    }, wait);
  }

  private serially(run: () => Promise<void>): Promise<void> {
    const done = this.queue.then(run);
    this.queue = done.catch(() => undefined); // the caller has it; the next in line must not
    return done;
  }

  private async fire(timer: Timer, at: number): Promise<void> {
    if (this.isStopped) return;
    try {
      await this.invoke(timer, at);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      this.gateway.log({
        functionName: timer.name,
        requestId: undefined,
        stream: 'stderr',
        text: `timer: ${error.message}`,
      });
    }
    if (!this.isStopped) await this.clock.timersFired();
  }

  private invoke(timer: Timer, at: number): Promise<unknown> {
    const event = {
      Type: 'Timer',
      TriggerName: timer.trigger,
      Time: new Date(at).toISOString(),
      Message: '',
    };
    return this.gateway.invoke(timer.name, event, { source: 'timer' });
  }
}

function thinned(times: number[]): number[] {
  if (times.length <= maxFirings) return times;
  return Array.from(
    { length: maxFirings },
    (_, i) => times[Math.ceil(((i + 1) * times.length) / maxFirings) - 1] ?? 0,
  );
}

function cronOf(name: string, text: string): Cron {
  try {
    return new Cron(text);
  } catch (error) {
    throw new StartError(
      'BAD_CONFIG',
      `The timer of the function ${name} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}
