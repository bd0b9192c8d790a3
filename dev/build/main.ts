import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFunctions } from './functions';
import { buildMiniProgram } from './miniprogram';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** Builds everything that is deployed; project.config.json at the root points DevTools to both folders. */
async function main(): Promise<void> {
  await Promise.all([
    buildMiniProgram({ out: join(dist, 'miniprogram') }),
    buildFunctions({ out: join(dist, 'cloudfunctions') }),
  ]);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
