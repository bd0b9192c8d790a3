import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const sources = path.resolve(__dirname, '../../../cloudfunctions');

/**
 * Builds functions whose dispatch lets every answer out as the use case gave it, as if `fitted` were not there: what a
 * test of the schemas has to notice.
 */
export async function buildUnfitted(names: readonly string[], out: string): Promise<void> {
  await build({
    entryPoints: Object.fromEntries(
      names.map((name) => [`${name}/index`, path.join(sources, name, 'index.ts')]),
    ),
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
    plugins: [
      {
        name: 'unfitted',
        setup: ({ onLoad }) => {
          onLoad({ filter: /platform\/call\/answer\.ts$/ }, () => ({
            loader: 'ts',
            contents:
              'export class AnswerMisfit extends Error { readonly paths = []; }\n' +
              'export const fitted = (_schema: unknown, answer: unknown) => answer;',
          }));
        },
      },
    ],
  });
  for (const name of names) {
    mkdirSync(path.join(out, name), { recursive: true });
    writeFileSync(path.join(out, name, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
  }
}
