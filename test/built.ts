import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '..');

/**
 * What `build` makes of `sources`, made once for each state of them, in a folder named after it: test files that run
 * side by side share one build and never see half of one. Nobody may write into the folder.
 */
export async function built(
  name: string,
  sources: readonly string[],
  build: (options: { out: string }) => Promise<unknown>,
): Promise<string> {
  const folder = path.join(root, 'dist/test');
  const out = path.join(folder, `${name}-${fingerprint(sources.map((source) => path.join(root, source)))}`);
  if (existsSync(out)) return out;
  mkdirSync(folder, { recursive: true });
  const building = mkdtempSync(path.join(folder, 'building-'));
  await build({ out: building });
  try {
    renameSync(building, out);
  } catch (error) {
    // Another test file was faster.
    if (!existsSync(out)) throw error;
    rmSync(building, { recursive: true, force: true });
  }
  return out;
}

function fingerprint(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      const { size, mtimeMs } = statSync(path.join(folder, name));
      hash.update(`${name} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}
