import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { collect, named, runTests } from './collect.mjs';

/** These start the product, other processes or a browser. */
const LEFT_OUT = [
  'core/domain-doc',
  'api/ballots',
  'ballot/box',
  'ballot/boundary',
  'ballot/recount-command',
];

/**
 * Stryker calls it an endless loop when a mutant is met a hundred times as often as in all tests together, which takes
 * minutes where deadlines count days. Here each test has five times its own count, and the blink of an eye more.
 */
const patience = (met) => 5 * met + 2000;
/** Code that keeps things between two calls: what one of its mutants has left there would befall the next mutant. */
const STATEFUL = ['miniprogram/', 'cloudfunctions/core/rules/calendar.ts'];

/**
 * How often each test meets each mutant, and what each test file comes by: written by the process of the first run, for
 * the others too.
 */
const MET = 'met.json';

/**
 * Runs the tests that start no cloud in Stryker's own process: a mutant costs the milliseconds of its tests, not the
 * start of a test runner. Test files are loaded once; again for a mutant of code that keeps things between two calls.
 */
class PureTests {
  #root = process.cwd();
  #mutants = { mutantCoverage: { static: {}, perTest: {} } };
  #files = new Map();
  /** Milliseconds and finds by test file: the quick ones and those that find much are asked first. */
  #costs = new Map();
  #finds = new Map();
  /** `static` and, by test, `perTest`: how often each mutant is met; null until it is read. */
  #met = null;
  /** Source files by test file; they stay known when the file is loaded anew. */
  #sources = new Map();

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    globalThis.__stryker__ = this.#mutants;
  }

  /** @param files those with mutants: a test that never comes by one of them is left out */
  async dryRun({ files }) {
    const tests = [];
    for (const file of testFiles(this.#root)) {
      // Loading counts as the first test's time: Stryker would add the rest to the patience it has with every mutant.
      let startedAt = performance.now();
      const { root, sources, byId } = this.#load(file);
      if (files && sources && !sources.some((source) => files.includes(source))) continue;
      await runTests(root, inverse(byId), {
        start: (id) => {
          this.#mutants.currentTestId = id;
        },
        done: (id, error) => {
          this.#mutants.currentTestId = undefined;
          const run = {
            id,
            name: id,
            fileName: path.join(this.#root, file),
            timeSpentMs: performance.now() - startedAt,
          };
          startedAt = performance.now();
          tests.push(error ? { ...run, status: 1, failureMessage: textOf(error) } : { ...run, status: 0 });
          return true;
        },
      });
    }
    const met = { ...this.#mutants.mutantCoverage, sources: Object.fromEntries(this.#sources) };
    writeFileSync(path.join(this.#root, MET), JSON.stringify(met));
    return { status: 'complete', tests, mutantCoverage: this.#mutants.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, disableBail, reloadEnvironment, sandboxFileName }) {
    if (this.#met === null) {
      this.#met = JSON.parse(readFileSync(path.join(this.#root, MET), 'utf8'));
      this.#sources = new Map(Object.entries(this.#met.sources));
    }
    const isStateful = STATEFUL.some((place) => sandboxFileName.startsWith(path.join(this.#root, place)));
    const files = testFilter ? filesOf(testFilter) : testFiles(this.#root);
    const run = { id: activeMutant.id, files, disableBail };
    if (isStateful) this.#files.clear();
    // First with what is loaded already, which is quick. What is not noticed that way, but is met while a test file is
    // loaded, may be noticed by what that file makes once.
    const quick = reloadEnvironment
      ? null
      : await this.#runFiles({ ...run, ids: new Set(testFilter), isFresh: false });
    if (isStateful) this.#files.clear();
    if (quick && (quick.status !== 'survived' || !this.#met.static[activeMutant.id])) return quick;
    const knowing = testFiles(this.#root).filter((file) =>
      this.#sources.get(file)?.includes(sandboxFileName),
    );
    return this.#runFiles({ ...run, files: [...new Set([...files, ...knowing])], ids: null, isFresh: true });
  }

  async #runFiles({ id: mutant, files, ids, isFresh, disableBail }) {
    const startCounting = (test) => {
      const { static: loading, perTest } = this.#met;
      this.#mutants.hitLimit = patience((loading[mutant] ?? 0) + (perTest[test]?.[mutant] ?? 0));
      this.#mutants.hitCount = 0;
    };
    const failures = [];
    let count = 0;
    try {
      if (isFresh) this.#files.clear();
      else for (const file of files) this.#load(file);
      this.#mutants.activeMutant = mutant;
      for (const file of files.sort((a, b) => this.#cost(a) - this.#cost(b))) {
        startCounting();
        const { root, byId } = this.#load(file);
        const startedAt = performance.now();
        await runTests(root, inverse(byId, ids), {
          start: startCounting,
          done: (id, error) => {
            count += 1;
            if (error) failures.push({ id, error });
            return !error || disableBail;
          },
        });
        this.#costs.set(file, Math.max(this.#costs.get(file) ?? 0, performance.now() - startedAt));
        if (failures.length > 0) this.#finds.set(file, (this.#finds.get(file) ?? 0) + 1);
        if (failures.length > 0 && !disableBail) break;
      }
    } catch (error) {
      failures.push({ id: 'loading', error });
    } finally {
      this.#mutants.activeMutant = undefined;
      if (isFresh) this.#files.clear();
    }
    if (this.#mutants.hitCount > this.#mutants.hitLimit)
      return { status: 'timeout', reason: `the mutant was met ${this.#mutants.hitCount} times` };
    return failures.length === 0
      ? { status: 'survived', nrOfTests: count }
      : {
          status: 'killed',
          killedBy: failures.map(({ id }) => id),
          failureMessage: textOf(failures[0].error),
          nrOfTests: count,
        };
  }

  #cost(file) {
    return (this.#costs.get(file) ?? 0) / (1 + (this.#finds.get(file) ?? 0));
  }

  #load(file) {
    const known = this.#files.get(file);
    if (known) return known;
    const { root, sources } = collect(path.join(this.#root, file));
    const made = { root, sources, byId: named(root, file) };
    this.#files.set(file, made);
    this.#sources.set(file, sources ?? []);
    return made;
  }
}

const testFiles = (root) =>
  ['core', 'api', 'ballot'].flatMap((folder) =>
    readdirSync(path.join(root, 'test', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => `${folder}/${name}`)
      .filter((name) => !LEFT_OUT.includes(name.replace('.test.ts', '')))
      .map((name) => `test/${name}`)
      .sort(),
  );

/** An id begins with its file. */
const filesOf = (ids) => [
  ...new Set(ids.map((id) => id.slice(0, id.indexOf('.test.ts') + '.test.ts'.length))),
];

const inverse = (byId, ids) =>
  new Map([...byId].flatMap(([id, test]) => (!ids || ids.has(id) ? [[test, id]] : [])));

const textOf = (error) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const factory = () => new PureTests();
factory.inject = [];
export const strykerPlugins = [{ kind: 'TestRunner', name: 'pure', factory }];
