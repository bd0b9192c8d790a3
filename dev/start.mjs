// `npm start`: on a plain machine with Node 20 and npm, everything else follows from here.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installIfNeeded, root } from './install.mjs';

installIfNeeded();
const child = spawn(
  process.execPath,
  ['--import', 'tsx', join(root, 'dev', 'main.ts'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
// Ctrl-C reaches the child by itself from a terminal; a signal sent to this process alone must be passed on.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
