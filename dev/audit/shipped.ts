import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import { packageName } from '../build/component-package';
import { functionNames } from '../build/functions';
import { buildMiniProgram } from '../build/miniprogram';
import { root } from '../root';

/** One package whose code is in what a college deploys or uploads. */
export interface Shipped {
  name: string;
  version: string;
  /** As its package.json says it; empty where it says nothing. */
  license: string;
  in: readonly ('functions' | 'mini program')[];
}

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({ dependencies: z.record(z.string(), z.string()).optional() }),
  ),
});
const manifestFile = z.looseObject({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), z.looseObject({ type: z.string() })]).optional(),
});

/** Every package that is shipped: what the bundles of the functions hold, and what the mini program packs. */
export async function shippedPackages(): Promise<Shipped[]> {
  const places = new Map<string, Set<Shipped['in'][number]>>();
  const note = (folders: Iterable<string>, where: Shipped['in'][number]) => {
    for (const folder of folders) places.set(folder, (places.get(folder) ?? new Set()).add(where));
  };
  note(await inFunctions(), 'functions');
  note(await inMiniProgram(), 'mini program');
  return Array.from(places, ([folder, where]) => {
    const { name, version, license } = manifestFile.parse(
      JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')),
    );
    return {
      name,
      version,
      license: typeof license === 'string' ? license : (license?.type ?? ''),
      in: [...where],
    };
  }).sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** Folders below node_modules of which the bundles hold a file. */
async function inFunctions(): Promise<Set<string>> {
  const names = await functionNames();
  const { metafile } = await build({
    entryPoints: names.map((name) => path.join(root, 'cloudfunctions', name, 'index.ts')),
    absWorkingDir: root,
    outdir: 'out',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node18',
    logLevel: 'silent',
  });
  return new Set(Object.keys(metafile.inputs).flatMap((file) => folderOf(file) ?? []));
}

/** node_modules/a/node_modules/@s/b/lib/c.js → node_modules/a/node_modules/@s/b */
function folderOf(file: string): string | null {
  const at = file.lastIndexOf('node_modules/');
  if (at === -1) return null;
  const begin = at + 'node_modules/'.length;
  return file.slice(0, begin) + packageName(file.slice(begin));
}

/** The packages below miniprogram_npm, and those that they depend on. */
async function inMiniProgram(): Promise<Set<string>> {
  const out = mkdtempSync(path.join(tmpdir(), 'fpd-shipped-'));
  try {
    await buildMiniProgram({ out });
    const packed = path.join(out, 'miniprogram_npm');
    const names = readdirSync(packed).flatMap((name) =>
      name.startsWith('@') ? readdirSync(path.join(packed, name)).map((below) => `${name}/${below}`) : name,
    );
    const { packages } = lockFile.parse(
      JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')),
    );
    const found = new Set<string>();
    const follow = (name: string) => {
      const folder = `node_modules/${name.replace(/\.js$/, '')}`;
      if (found.has(folder) || !(folder in packages)) return;
      found.add(folder);
      for (const dependency of Object.keys(packages[folder]?.dependencies ?? {})) follow(dependency);
    };
    names.forEach(follow);
    return found;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
