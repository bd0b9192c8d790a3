import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { wallTexts } from './wall-page';

const source = path.resolve(__dirname, '../../cloudfunctions');

/** Folders that functions are made of, and that are no functions themselves. */
const parts = new Set(['contract', 'core', 'platform', 'database']);

/** The functions by name: every folder with an index.ts. `from` is the folder of their sources. */
export async function functionNames(from = source): Promise<string[]> {
  const entries = await readdir(from, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !parts.has(entry.name))
    .map((entry) => entry.name)
    .filter((name) => existsSync(path.join(from, name, 'index.ts')))
    .sort();
}

/**
 * Bundles each function to `out/<name>`: one CommonJS file with the SDK inside, so that a cold start reads one
 * file and nothing is installed on the server, beside its config.json (timer, permissions) and a package.json.
 */
export async function buildFunctions({ out, from = source }: { out: string; from?: string }): Promise<void> {
  const names = await functionNames(from);
  await rm(out, { recursive: true, force: true });
  await Promise.all(names.map((name) => mkdir(path.join(out, name), { recursive: true })));
  if (names.length > 0) {
    await build({
      entryPoints: Object.fromEntries(
        names.map((name) => [`${name}/index`, path.join(from, name, 'index.ts')]),
      ),
      outdir: out,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node18',
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'warning',
      define: await wallTexts(from),
    });
  }
  await Promise.all(names.map((name) => describe(path.join(from, name), path.join(out, name), name)));
}

async function describe(from: string, to: string, name: string): Promise<void> {
  const config = path.join(from, 'config.json');
  if (existsSync(config)) await copyFile(config, path.join(to, 'config.json'));
  const manifest = { name, version: '1.0.0', private: true, main: 'index.js' };
  await writeFile(path.join(to, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
