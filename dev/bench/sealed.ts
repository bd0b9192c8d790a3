import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { makeKey } from '../observer/key-file';

const ROUNDS = 7;

/**
 * `ballot.sealedJitlessMs`: sealing fifteen ratings to three observers' keys on the phone, as milliseconds under
 * `node --jitless`, best of seven.
 */
export async function measure(): Promise<Record<string, number>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sealed-'));
  try {
    const script = path.join(folder, 'phone.cjs');
    await build({
      entryPoints: [path.join(__dirname, 'sealed-phone.ts')],
      bundle: true,
      platform: 'node',
      target: 'es2020',
      format: 'cjs',
      outfile: script,
    });
    const publicKeys = [makeKey(), makeKey(), makeKey()].map(({ publicKey }) => publicKey);
    const out = execFileSync(process.execPath, ['--jitless', script, String(ROUNDS), ...publicKeys], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return { 'ballot.sealedJitlessMs': Number(out) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
