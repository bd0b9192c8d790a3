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
const report = join(folder, 'jest.json');
const jest = spawnSync(
  bin('jest'),
  ['--json', `--outputFile=${report}`, '--maxWorkers=2', '--ci', ...process.argv.slice(2)],
  { cwd: root, stdio: ['ignore', 2, 2] },
);
try {
  const result = JSON.parse(readFileSync(report, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests + result.numRuntimeErrorTestSuites + result.numPendingTests;
} catch (error) {
  console.error(`jest ended with ${jest.status} and left no report: ${error}`);
  failed += 1;
}
if (jest.status !== 0 && failed === 0) failed += 1;
rmSync(folder, { recursive: true, force: true });

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
