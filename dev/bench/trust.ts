import { contract } from '../../cloudfunctions/contract';
import { access } from '../access/access';
import { unreadFields } from '../access/fields';
import { sweep } from '../faults/sweep';
import { fuzz } from '../fuzz/fuzz';
import { withScenes } from '../scenes/prepared';
import { worstTexts } from './worst-texts';

/** A part of each that fits beside the other areas; the commands of the same names do all. */
const SEED = 11;
const FAULTS = { seed: SEED, scenes: 20, faults: 6 };
const INPUTS = 5_000;

/** Faults, access and fuzz by generation, and the longest time that reading one input takes, in milliseconds. */
export async function measure(): Promise<Record<string, number>> {
  return withScenes(async ({ options, folder, ...scenes }) => {
    const within = { ...options, folder };
    const { tried, found } = await sweep(scenes.scenes, { ...within, sample: FAULTS });
    const accessed = await access(scenes, { ...within, seed: SEED });
    const fuzzed = await fuzz(scenes, { ...within, seed: SEED, inputs: INPUTS });
    return {
      'trust.worstTextMs': worstTextMs(),
      'faults.tried': tried,
      'faults.lost': found.length,
      'access.tried': accessed.tried,
      'access.leaks': accessed.leaks.length + unreadFields().length,
      'fuzz.tried': fuzzed.tried,
      'fuzz.internal': fuzzed.internal.length,
    };
  });
}

function worstTextMs(): number {
  let worst = 0;
  for (const { input } of Object.values(contract))
    for (const value of worstTexts(input)) {
      const began = performance.now();
      input.safeParse(value);
      worst = Math.max(worst, performance.now() - began);
    }
  return worst;
}
