import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildFunctions } from '../build/functions';
import { startCloud } from '../cloud';
import { loadDemo } from '../demo/load';
import { DEMO_NOW } from '../demo/sessions';

const root = path.resolve(__dirname, '../..');
const VIEWS = 10_000;
/** As many readers are served at once; each has an instance of the function, which reads for itself. */
const AT_ONCE = 4;
const PAGES = [
  '/',
  '/sessions',
  '/sessions/15',
  '/cases',
  '/cards',
  '/commitments',
  '/departments',
  '/rules',
];

/**
 * `portal.readsPer10000Views`: what ten thousand readers of the first page cost the database.
 * `portal.htmlBytes`: the largest page of the demo.
 */
export async function measure(): Promise<Record<string, number>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fpd-bench-'));
  const functionsDir = path.join(folder, 'functions');
  await buildFunctions({ out: functionsDir });
  const cloud = await startCloud({
    dataDir: path.join(folder, 'data'),
    functionsDir,
    databaseDir: path.join(root, 'cloudfunctions/database'),
    now: DEMO_NOW,
    liveTimers: false,
  });
  try {
    await loadDemo(cloud);
    let bytes = 0;
    for (const page of PAGES)
      bytes = Math.max(bytes, Buffer.byteLength((await cloud.http('portal', { path: page })).body));
    const readMany = async () => {
      for (let view = 0; view < VIEWS / AT_ONCE; view++) await cloud.http('portal', { path: '/' });
    };
    const { count } = await cloud.countRoundTrips(() =>
      Promise.all(Array.from({ length: AT_ONCE }, readMany)),
    );
    return { 'portal.readsPer10000Views': count, 'portal.htmlBytes': bytes };
  } finally {
    await cloud.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
