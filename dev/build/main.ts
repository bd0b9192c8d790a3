import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CollegeFileError, readCollege } from '../college/college-file';
import { root } from '../root';
import { buildFunctions } from './functions';
import { buildMiniProgram } from './miniprogram';
import { writeProject } from './project';
import { buildRecount } from './recount';

const dist = join(root, 'dist');

/**
 * `npm run build -- --college FILE`: everything that is deployed, for one college. DevTools opens `dist`. Prints how
 * large each function has become.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { college: { type: 'string', default: 'college.json' } } });
  const college = readCollege(values.college);
  const functionsDir = join(dist, 'cloudfunctions');
  await Promise.all([
    buildMiniProgram({ out: join(dist, 'miniprogram'), college }),
    buildFunctions({ out: functionsDir }),
    buildRecount(join(dist, 'recount.mjs')),
  ]);
  writeProject(dist, college);
  console.log(`${college.name} ${college.appId} ${college.envId}`);
  for (const name of readdirSync(functionsDir).sort())
    console.log(`${String(statSync(join(functionsDir, name, 'index.js')).size).padStart(9)} bytes  ${name}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof CollegeFileError ? error.message : error);
  process.exitCode = 1;
});
