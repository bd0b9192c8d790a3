// Everything an observer does, in one file that needs Node and nothing else: `npm run build` bundles it to dist/recount.mjs.
import { isObserverCommand, observerCommand } from '../observer/command';
import { recountCommand } from './command';

const [first = '', ...rest] = process.argv.slice(2);
process.exitCode = isObserverCommand(first)
  ? observerCommand(first, rest)
  : recountCommand(process.argv.slice(2));
