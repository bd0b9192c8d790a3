import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { contract } from '../../cloudfunctions/contract';
import { fuzz } from '../../dev/fuzz/fuzz';
import { functionOf } from '../../dev/scenes/stage';
import { livedScenes } from '../scenes';
import { chosenSeed } from '../seed';

// A sample of `npm run fuzz`: two thousand inputs over all actions, function by function.
const EACH = Math.ceil(2_000 / Object.keys(contract).length);
const functions = [...new Set(Object.keys(contract).map(functionOf))];
const seed = chosenSeed('fuzz');
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'fuzz-'));
  await livedScenes();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(functions)(
  'no input of %s is answered internal, takes two seconds or leaves a word in a log; most come past the door',
  async (name) => {
    const { options, ...scenes } = await livedScenes();
    const actions = Object.keys(contract).filter((action) => functionOf(action) === name);
    const { tried, internal, slow, logged, reached } = await fuzz(scenes, {
      ...options,
      folder,
      seed,
      inputs: EACH * actions.length,
      only: (action) => functionOf(action) === name,
    });
    expect({ internal, slow, logged }).toEqual({ internal: [], slow: [], logged: [] });
    expect(tried).toBe(EACH * actions.length);
    expect(reached.length / actions.length).toBeGreaterThanOrEqual(0.8);
  },
);
