import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** The language of the browsers of 2019, which a hall's computer may still run. */
const LANGUAGE = 'es2018';

/**
 * Script and style of the wall as texts, for the function that serves them: esbuild puts them in place of two names.
 * None where these sources have no wall.
 */
export async function wallTexts(from: string): Promise<Record<string, string>> {
  const folder = path.join(from, 'portal/wall/browser');
  if (!existsSync(folder)) return {};
  const { outputFiles } = await build({
    entryPoints: { wall: path.join(folder, 'main.tsx'), style: path.join(folder, 'wall.css') },
    outdir: folder,
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    target: LANGUAGE,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const textOf = (name: string) => outputFiles.find((file) => path.basename(file.path) === name)?.text ?? '';
  return { WALL_SCRIPT: JSON.stringify(textOf('wall.js')), WALL_STYLE: JSON.stringify(textOf('style.css')) };
}
