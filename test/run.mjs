// `npm test`: types and lint beside every jest project; `npm run test:quick`: beside those that start no process.
// Each test runs once. Closes with "N passed, N failed" alone on a line.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installIfNeeded, root } from '../dev/install.mjs';

installIfNeeded();
const bin = (name) => join(root, 'node_modules', '.bin', name);
const isQuick = process.argv[2] === '--quick';
const jestArgs = process.argv.slice(isQuick ? 3 : 2);
/** What is pure, or needs no more than the simulated page. */
const quickFolders = 'test/(core|view|api(?!/ballots)|component|house)/';
let passed = 0;
let failed = 0;

/** Runs a command and answers its exit code and what it printed. */
function run(command, args, stdio = ['ignore', 'pipe', 'pipe']) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.on('error', reject).on('close', (status) => resolve({ status, output }));
  });
}

/** One check that is a whole command. What it prints is shown at its end, as others run beside it. */
async function check(title, command, args) {
  const started = Date.now();
  const { status, output } = await run(command, args);
  if (status === 0) passed += 1;
  else failed += 1;
  if (output.trim()) console.log(output.trimEnd());
  console.log(`${status === 0 ? '✓' : '✗'} ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

async function checkSources() {
  await check('types', bin('tsc'), ['-p', '.']);
  // Code that runs in a browser has the DOM; the rest must not see it.
  await check('types of the phone', bin('tsc'), ['-p', 'dev/phone']);
  await check('types of component tests', bin('tsc'), ['-p', 'test/component']);
  await check('lint', bin('biome'), ['check', '--error-on-warnings', '.']);
}

/** One run of jest. Without a report it is a failure by itself, as is a test that was not run. */
async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'dialogue-test-'));
  const report = process.env.TEST_REPORT ?? join(folder, 'report.json');
  const chosen = isQuick
    ? ['--selectProjects=node', '--selectProjects=component', `--testPathPatterns=${quickFolders}`]
    : [];
  const { status } = await run(
    bin('jest'),
    ['--json', `--outputFile=${report}`, '--ci', '--maxWorkers=2', ...chosen, ...jestArgs],
    ['ignore', 2, 2],
  );
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    passed += result.numPassedTests;
    failed += result.numFailedTests + result.numRuntimeErrorTestSuites + result.numPendingTests;
    if (status !== 0 && result.success) failed += 1;
  } catch (error) {
    console.error(`jest ended with ${status} and left no report: ${error}`);
    failed += 1;
  }
  rmSync(folder, { recursive: true, force: true });
}

async function buildAndTest() {
  if (!isQuick)
    await check('build', process.execPath, [
      ...['--import', 'tsx', join(root, 'dev', 'build', 'main.ts')],
      ...['--college', join(root, 'dev', 'demo', 'college.json')],
    ]);
  await runTests();
}

await Promise.all([checkSources(), buildAndTest()]);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
