// `npm run test:soak -- N`: the whole suite N times on a busy machine. Counts by test what failed, and fails on any.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../dev/install.mjs';

const runs = Number(process.argv[2] ?? 10);
if (!Number.isInteger(runs) || runs < 1) {
  console.error('npm run test:soak -- N   (N is a whole number from 1)');
  process.exit(2);
}

/** Burns a processor until this program is gone, however it goes: the pipe to it closes then. */
const burn = `process.stdin.on('end', () => process.exit()).resume();
(function turn() { const end = Date.now() + 50; while (Date.now() < end); setImmediate(turn); })();`;
const burners = Array.from({ length: 4 }, () =>
  spawn(process.execPath, ['-e', burn], { stdio: ['pipe', 'ignore', 'ignore'] }),
);
process.on('exit', () => {
  for (const burner of burners) burner.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const folder = mkdtempSync(join(tmpdir(), 'dialogue-soak-'));
const failures = new Map();
let green = 0;
for (let number = 1; number <= runs; number += 1) {
  const report = join(folder, `${number}.json`);
  const { status } = spawnSync(process.execPath, [join(root, 'test', 'run.mjs'), ...process.argv.slice(3)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TEST_REPORT: report },
  });
  if (status === 0) green += 1;
  const files = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : [];
  for (const { name, status: outcome, assertionResults } of files) {
    const broken = assertionResults.filter((result) => result.status === 'failed');
    const names = broken.map(({ fullName }) => `${name}: ${fullName}`);
    // A file that did not get as far as its tests has no name but its own.
    if (outcome === 'failed' && broken.length === 0) names.push(name);
    for (const failure of names) failures.set(failure, (failures.get(failure) ?? 0) + 1);
  }
  console.log(`run ${number} of ${runs}: ${status === 0 ? 'green' : 'red'}`);
}
rmSync(folder, { recursive: true, force: true });
for (const [name, times] of failures) console.log(`failed ${times} of ${runs} times: ${name}`);
console.log(`${green} of ${runs} runs green`);
process.exit(green === runs ? 0 : 1);
