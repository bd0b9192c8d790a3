import crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Modules } from './modules.mjs';

const ofJest = createRequire(createRequire(import.meta.url).resolve('jest/package.json'));
const { expect } = ofJest('expect');
const { bind } = ofJest('jest-each');
const { ModernFakeTimers } = ofJest('@jest/fake-timers');
const { ModuleMocker } = ofJest('jest-mock');

/**
 * A few examples of each property are enough to notice a fault; here they are run thousands of times over. One with a seed
 * of its own counts on what its examples meet.
 */
const EXAMPLES = 20;
const ofHere = createRequire(import.meta.url)('fast-check');
const fewer = {
  ...ofHere,
  assert: (property, options) =>
    ofHere.assert(
      property,
      options?.seed === undefined
        ? { ...options, numRuns: Math.min(options?.numRuns ?? EXAMPLES, EXAMPLES) }
        : options,
    ),
};
/** RSA keys by kind and turn. Each file gets the same ones whenever it is loaded: making them takes most of its time. */
const keyPairs = new Map();
const cryptoWithKnownKeys = () => {
  let turn = 0;
  const generateKeyPairSync = (...kind) => {
    const name = JSON.stringify([...kind, turn++]);
    const pair = keyPairs.get(name) ?? crypto.generateKeyPairSync(...kind);
    keyPairs.set(name, pair);
    return pair;
  };
  return { ...crypto, generateKeyPairSync };
};
const packagesOfOneFile = () => ({
  'fast-check': { ...fewer, default: fewer, __esModule: true },
  'node:crypto': cryptoWithKnownKeys(),
});

// The phone's clock may be stopped by a test; this one goes on.
const { setTimeout, clearTimeout } = globalThis;
/** Jest's own patience with a test that waits for what never comes. */
const PATIENCE_MS = 5000;

async function inTime(work) {
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('waited too long')), PATIENCE_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const HOOKS = ['beforeAll', 'beforeEach', 'afterEach', 'afterAll'];
const newBlock = (name, parent) => ({
  name,
  parent,
  children: [],
  ...Object.fromEntries(HOOKS.map((hook) => [hook, []])),
});

/**
 * Loads a test file and answers its tests in a tree of blocks, and every source file that it has come by, or null
 * where that may be any. Of Jest's interface it knows what these tests use;
 * anything else fails by name.
 */
export function collect(file) {
  const root = newBlock('', null);
  let open = root;
  const describe = (name, body) => {
    const block = newBlock(name, open);
    open.children.push(block);
    open = block;
    body();
    open = block.parent;
  };
  const test = (name, body) => {
    open.children.push({ name, parent: open, body });
  };
  Object.assign(globalThis, {
    expect,
    describe: Object.assign(describe, { each: bind(describe, false) }),
    ...Object.fromEntries(
      ['test', 'it'].map((name) => [name, Object.assign(test, { each: bind(test, false) })]),
    ),
    ...Object.fromEntries(HOOKS.map((hook) => [hook, (body) => void open[hook].push(body)])),
  });
  const timers = new ModernFakeTimers({ config: { fakeTimers: {} }, global: globalThis });
  const mocker = new ModuleMocker(globalThis);
  const modules = new Modules(
    (require) => ({
      spyOn: (object, method) => mocker.spyOn(object, method),
      setTimeout: () => undefined,
      resetModules: () => modules.forget(),
      isolateModules: (run) => modules.isolate(run),
      requireActual: require,
      useFakeTimers: (options) => timers.useFakeTimers(options),
      useRealTimers: () => timers.useRealTimers(),
      setSystemTime: (now) => timers.setSystemTime(now),
      clearAllTimers: () => timers.clearAllTimers(),
      advanceTimersByTimeAsync: (milliseconds) => timers.advanceTimersByTimeAsync(milliseconds),
    }),
    packagesOfOneFile(),
  );
  modules.load(file);
  // What is loaded anew for every test is not known beforehand.
  const isFresh = /\b(requireActual|isolateModules)\b/.test(readFileSync(file, 'utf8'));
  return { root, sources: isFresh ? null : modules.files() };
}

/** Names of the tests in a tree, each once, and their tests. */
export function named(root, file) {
  const tests = new Map();
  const walk = (block, before) => {
    for (const child of block.children) {
      const name = `${before} ${child.name}`;
      if (child.children) walk(child, name);
      else {
        let id = name;
        for (let twin = 2; tests.has(id); twin += 1) id = `${name} #${twin}`;
        tests.set(id, child);
      }
    }
  };
  walk(root, file);
  return tests;
}

/**
 * Runs the tests of a tree that are `wanted` (test to id), with the hooks around them, and tells of each how it ended:
 * `done(id, error)`, whose answer false ends the run.
 */
export async function runTests(root, wanted, { start, done }) {
  const hasWanted = (block) =>
    block.children.some((child) => (child.children ? hasWanted(child) : wanted.has(child)));
  const fail = (block, error) =>
    block.children.every((child) =>
      child.children ? fail(child, error) : !wanted.has(child) || done(wanted.get(child), error),
    );
  const runBlock = async (block) => {
    if (!hasWanted(block)) return true;
    try {
      for (const hook of block.beforeAll) await hook();
    } catch (error) {
      return fail(block, error);
    }
    for (const child of block.children) {
      const goesOn = child.children ? await runBlock(child) : !wanted.has(child) || (await runTest(child));
      if (!goesOn) return false;
    }
    for (const hook of block.afterAll) await hook();
    return true;
  };
  const runTest = async (test) => {
    const around = [];
    for (let block = test.parent; block; block = block.parent) around.unshift(block);
    start(wanted.get(test));
    let failure = null;
    const attempt = async (bodies) => {
      try {
        for (const body of bodies) await inTime(body());
      } catch (error) {
        failure ??= { error };
      }
    };
    await attempt([...around.flatMap(({ beforeEach }) => beforeEach), test.body]);
    await attempt(around.reverse().flatMap(({ afterEach }) => afterEach));
    return done(wanted.get(test), failure && (failure.error ?? new Error('thrown: nothing')));
  };
  await runBlock(root);
}
