// npm run inspect -- --data DIR | --env ID [--repair]
// Checks every invariant over a whole store: 0 when nothing is wrong, 1 when something is, 2 when it cannot be looked at.
import type { Database } from '../college/database';
import { inspect } from './inspect';
import { readOptions, UsageError } from './options';
import { environment, withFolder } from './reach';
import { repair } from './repair';
import { repairReport, report } from './report';

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const work = (database: Database) => run(database, options.isRepairing);
  return 'env' in options ? work(environment(options.env)) : withFolder(options.dataDir, work);
}

async function run(database: Database, isRepairing: boolean): Promise<number> {
  let inspection = await inspect(database);
  if (isRepairing && inspection.findings.some(({ mend }) => mend)) {
    console.log(repairReport(await repair(database, inspection.findings)));
    inspection = await inspect(database);
  }
  console.log(report(inspection));
  return inspection.findings.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof UsageError ? error.message : error);
    process.exitCode = 2;
  },
);
