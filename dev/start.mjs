// `npm start`: on a plain machine with Node 20 and npm, everything else follows from here.
import { installIfNeeded } from './install.mjs';

installIfNeeded();
const { register } = await import('tsx/esm/api');
register();
const { start } = await import('./main.ts');
await start(process.argv.slice(2));
