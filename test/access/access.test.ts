import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { contract } from '../../cloudfunctions/contract';
import { access } from '../../dev/access/access';
import { unreadFields } from '../../dev/access/fields';
import { rightsPage } from '../../dev/access/rights-page';
import { chance } from '../../dev/demo/chance';
import { livedScenes } from '../scenes';
import { chosenSeed } from '../seed';

// A sample of `npm run access`, which asks by every action.
const PART = 0.4;

beforeAll(async () => {
  await livedScenes();
});

test('nobody does or reads by any action what docs/rights.md and the things themselves keep from them', async () => {
  const { options, ...scenes } = await livedScenes();
  const folder = mkdtempSync(path.join(tmpdir(), 'access-'));
  try {
    const seed = chosenSeed('access');
    const random = chance(seed);
    const { tried, leaks } = await access(scenes, { ...options, folder, seed, only: () => random() < PART });
    expect(leaks).toEqual([]);
    expect(tried).toBeGreaterThan(500);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the page of rights names every action of the contract', () => {
  expect([...rightsPage().keys()].sort()).toEqual(Object.keys(contract).sort());
});

test('every field of an answer is read by a page, or said why it is answered', () => {
  expect(unreadFields()).toEqual([]);
});
