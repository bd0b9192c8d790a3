import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../root';

/**
 * Everything an observer needs in one file that runs with Node alone: recount, own key, shares, opening. Not minified, so
 * that it can be read.
 */
export async function buildRecount(out: string): Promise<void> {
  await build({
    entryPoints: [join(root, 'dev/recount/main.ts')],
    outfile: out,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
}
