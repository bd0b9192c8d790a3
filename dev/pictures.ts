import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './root';
import { readShots, takeScreenshots } from './screenshots';
import { startWorkbench } from './workbench';

/** `npm run pictures`: the pictures of the README, taken from a phone that runs the demo from its first minute. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fpd-pictures-'));
  try {
    const workbench = await startWorkbench({ dataDir: join(folder, 'data') });
    try {
      const shots = readShots(readFileSync(join(root, 'docs', 'pictures.json'), 'utf8'));
      const files = await takeScreenshots(workbench.url, shots, join(root, 'docs', 'images'));
      for (const file of files) console.log(file);
    } finally {
      await workbench.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
