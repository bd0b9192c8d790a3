import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildFunctions } from '../build/functions';
import { startCloud } from '../cloud';
import { loadDemo } from '../demo/load';

const root = path.resolve(__dirname, '../..');

/** `memory.residentMb`: the local cloud's own process with the demo history, after everything in it was read once. */
export async function measure(): Promise<Record<string, number>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const functionsDir = path.join(folder, 'functions');
  await buildFunctions({ out: functionsDir });
  const cloud = await startCloud({
    dataDir: path.join(folder, 'data'),
    functionsDir,
    databaseDir: path.join(root, 'cloudfunctions', 'database'),
    liveTimers: false,
  });
  try {
    await loadDemo(cloud);
    const documents = cloud.state.store.names().reduce((sum, name) => sum + cloud.read(name).length, 0);
    return { 'memory.residentMb': process.memoryUsage().rss / 1e6, 'memory.documents': documents };
  } finally {
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
