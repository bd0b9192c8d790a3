import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { faultsOf, KINDS } from '../../dev/faults/fault';
import { differences } from '../../dev/faults/likeness';
import { Replay } from '../../dev/faults/replay';
import { sweep } from '../../dev/faults/sweep';
import { faultsIn, follow, measureOf } from '../../dev/faults/trial';
import { livedScenes } from '../scenes';
import { chosenSeed } from '../seed';

// A sample of `npm run faults`. What it finds can be tried again by its name: npm run faults -- --only case.note:3:lost
const SCENES = 4;
const FAULTS = 3;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'faults-'));
  await livedScenes();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('whatever request of a command fails, its repeat and the timer leave the store as if nothing had', async () => {
  const { scenes, options } = await livedScenes();
  const seed = chosenSeed('faults');
  const { tried, found } = await sweep(scenes, {
    ...options,
    folder,
    sample: { seed, scenes: SCENES, faults: FAULTS },
  });
  expect(found).toEqual([]);
  expect(tried).toBe(SCENES * FAULTS);
});

test('a change of which one half was lost is noticed', async () => {
  const { scenes, options } = await livedScenes();
  const scene = scenes.find(({ name }) => name === 'account.grantRole');
  if (!scene) throw new Error('no scene grants a role');
  const replay = await Replay.of(scene, path.join(folder, 'half'), options);
  try {
    const measure = await measureOf(replay);
    const course = await follow(replay, null, measure);
    expect(faultsIn(scene, course, measure)).toEqual([]);
    // The role without the line in the audit log.
    const half = new Map(course.store).set('audit', []);
    expect(differences(measure.whole.store, half)).toHaveLength(1);
    expect(faultsIn(scene, { ...course, store: half }, measure)).toHaveLength(1);
    expect(faultsIn(scene, { ...course, repeated: undefined }, measure)).toHaveLength(1);
  } finally {
    await replay.end();
  }
});

test('a change fails in every way, and a question in those that a question has', () => {
  const kinds = (changes: boolean) => faultsOf([{ what: 'it', changes }]).map(({ kind }) => kind);
  expect(kinds(true)).toEqual(Object.keys(KINDS));
  expect(kinds(false)).toEqual(['refused', 'late']);
});
