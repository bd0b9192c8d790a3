import { parseArgs } from 'node:util';
import { openDatabase, runCommand } from './database';
import { makeAdmin } from './make-admin';

void runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { another: { type: 'boolean' } },
  });
  const [number] = positionals;
  if (number === undefined) throw new Error('npm run admin -- NUMBER [--another]');
  return makeAdmin(openDatabase(), number, values.another);
});
