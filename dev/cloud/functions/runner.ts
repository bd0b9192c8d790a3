/**
 * The inside of a function process, as the real runtime behaves: the module is loaded once, each invocation
 * puts its caller into process.env, and one invocation runs at a time. Compiled to one file when the cloud
 * starts; imports nothing of the cloud but types.
 */
import type { Job, Report } from './protocol';

const RealDate = Date;
let offsetMs = 0;
let ownKeys: string[] = [];

/** The function's time is the cloud's time. The proxy keeps `instanceof` and `Date()` as they are. */
globalThis.Date = new Proxy(RealDate, {
  construct: (target, parameters, newTarget) =>
    Reflect.construct(target, parameters.length === 0 ? [RealDate.now() + offsetMs] : parameters, newTarget),
  apply: () => new RealDate(RealDate.now() + offsetMs).toString(),
  get: (target, key, receiver) =>
    key === 'now' ? () => RealDate.now() + offsetMs : Reflect.get(target, key, receiver),
});
Object.defineProperty(RealDate.prototype, 'constructor', {
  value: globalThis.Date,
  writable: true,
  configurable: true,
});

if (!process.env.TCB_CONTEXT_CNFG)
  throw new Error('a function process needs TCB_CONTEXT_CNFG: it would reach for the real cloud');

function say(message: Report): void {
  process.send?.(message);
}

function describe(error: unknown): { message: string; stack?: string } {
  if (error instanceof Error) return { message: `${error.name}: ${error.message}`, stack: error.stack };
  return { message: typeof error === 'object' ? JSON.stringify(error) : String(error) };
}

type Main = (event: unknown, context: unknown) => unknown;

function load(file: string | undefined): Main {
  if (!file) throw new Error('no function file given');
  const module: unknown = require(file);
  if (
    typeof module === 'object' &&
    module !== null &&
    'main' in module &&
    typeof module.main === 'function'
  ) {
    const { main } = module;
    return (event, context) => Reflect.apply(main, module, [event, context]);
  }
  throw new Error(`${file} exports no main`);
}

async function run(main: Main, job: Job): Promise<void> {
  offsetMs = job.offsetMs;
  for (const key of ownKeys) delete process.env[key];
  ownKeys = Object.keys(job.env);
  Object.assign(process.env, job.env);
  try {
    const value = JSON.stringify(await main(job.event, job.context));
    say({ kind: 'result', id: job.id, value });
  } catch (error) {
    say({ kind: 'error', id: job.id, ...describe(error) });
  }
}

try {
  const main = load(process.argv[2]);
  process.on('message', (job: Job) => void run(main, job));
  say({ kind: 'loaded' });
} catch (error) {
  say({ kind: 'error', ...describe(error) });
  process.exitCode = 1;
  process.disconnect();
}
process.on('disconnect', () => process.exit());
