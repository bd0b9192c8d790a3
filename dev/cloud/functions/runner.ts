/**
 * The inside of a function process, as the real runtime behaves: the module is loaded once, each invocation
 * puts its caller into process.env, and one invocation runs at a time. Compiled to one file when the cloud
 * starts; imports nothing of the cloud but types.
 *
 * A process may live several lives, one after the other: each has its own variables and evaluates the module anew, so
 * that nothing a module knew reaches the next life, as in a new process. Only compiled code is kept.
 */
import { createHash } from 'node:crypto';
import dns from 'node:dns';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { getHeapStatistics } from 'node:v8';
import vm from 'node:vm';
import type { Job, Order, Report } from './protocol';

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

/** The vendor's hosts. Nothing that runs here has business there; an SDK that does not know our address would go. */
const REAL_HOSTS =
  /(^|\.)(tencentcloudapi\.com|tencentyun\.com|myqcloud\.com|qcloud\.la|tcloudbase\.com|tcloudbasegateway\.com|weixin\.qq\.com)$/i;

const reallyLookUp = dns.lookup;
Reflect.set(dns, 'lookup', (host: string, ...rest: unknown[]) => {
  if (!REAL_HOSTS.test(host)) return Reflect.apply(reallyLookUp, dns, [host, ...rest]);
  const answer = rest.at(-1);
  const error = new Error(`the local cloud refuses the real host ${host}`);
  console.error(error.message);
  if (typeof answer === 'function') process.nextTick(() => Reflect.apply(answer, undefined, [error]));
});

/** As the service starts a function: its own folder is where it stands and where modules are looked for by name. */
function standIn(folder: string): void {
  process.chdir(folder);
  process.env.NODE_PATH = folder;
  const readPaths: unknown = Reflect.get(Module, '_initPaths');
  if (typeof readPaths === 'function') Reflect.apply(readPaths, Module, []);
}

function say(message: Report): void {
  process.send?.(message);
}

function describe(error: unknown): { message: string; stack?: string } {
  if (error instanceof Error) return { message: `${error.name}: ${error.message}`, stack: error.stack };
  return { message: typeof error === 'object' ? JSON.stringify(error) : String(error) };
}

type Main = (event: unknown, context: unknown) => unknown;

/** The compiled module; kept from life to life. */
let compiled: { file: string; script: vm.Script; cache: string | undefined } | undefined;

/** V8 takes cached code for any source of the same length, so the name of the cache says which source it is. */
function compile(file: string, codeCache: string | undefined): vm.Script {
  if (compiled?.file === file) return compiled.script;
  const source = Module.wrap(readFileSync(file, 'utf8'));
  const cache = codeCache && path.join(codeCache, createHash('sha256').update(source).digest('hex'));
  const cachedData = cache && existsSync(cache) ? readFileSync(cache) : undefined;
  const script = new vm.Script(source, { filename: file, cachedData });
  compiled = { file, script, cache: cachedData && !script.cachedDataRejected ? undefined : cache };
  return script;
}

/** Leaves the code as compiled by a whole life, with every function that was used. */
function keepCode(): void {
  if (!compiled?.cache) return;
  const written = `${compiled.cache}.${process.pid}`;
  writeFileSync(written, compiled.script.createCachedData());
  renameSync(written, compiled.cache);
  compiled.cache = undefined;
}

function load(file: string, codeCache: string | undefined): Main {
  if (!process.env.TCB_CONTEXT_CNFG)
    throw new Error('a function process needs TCB_CONTEXT_CNFG: it would reach for the real cloud');
  const module: { exports: unknown } = { exports: {} };
  const evaluate: unknown = compile(file, codeCache).runInThisContext();
  if (typeof evaluate !== 'function') throw new Error(`${file} is no module`);
  Reflect.apply(evaluate, module.exports, [
    module.exports,
    Module.createRequire(file),
    module,
    file,
    path.dirname(file),
  ]);
  const { exports } = module;
  if (
    typeof exports === 'object' &&
    exports !== null &&
    'main' in exports &&
    typeof exports.main === 'function'
  ) {
    const { main } = exports;
    return (event, context) => Reflect.apply(main, exports, [event, context]);
  }
  throw new Error(`${file} exports no main`);
}

async function run(main: Main, job: Job): Promise<void> {
  offsetMs = job.offsetMs;
  for (const key of ownKeys) delete process.env[key];
  ownKeys = Object.keys(job.env);
  Object.assign(process.env, job.env);
  const before = process.cpuUsage();
  try {
    const value = JSON.stringify(await main(job.event, job.context));
    const { user, system } = process.cpuUsage(before);
    say({ kind: 'result', id: job.id, value, cpuMs: (user + system) / 1000 });
  } catch (error) {
    say({ kind: 'error', id: job.id, ...describe(error) });
  }
}

let main: Main | undefined;
const modules = Module.createRequire(__filename).cache;
// Node keeps the connections of its own fetch there from the first use of it.
const ownGlobals = new Set([...Reflect.ownKeys(globalThis), Symbol.for('undici.globalDispatcher.1')]);
const listenersOf = () =>
  process.eventNames().reduce((total, event) => total + process.listenerCount(event), 0);

function begin({ file, env, codeCache }: Extract<Order, { kind: 'load' }>): void {
  for (const key of Object.keys(process.env)) delete process.env[key];
  Object.assign(process.env, env);
  ownKeys = [];
  try {
    standIn(path.dirname(file));
    main = load(file, codeCache);
    say({ kind: 'loaded' });
  } catch (error) {
    say({ kind: 'error', ...describe(error) });
    process.exitCode = 1;
    process.disconnect();
  }
}

/** Whether nothing of this life still waits or listens: no request, timer or module. What it made global is taken away. */
function isClean(): boolean {
  return (
    process.getActiveResourcesInfo().every((kind) => kind === 'PipeWrap') &&
    Reflect.ownKeys(globalThis).every(
      (key) => ownGlobals.has(key) || Reflect.deleteProperty(globalThis, key),
    ) &&
    listenersOf() === ownListeners &&
    Object.keys(modules).every((file) => file === __filename) &&
    process.memoryUsage().heapUsed < getHeapStatistics().heap_size_limit / 2
  );
}

/** What a function left running may end by itself in this time, in ms. */
const farewellMs = 500;

function retire(since = RealDate.now()): void {
  if (isClean()) {
    main = undefined;
    keepCode();
    say({ kind: 'retired' });
  } else if (RealDate.now() - since > farewellMs) process.exit();
  else setTimeout(retire, 10, since).unref();
}

process.on('message', (order: Order) => {
  if (order.kind === 'load') begin(order);
  else if (order.kind === 'retire') retire();
  else if (main) void run(main, order.job);
});
process.on('disconnect', () => process.exit());
const ownListeners = listenersOf();
