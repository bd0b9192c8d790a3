import { type ChildProcess, fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { CloudError } from '../errors';
import type { FunctionConfig } from './config';
import { type Job, report } from './protocol';

export interface LogLine {
  functionName: string;
  requestId: string | undefined;
  stream: 'stdout' | 'stderr';
  text: string;
}

/** One process of one function. Takes one job at a time. */
export class Worker {
  private readonly child: ChildProcess;
  private readonly loaded: Promise<void>;
  private current: { job: Job; resolve(value: unknown): void; reject(error: Error): void } | undefined;
  private reason = '';
  isDead = false;

  constructor(
    private readonly config: FunctionConfig,
    runner: string,
    env: Record<string, string>,
    private readonly log: (line: LogLine) => void,
    private readonly died: (worker: Worker) => void,
  ) {
    this.child = fork(runner, [config.file], {
      env,
      execArgv: [`--max-old-space-size=${config.memoryMb}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      cwd: tmpdir(),
    });
    this.listen('stdout');
    this.listen('stderr');
    this.loaded = new Promise((resolve, reject) => {
      this.child.on('message', (message) => {
        const said = report.parse(message);
        if (said.kind === 'loaded') resolve();
        else if (said.id === undefined)
          reject(this.failure(said.kind === 'error' ? said.message : 'unexpected report'));
        else
          this.settle(
            said.kind === 'error' ? this.failure(said.message) : undefined,
            said.kind === 'result' ? said.value : undefined,
          );
      });
      this.child.on('exit', (code, signal) => {
        this.isDead = true;
        const error = this.failure(
          this.reason || `the process ended (${signal ?? code}), perhaps out of its ${config.memoryMb} MB`,
        );
        reject(error);
        this.settle(error, undefined);
        this.died(this);
      });
    });
    this.loaded.catch(() => undefined); // whoever runs a job sees it
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
      }, this.config.timeoutMs);
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
      this.child.send(job);
    });
  }

  /** Resolves when the process is gone. */
  stop(): Promise<void> {
    this.reason = 'the local cloud is stopping';
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.kill('SIGKILL');
    });
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
    createInterface({ input }).on('line', (text) => {
      this.log({ functionName: this.config.name, requestId: this.current?.job.id, stream, text });
    });
  }
}
