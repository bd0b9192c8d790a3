import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildFunctions } from '../build/functions';
import { startCloud } from '../cloud';
import { loadDemo } from '../demo/load';

const root = path.resolve(__dirname, '../..');
/** Neither the full hour nor a tenth minute, when more is looked through. */
const QUIET = Date.UTC(2026, 10, 24, 2, 13);
const SETTLING_RUNS = 8;

/** `jobs.idleRoundTrips`: what a run of the one-minute timer costs on the demo when nothing is due. */
export async function measure(): Promise<Record<string, number>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fpd-bench-'));
  const functionsDir = path.join(folder, 'functions');
  await buildFunctions({ out: functionsDir });
  const cloud = await startCloud({
    dataDir: path.join(folder, 'data'),
    functionsDir,
    databaseDir: path.join(root, 'cloudfunctions/database'),
    deploymentFile: path.join(root, 'cloudbaserc.json'),
    now: QUIET,
    liveTimers: false,
  });
  try {
    await loadDemo(cloud);
    for (let run = 0; run < SETTLING_RUNS; run++) await cloud.tick('jobs');
    const { count, maxInSequence } = await cloud.countRoundTrips(() => cloud.tick('jobs'));
    return { 'jobs.idleRoundTrips': count, 'jobs.idleInSequence': maxInSequence };
  } finally {
    await cloud.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
