// npm run access [-- --seed N]
// Every action by every kind of caller, about their own, others' and absent things, measured by docs/rights.md; and
// every field of an answer that no page reads.
import { parseArgs } from 'node:util';
import { exitWith } from '../exit-with';
import { seedOf, withScenes } from '../scenes/prepared';
import { access } from './access';
import { unreadFields } from './fields';

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { seed: { type: 'string' } } });
  const seed = seedOf(values.seed);
  console.log(`seed ${seed}`);
  const { tried, leaks } = await withScenes(({ options, folder, ...scenes }) =>
    access(scenes, { ...options, folder, seed }),
  );
  const unread = unreadFields();
  for (const leak of leaks) console.log(leak);
  for (const field of unread) console.log(`${field}: no page reads it`);
  console.log(`access.tried ${tried}\naccess.leaks ${leaks.length + unread.length}`);
  return leaks.length + unread.length === 0 ? 0 : 1;
}

exitWith(main());
