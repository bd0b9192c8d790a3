import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(__dirname, '../..');

/** Where a town's functions, collections and deployment lie. */
export interface TownFiles {
  functionsDir: string;
  databaseDir: string;
  deploymentFile: string;
  /** Names of all collections. */
  collections: string[];
}

/**
 * Builds what a town needs into `folder`: the product's ballot, hall and survey functions as they are, the side that
 * knows people, and the boxes that leak; the product's collections and those of the town.
 */
export async function buildTown(folder: string): Promise<TownFiles> {
  const functionsDir = path.join(folder, 'functions');
  const databaseDir = path.join(folder, 'database');
  const deploymentFile = path.join(folder, 'cloudbaserc.json');
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: {
      'ballot/index': path.join(root, 'cloudfunctions/ballot/index.ts'),
      'remark/index': path.join(root, 'cloudfunctions/remark/index.ts'),
      'hall/index': path.join(root, 'cloudfunctions/hall/index.ts'),
      'survey/index': path.join(root, 'cloudfunctions/survey/index.ts'),
      'roll/index': path.join(root, 'dev/attack/roll/index.ts'),
      'leaky/index': path.join(root, 'dev/attack/leaky/index.ts'),
      // The second town: who wrote which anonymous item?
      'account/index': path.join(root, 'cloudfunctions/account/index.ts'),
      'letterbox/index': path.join(root, 'cloudfunctions/letterbox/index.ts'),
      'portal/index': path.join(root, 'cloudfunctions/portal/index.ts'),
      'jobs/index': path.join(root, 'cloudfunctions/jobs/index.ts'),
      'leakyletters/index': path.join(root, 'dev/attack/letters/box.ts'),
    },
    outdir: functionsDir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    logLevel: 'warning',
  });
  cpSync(path.join(root, 'cloudfunctions/database'), databaseDir, { recursive: true });
  const own = ['town_check_ins', 'town_visits', 'town_letters', 'bench_rows'];
  const definitions = own.map((name) => ({ name, rule: 'ADMINONLY', indexes: [] }));
  writeFileSync(path.join(databaseDir, 'town.json'), JSON.stringify({ collections: definitions }));
  const collections = readdirSync(databaseDir).flatMap((file) => {
    const { collections: defined }: { collections: { name: string }[] } = JSON.parse(
      readFileSync(path.join(databaseDir, file), 'utf8'),
    );
    return defined.map(({ name }) => name);
  });
  // The second town winds the clock of `jobs` itself: once a year it would be wound for it.
  const triggers = [{ name: 'new-year', type: 'timer', config: '0 0 0 1 1 * *' }];
  writeFileSync(path.join(functionsDir, 'jobs/config.json'), JSON.stringify({ triggers }));
  const functions = readdirSync(functionsDir).map((name) => ({ name, timeout: 600, memorySize: 512 }));
  writeFileSync(deploymentFile, JSON.stringify({ functions }));
  return { functionsDir, databaseDir, deploymentFile, collections };
}
