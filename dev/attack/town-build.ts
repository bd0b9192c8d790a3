import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(__dirname, '../..');

/** Where a town's functions, collections and deployment lie. */
export interface TownFiles {
  functionsDir: string;
  databaseDir: string;
  deploymentFile: string;
}

/**
 * Builds what a town needs into `folder`: the product's ballot function as it is, the side that knows people, and the
 * boxes that leak; the product's collections and those of the town.
 */
export async function buildTown(folder: string): Promise<TownFiles> {
  const functionsDir = path.join(folder, 'functions');
  const databaseDir = path.join(folder, 'database');
  const deploymentFile = path.join(folder, 'cloudbaserc.json');
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: {
      'ballot/index': path.join(root, 'cloudfunctions/ballot/index.ts'),
      'roll/index': path.join(root, 'dev/attack/roll/index.ts'),
      'leaky/index': path.join(root, 'dev/attack/leaky/index.ts'),
    },
    outdir: functionsDir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    logLevel: 'warning',
  });
  cpSync(path.join(root, 'cloudfunctions/database'), databaseDir, { recursive: true });
  const names = ['town_check_ins', 'town_visits', 'bench_rows'];
  const collections = names.map((name) => ({ name, rule: 'ADMINONLY', indexes: [] }));
  writeFileSync(path.join(databaseDir, 'town.json'), JSON.stringify({ collections }));
  const functions = ['ballot', 'roll', 'leaky'].map((name) => ({ name, timeout: 60, memorySize: 512 }));
  writeFileSync(deploymentFile, JSON.stringify({ functions }));
  return { functionsDir, databaseDir, deploymentFile };
}
