// npm run faults [-- --seed N --scenes N --faults N] [-- --only case.note:3:lost]
// For every command, fails each of its store calls and outgoing requests in each way, repeats the command with its id,
// lets the timer run, and compares the store with the one in which nothing failed.
import { parseArgs } from 'node:util';
import { exitWith } from '../exit-with';
import { seedOf, withScenes } from '../scenes/prepared';
import { type Found, sweep } from './sweep';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      scenes: { type: 'string' },
      faults: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const seed = seedOf(values.seed);
  const isSample = values.scenes !== undefined || values.faults !== undefined;
  const sample = isSample
    ? { seed, scenes: Number(values.scenes ?? 1000), faults: Number(values.faults ?? 1000) }
    : undefined;
  if (sample) console.log(`seed ${seed}`);
  const { tried, found } = await withScenes(({ scenes, options, folder }) =>
    sweep(scenes, {
      ...options,
      folder,
      sample,
      only: values.only,
      hear: ({ name }, count, wrong) => {
        console.log(`${name}: ${count} faults, ${wrong.length} of them wrong`);
        for (const each of wrong) console.log(described(each));
      },
    }),
  );
  console.log(`faults.tried ${tried}\nfaults.lost ${found.length}`);
  return found.length === 0 ? 0 : 1;
}

const described = ({ which, what, wrong }: Found) =>
  [`  ${which} (${what})`, ...wrong.map((line) => `    ${line}`)].join('\n');

exitWith(main());
