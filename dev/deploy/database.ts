import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readSchema } from '../cloud/store/schema';
import { asShell, databaseCommands } from './commands';

const schema = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../cloudfunctions/database');

/**
 * Collections, indexes and rules of an environment from the files that the local cloud obeys too. Prints the commands;
 * with --run it gives them to the `tcb` that is installed and logged in.
 */
function main(): void {
  const { values } = parseArgs({
    options: { env: { type: 'string', short: 'e' }, run: { type: 'boolean' } },
  });
  if (!values.env) throw new Error('node --import tsx dev/deploy/database.ts -e ENV_ID [--run]');
  for (const { command, mayFail } of databaseCommands(readSchema(schema), values.env)) {
    console.log(asShell(command));
    if (!values.run) continue;
    const [program, ...words] = command;
    const { status, error } = spawnSync(program, words, { stdio: 'inherit' });
    if (error) throw error;
    if (status !== 0 && !mayFail) throw new Error(`${program} ended with ${status}`);
  }
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
