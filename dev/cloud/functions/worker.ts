import type { ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { CloudError } from '../errors';
import type { FunctionConfig } from './config';
import { end, type Fleet } from './fleet';
import { type Job, type Order, report } from './protocol';

export interface LogLine {
  functionName: string;
  requestId: string | undefined;
  stream: 'stdout' | 'stderr';
  text: string;
}

/** One life of one process of one function. Takes one job at a time. */
export class Worker {
  private readonly child: ChildProcess;
  private readonly lines: Interface[] = [];
  private readonly loaded: Promise<void>;
  private current: { job: Job; resolve(value: unknown): void; reject(error: Error): void } | undefined;
  private reason = '';
  /** Ends listening to the process. */
  private forget: () => void = () => undefined;
  isDead = false;
  /** Processor time of the last job, in milliseconds. */
  cpuMs = 0;

  constructor(
    private readonly config: FunctionConfig,
    private readonly fleet: Fleet,
    env: Record<string, string>,
    private readonly log: (line: LogLine) => void,
    private readonly died: (worker: Worker) => void,
  ) {
    this.child = fleet.take(config);
    this.listen('stdout');
    this.listen('stderr');
    this.loaded = new Promise((resolve, reject) => {
      const hear = (message: unknown) => {
        const said = report.parse(message);
        if (said.kind === 'result') this.cpuMs = said.cpuMs;
        if (said.kind === 'loaded') resolve();
        else if (said.kind === 'retired') return;
        else if (said.id === undefined)
          reject(this.failure(said.kind === 'error' ? said.message : 'unexpected report'));
        else
          this.settle(
            said.kind === 'error' ? this.failure(said.message) : undefined,
            said.kind === 'result' ? said.value : undefined,
          );
      };
      const gone = (code: number | null, signal: string | null) => {
        this.isDead = true;
        const error = this.failure(
          this.reason || `the process ended (${signal ?? code}), perhaps out of its ${config.memoryMb} MB`,
        );
        reject(error);
        this.settle(error, undefined);
        this.died(this);
      };
      this.child.on('message', hear).on('exit', gone);
      this.forget = () => {
        this.child.off('message', hear).off('exit', gone);
        for (const lines of this.lines) lines.close();
      };
    });
    this.loaded.catch(() => undefined); // whoever runs a job sees it
    this.tell({ kind: 'load', file: config.file, env, codeCache: fleet.codeCache });
  }

  /**
   * Runs one job. The time limit counts from when the module has loaded, as the real service counts it.
   * @throws CloudError FUNCTIONS_EXECUTE_FAIL on a throw or a crash, FUNCTIONS_TIME_LIMIT_EXCEEDED on a time-out
   */
  async run(job: Job): Promise<unknown> {
    await this.loaded;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.reason = `Invoking task timed out after ${this.config.timeoutMs / 1000} seconds`;
        this.settle(
          new CloudError('FUNCTIONS_TIME_LIMIT_EXCEEDED', `${this.config.name}: ${this.reason}`),
          undefined,
        );
        this.isDead = true;
        this.child.kill('SIGKILL');
      }, this.config.timeoutMs * this.fleet.slowness);
      const end = () => clearTimeout(timer);
      this.current = {
        job,
        resolve: (value) => {
          end();
          resolve(value);
        },
        reject: (error) => {
          end();
          reject(error);
        },
      };
      this.tell({ kind: 'run', job });
    });
  }

  /** Ends the process in the middle of its job; with an id only in the middle of that one. */
  kill(jobId?: string): void {
    if (jobId !== undefined && this.current?.job.id !== jobId) return;
    this.reason = 'the process was killed';
    this.isDead = true;
    this.child.kill('SIGKILL');
  }

  /** Resolves when the process is gone, or back in a fleet that keeps it. */
  async stop(): Promise<void> {
    this.reason = 'the local cloud is stopping';
    const isIdle = (await this.hasLoaded()) && !this.current && !this.isDead;
    const isRetired = isIdle && (await this.fleet.retire(this.child));
    if (!isRetired) return end(this.child);
    this.forget();
    await this.fleet.keep(this.config, this.child);
  }

  private hasLoaded(): Promise<boolean> {
    return this.loaded.then(
      () => true,
      () => false,
    );
  }

  private tell(order: Order): void {
    // A process that is gone cannot be told; its exit says so to whoever waits.
    this.child.send(order, () => undefined);
  }

  private settle(error: Error | undefined, value: string | undefined): void {
    const current = this.current;
    this.current = undefined;
    if (!current) return;
    if (error) current.reject(error);
    else current.resolve(value === undefined ? null : JSON.parse(value));
  }

  private failure(message: string): CloudError {
    return new CloudError('FUNCTIONS_EXECUTE_FAIL', `${this.config.name}: ${message}`);
  }

  private listen(stream: 'stdout' | 'stderr'): void {
    const input = this.child[stream];
    if (!input) return;
    const lines = createInterface({ input });
    this.lines.push(lines);
    lines.on('line', (text) => {
      this.log({ functionName: this.config.name, requestId: this.current?.job.id, stream, text });
    });
  }
}
