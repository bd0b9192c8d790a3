import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { transformSync } from 'esbuild';
import type { FunctionConfig } from './config';
import { type Order, report } from './protocol';

export interface FleetOptions {
  /** So many resting processes are kept for the next cloud; none without it. */
  keeps?: number;
  /** A folder for compiled code, which spares a start most of its work. */
  codeCache?: string;
  /** How many times slower than the service this machine may be: time limits are stretched by it. Default: 1. */
  slowness?: number;
}

type Berth = Pick<FunctionConfig, 'file' | 'memoryMb'>;

/**
 * Starts function processes, and may keep them between two clouds: the next life of a kept process evaluates the module
 * anew (runner.ts), which takes a fraction of a start. A process that something of its last life stays in is not kept.
 */
export class Fleet {
  readonly codeCache: string | undefined;
  readonly slowness: number;
  private readonly keeps: number;
  private readonly resting: { berth: string; child: ChildProcess }[] = [];
  private runner: string | undefined;

  constructor({ keeps = 0, codeCache, slowness = 1 }: FleetOptions = {}) {
    this.keeps = keeps;
    this.slowness = slowness;
    this.codeCache = codeCache;
    if (codeCache) mkdirSync(codeCache, { recursive: true });
  }

  /** A process for that function, about to load its module. */
  take(config: Berth): ChildProcess {
    const kept = this.resting.find(({ berth, child }) => berth === berthOf(config) && isAlive(child));
    if (!kept) return this.start(config);
    this.resting.splice(this.resting.indexOf(kept), 1);
    holdOpen(kept.child, true);
    return kept.child;
  }

  /** Ends the life of a process that rests. Answers whether the process may be kept: nothing of that life is left. */
  async retire(child: ChildProcess): Promise<boolean> {
    return this.keeps > 0 && isAlive(child) && hasRetired(child);
  }

  /** Keeps a retired process for the next that takes one; nobody listens to it any more. */
  async keep(config: Berth, child: ChildProcess): Promise<void> {
    holdOpen(child, false);
    this.resting.push({ berth: berthOf(config), child });
    const oldest = this.resting.length > this.keeps ? this.resting.shift() : undefined;
    if (oldest) await end(oldest.child);
  }

  /** Ends what is kept. */
  async close(): Promise<void> {
    await Promise.all(this.resting.splice(0).map(({ child }) => end(child)));
    if (this.runner) rmSync(path.dirname(this.runner), { recursive: true, force: true });
    this.runner = undefined;
  }

  private start({ memoryMb }: Berth): ChildProcess {
    this.runner ??= compileRunner();
    return fork(this.runner, [], {
      env: { TZ: 'UTC' },
      execArgv: [`--max-old-space-size=${memoryMb}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      cwd: tmpdir(),
    });
  }
}

const berthOf = ({ file, memoryMb }: Berth) => `${memoryMb} ${file}`;

const isAlive = ({ exitCode, signalCode, connected }: ChildProcess) =>
  exitCode === null && signalCode === null && connected;

/** Whether this program stays for the sake of the process. A process that rests ends with the program. */
function holdOpen(child: ChildProcess, isNeeded: boolean): void {
  const turn = isNeeded ? 'ref' : 'unref';
  child[turn]();
  child.channel?.[turn]();
  for (const stream of [child.stdout, child.stderr]) if (stream instanceof Socket) stream[turn]();
}

async function hasRetired(child: ChildProcess): Promise<boolean> {
  const isRetired = await new Promise<boolean>((resolve) => {
    const hear = (message: unknown) => settle(report.parse(message).kind === 'retired');
    const gone = () => settle(false);
    const settle = (isRetired: boolean) => {
      child.off('message', hear).off('exit', gone);
      resolve(isRetired);
    };
    child.on('message', hear).on('exit', gone);
    const order: Order = { kind: 'retire' };
    child.send(order);
  });
  // What it printed before is in the pipe by now, and read in this round.
  await setImmediate();
  return isRetired;
}

/** Resolves when the process is gone. */
export function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  holdOpen(child, true);
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function compileRunner(): string {
  const source = path.join(__dirname, 'runner.ts');
  const { code } = transformSync(readFileSync(source, 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    target: 'node20',
  });
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'function-runner-')), 'runner.cjs');
  writeFileSync(file, code);
  return file;
}
