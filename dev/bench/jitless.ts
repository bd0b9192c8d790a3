import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Milliseconds that a script of this folder says it took, in a node without a JIT, as iOS runs the app. */
export function jitlessMs(script: string, keys: unknown, rounds: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'jitless-'));
  try {
    const built = join(folder, 'phone.cjs');
    buildSync({
      entryPoints: [join(here, script)],
      bundle: true,
      platform: 'node',
      target: 'es2020',
      format: 'cjs',
      outfile: built,
    });
    const keyFile = join(folder, 'keys.json');
    writeFileSync(keyFile, JSON.stringify(keys));
    const out = execFileSync(process.execPath, ['--jitless', built, keyFile, String(rounds)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
