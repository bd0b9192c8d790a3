import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFunctions } from '../build/functions';
import { type Cloud, startCloud } from '../cloud';
import { functionEnvironment, templateDefinitions } from '../environment';
import { root } from '../root';

/** Lends an empty local cloud with the functions as they are deployed, and takes everything away afterwards. */
export async function onEmptyCloud<T>(work: (cloud: Cloud) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'fpd-simulate-'));
  const functionsDir = join(folder, 'functions');
  const dataDir = join(folder, 'data');
  await buildFunctions({ out: functionsDir });
  const cloud = await startCloud({
    dataDir,
    functionsDir,
    databaseDir: join(root, 'cloudfunctions/database'),
    deploymentFile: join(root, 'cloudbaserc.json'),
    env: functionEnvironment(dataDir),
    templates: templateDefinitions(),
    liveTimers: false,
    powerSafe: false,
  });
  try {
    return await work(cloud);
  } finally {
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
