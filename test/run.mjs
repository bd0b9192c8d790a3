// `npm test`: types, lint, then every jest project. Closes with "N passed, N failed" alone on a line.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installIfNeeded, root } from '../dev/install.mjs';

installIfNeeded();
const bin = (name) => join(root, 'node_modules', '.bin', name);
let passed = 0;
let failed = 0;

/** One check that is a whole command. */
function check(title, command, args) {
  const started = Date.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) passed += 1;
  else failed += 1;
  console.log(`${status === 0 ? '✓' : '✗'} ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

check('types', bin('tsc'), ['-p', '.']);
// Code that runs in a browser has the DOM; the rest must not see it.
check('types of the phone', bin('tsc'), ['-p', 'dev/phone']);
check('types of component tests', bin('tsc'), ['-p', 'test/component']);
check('lint', bin('biome'), ['check', '--error-on-warnings', '.']);
check('build', process.execPath, ['--import', 'tsx', join(root, 'dev', 'build', 'main.ts')]);

const folder = mkdtempSync(join(tmpdir(), 'dialogue-test-'));

/** One run of jest. Null when it left no report, which is a failure by itself. */
function runJest(name, args) {
  const report = join(folder, `${name}.json`);
  const { status } = spawnSync(bin('jest'), ['--json', `--outputFile=${report}`, '--ci', ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch (error) {
    console.error(`jest ended with ${status} and left no report: ${error}`);
    return null;
  }
}

const failuresOf = (result) =>
  result === null ? 1 : result.numFailedTests + result.numRuntimeErrorTestSuites + result.numPendingTests;

const whole = runJest('whole', ['--maxWorkers=2', ...process.argv.slice(2)]);
const broken = whole?.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name) ?? [];
// Two workers share two cores with browsers and function processes, and a wait for something real can run out. What
// failed is run once more with the machine to itself; the second result counts, and what it took is said.
if (broken.length > 0) {
  console.log(`once more, one by one:\n${broken.join('\n')}`);
  const again = runJest('again', ['--runInBand', '--runTestsByPath', ...broken]);
  const before = whole.testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed').length;
  passed += whole.numPassedTests - before + (again?.numPassedTests ?? 0);
  failed += failuresOf(again);
} else {
  passed += whole?.numPassedTests ?? 0;
  failed += failuresOf(whole);
}
rmSync(folder, { recursive: true, force: true });

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
