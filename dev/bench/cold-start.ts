import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildFunctions, functionNames } from '../build/functions';
import { median } from './scratch';

const ROUNDS = 9;

/** In a process of its own: reads the function's one file and gives it a call that ends without any answer from outside. */
const coldCall = `
const [, file] = process.argv;
const before = process.cpuUsage();
const { main } = require(file);
const report = () => {
  const { user, system } = process.cpuUsage(before);
  process.stdout.write('\\n' + (user + system) / 1000);
  process.exit();
};
process.on('unhandledRejection', report);
main({ httpMethod: 'PUT', path: '/' }, {}).then(report, report);
`;

const run = promisify(execFile);

/**
 * What the first call of a new process costs, by function: bytes of the file, `ms` of processor time from reading it
 * to the answer (median), the quickest and the slowest of all rounds, and how many times as much as the cheapest
 * function. Processor time, as other processes on the machine do not count there; the functions take turns.
 */
export async function measure(): Promise<Record<string, number>> {
  const out = mkdtempSync(path.join(tmpdir(), 'bench-cold-'));
  try {
    await buildFunctions({ out });
    const files = (await functionNames()).map((name) => ({
      name,
      file: path.join(out, name, 'index.js'),
      took: [] as number[],
    }));
    for (let round = 0; round < ROUNDS; round++)
      for (const { file, took } of files) {
        const { stdout } = await run(process.execPath, ['-e', coldCall, file]);
        // What the function logs comes before it.
        took.push(Number(stdout.split('\n').at(-1)));
      }
    const least = Math.min(...files.map(({ took }) => median(took)));
    return Object.fromEntries(
      files.flatMap(({ name, file, took }) =>
        Object.entries({
          bytes: statSync(file).size,
          ms: median(took),
          quickestMs: Math.min(...took),
          slowestMs: Math.max(...took),
          ratio: median(took) / least,
        }).map(([figure, value]) => [`coldStart.${name}.${figure}`, value]),
      ),
    );
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
