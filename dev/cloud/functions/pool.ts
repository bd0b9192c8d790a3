import type { FunctionConfig } from './config';
import type { Job } from './protocol';
import { type LogLine, Worker } from './worker';

/** At most so many processes of one function for calls from outside; later ones wait their turn. */
const maxProcesses = 4;

/**
 * The processes of one function. A call made by another function never waits for a process, because the
 * caller occupies one itself and two waiting for each other would wait for ever: the pool grows instead.
 */
export class Pool {
  private idle: Worker[] = [];
  private readonly all = new Set<Worker>();
  private readonly waiting: ((worker: Worker) => void)[] = [];
  private isStopped = false;

  constructor(
    private readonly config: FunctionConfig,
    private readonly runner: string,
    private readonly env: Record<string, string>,
    private readonly log: (line: LogLine) => void,
  ) {}

  async run(job: Job, isNested: boolean): Promise<unknown> {
    const worker = await this.take(isNested);
    try {
      return await worker.run(job);
    } finally {
      this.giveBack(worker);
    }
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all([...this.all].map((worker) => worker.stop()));
  }

  private take(isNested: boolean): Worker | Promise<Worker> {
    const worker = this.idle.pop();
    if (worker) return worker;
    if (isNested || this.all.size < maxProcesses) return this.spawn();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private spawn(): Worker {
    const worker = new Worker(this.config, this.runner, this.env, this.log, (dead) => this.bury(dead));
    this.all.add(worker);
    return worker;
  }

  private giveBack(worker: Worker): void {
    if (this.isStopped) return;
    if (worker.isDead) {
      this.bury(worker);
      return;
    }
    const next = this.waiting.shift();
    if (next) next(worker);
    else this.idle.push(worker);
  }

  /** Takes a dead process out and gives its place to the next in line. */
  private bury(worker: Worker): void {
    if (!this.all.delete(worker)) return;
    this.idle = this.idle.filter((one) => one !== worker);
    if (this.isStopped) return;
    const next = this.waiting.shift();
    if (next) next(this.spawn());
  }
}
