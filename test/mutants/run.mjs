// `npm run mutants`: Stryker, and then its verdict: nine of ten faults noticed, and every other one named in
// survivors.json with the reason why it is equivalent or left. `-- --mutate FILE` measures some files only.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { judge, LEAST } from './judge.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const report = `${root}/dist/mutants.json`;
const stryker = `${root}/node_modules/@stryker-mutator/core/bin/stryker.js`;

rmSync(report, { force: true });
const { status } = spawnSync(process.execPath, [stryker, 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);

const read = (place) => JSON.parse(readFileSync(place, 'utf8'));
const { wings, total, unnamed, gone } = judge(
  read(report).files,
  read(new URL('survivors.json', import.meta.url)),
);
for (const { name, noticed, of } of [...wings, { name: 'all', ...total }])
  console.log(`${name.padEnd(30)} ${noticed} of ${of} noticed, ${((100 * noticed) / of).toFixed(1)} %`);
for (const { file, line, code, becomes } of unnamed)
  console.log(`not noticed and not in survivors.json: ${file}:${line}: ${code} → ${becomes}`);
for (const { file, code, becomes } of gone)
  console.log(`in survivors.json, but noticed: ${file}: ${code} → ${becomes}`);
const isEnough = total.noticed >= LEAST * total.of;
if (!isEnough) console.log(`fewer than ${100 * LEAST} % are noticed`);
process.exit(isEnough && unnamed.length === 0 && gone.length === 0 ? 0 : 1);
