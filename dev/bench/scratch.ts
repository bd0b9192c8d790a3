import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { type Cloud, startCloud } from '../cloud';

/** A cloud of its own with one function made of the given source, for what no function of the product measures. */
export async function scratchCloud(
  source: string,
  database: unknown,
): Promise<{ cloud: Cloud; remove(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const databaseDir = path.join(folder, 'database');
  const deploymentFile = path.join(folder, 'cloudbaserc.json');
  mkdirSync(databaseDir);
  writeFileSync(path.join(databaseDir, 'bench.json'), JSON.stringify(database));
  writeFileSync(
    deploymentFile,
    JSON.stringify({ functions: [{ name: 'bench', timeout: 600, memorySize: 512 }] }),
  );
  const functionsDir = path.join(folder, 'functions');
  await build({
    stdin: { contents: source, resolveDir: path.resolve(__dirname, '../..'), sourcefile: 'bench.js' },
    outfile: path.join(functionsDir, 'bench', 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    logLevel: 'warning',
  });
  const cloud = await startCloud({
    dataDir: path.join(folder, 'data'),
    functionsDir,
    databaseDir,
    deploymentFile,
    liveTimers: false,
  });
  const remove = async () => {
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { cloud, remove };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
