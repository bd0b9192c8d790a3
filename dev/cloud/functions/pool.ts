import { CloudError } from '../errors';
import type { FunctionConfig } from './config';
import type { Fleet } from './fleet';
import type { Job } from './protocol';
import { type LogLine, Worker } from './worker';

/**
 * The processes of one function. A call made by another function never waits for its turn, because the caller
 * occupies a process itself and two waiting for each other would wait for ever: the pool grows instead.
 */
export class Pool {
  private idle: Worker[] = [];
  private readonly all = new Set<Worker>();
  private readonly waiting: (() => void)[] = [];
  private outside = 0;
  private isStopped = false;
  /** The most processor time that one job took, in milliseconds. */
  mostCpuMs = 0;

  constructor(
    private readonly config: FunctionConfig,
    private readonly fleet: Fleet,
    private readonly env: Record<string, string>,
    private readonly log: (line: LogLine) => void,
    /** So many calls from outside run at once; later ones wait their turn. */
    private readonly instances: number,
  ) {}

  async run(job: Job, isNested: boolean): Promise<unknown> {
    if (isNested) return this.runNow(job);
    if (this.outside >= this.instances) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.outside++;
    try {
      return await this.runNow(job);
    } finally {
      const next = this.waiting.shift(); // the turn is handed on, so the count stays
      if (next) next();
      else this.outside--;
    }
  }

  killRunning(): void {
    for (const worker of this.all) if (!this.idle.includes(worker)) worker.kill();
  }

  kill(jobId: string): void {
    for (const worker of this.all) worker.kill(jobId);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all([...this.all].map((worker) => worker.stop()));
  }

  private async runNow(job: Job): Promise<unknown> {
    if (this.isStopped) throw new CloudError('FUNCTIONS_EXECUTE_FAIL', 'the local cloud is stopping');
    const worker = this.idle.pop() ?? this.spawn();
    try {
      return await worker.run(job);
    } finally {
      this.mostCpuMs = Math.max(this.mostCpuMs, worker.cpuMs);
      if (!worker.isDead) this.idle.push(worker);
    }
  }

  private spawn(): Worker {
    const worker = new Worker(this.config, this.fleet, this.env, this.log, (dead) => this.bury(dead));
    this.all.add(worker);
    return worker;
  }

  private bury(worker: Worker): void {
    this.all.delete(worker);
    this.idle = this.idle.filter((one) => one !== worker);
  }
}
