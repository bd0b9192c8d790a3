// npm run fuzz [-- --inputs N --seed N --only case.note]
// Gives every action inputs made from its schema: none is answered `internal`, none takes long, no log holds a word.
import { parseArgs } from 'node:util';
import { contract } from '../../cloudfunctions/contract';
import { exitWith } from '../exit-with';
import { seedOf, withScenes } from '../scenes/prepared';
import { fuzz } from './fuzz';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '100000' },
      seed: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const seed = seedOf(values.seed);
  console.log(`seed ${seed}`);
  const { tried, internal, slow, logged, reached, longestMs } = await withScenes(
    ({ options, folder, ...scenes }) =>
      fuzz(scenes, {
        ...options,
        folder,
        seed,
        inputs: Number(values.inputs),
        only: (action) => values.only === undefined || values.only === action,
      }),
  );
  for (const input of internal) console.log(`internal: ${input}`);
  for (const input of slow) console.log(`slow: ${input}`);
  for (const line of logged) console.log(`in a log: ${line}`);
  console.log(`${reached.length} of ${Object.keys(contract).length} actions came past the door`);
  console.log(
    `fuzz.tried ${tried}\nfuzz.internal ${internal.length}\nfuzz.longestMs ${Math.round(longestMs)}`,
  );
  return internal.length + slow.length + logged.length === 0 ? 0 : 1;
}

exitWith(main());
