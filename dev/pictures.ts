import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFunctions } from './build/functions';
import { buildMiniProgram } from './build/miniprogram';
import { startCloud } from './cloud';
import { phones } from './demo/cast';
import { loadDemo } from './demo/load';
import { DEMO_NOW } from './demo/sessions';
import { functionEnvironment, templateTitles } from './environment';
import { startPhone } from './phone';
import { root } from './root';
import { readShots, takeScreenshots } from './screenshots';

/** `npm run pictures`: the pictures of the README, taken from a phone that runs the demo from its first minute. */
async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fpd-pictures-'));
  const functionsDir = join(root, 'dist', 'cloudfunctions');
  const distDir = join(root, 'dist', 'miniprogram');
  await Promise.all([buildFunctions({ out: functionsDir }), buildMiniProgram({ out: distDir })]);
  const databaseDir = join(root, 'cloudfunctions', 'database');
  const env = functionEnvironment(dataDir);
  const cloud = await startCloud({
    dataDir,
    functionsDir,
    databaseDir,
    env,
    now: DEMO_NOW,
    liveTimers: true,
  });
  await loadDemo(cloud);
  const phone = await startPhone({
    cloudUrl: cloud.url,
    distDir,
    people: phones,
    templateTitles: templateTitles(),
  });
  const shots = readShots(readFileSync(join(root, 'docs', 'pictures.json'), 'utf8'));
  for (const file of await takeScreenshots(phone.url, shots, join(root, 'docs', 'images'))) console.log(file);
  await phone.stop();
  await cloud.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

void main();
