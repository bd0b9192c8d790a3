import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import type { College } from '../college/college-file';
import { collegeDefine } from './college-settings';
import { isOfComponentPackage, packComponents } from './component-package';
import { drawUsedIcons } from './icons';
import { readManifest } from './manifest';
import { rendererOfPages } from './renderer';
import { packScripts } from './script-package';
import { placeScripts } from './script-places';

export interface MiniProgramBuild {
  /** Folder that receives the mini program as WeChat reads it. */
  out: string;
  /** Folder with app.json; the product's own when left out. */
  source?: string;
  /** Whose mini program it is; the demonstration's when left out. */
  college?: College;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every file below a folder, as slash-separated paths. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

const compiled = new Map<string, { modified: number; code: Promise<string> }>();

function compile(file: string, define: Record<string, string>): Promise<string> {
  const modified = statSync(file).mtimeMs;
  const key = `${file} ${JSON.stringify(define)}`;
  const known = compiled.get(key);
  if (known && known.modified === modified) return known.code;
  const code = transform(readFileSync(file, 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    target: 'es2020',
    supported: { bigint: false },
    sourcefile: file,
    charset: 'utf8',
    define,
  }).then((result) => result.code);
  compiled.set(key, { modified, code });
  return code;
}

/** Checks each require of a compiled file: relative ones must be files of the mini program, the rest is npm. */
function bareImports(path: string, code: string, has: (path: string) => boolean): string[] {
  const bare: string[] = [];
  for (const [, wanted = ''] of code.matchAll(/\brequire\("([^"]+)"\)/g)) {
    if (!wanted.startsWith('.')) {
      bare.push(wanted);
      continue;
    }
    const target = posix.join(posix.dirname(path), wanted);
    if (!has(target.endsWith('.js') ? target : `${target}.js`))
      throw new Error(
        `${path} imports ${wanted}; WeChat needs a file of the mini program there, by its name`,
      );
  }
  return bare;
}

/**
 * Builds the mini program: TypeScript file by file to CommonJS, everything else as it is, npm parts in use into
 * miniprogram_npm. The same files are opened by DevTools, checked by the official compilers and run by dev/phone.
 *
 * @throws Error naming each missing page, component or import
 */
export async function buildMiniProgram({ out, source, college }: MiniProgramBuild): Promise<void> {
  const from = source ?? join(root, 'miniprogram');
  const manifest = readManifest(from);
  const define = collegeDefine(college);
  const files = new Map<string, string | Buffer>();
  const paths = listFiles(from).filter(
    (path) => !path.startsWith('miniprogram_npm/') && !path.endsWith('.d.ts'),
  );
  const scripts = new Set(
    paths.filter((path) => /\.[tj]s$/.test(path)).map((path) => path.replace(/\.ts$/, '.js')),
  );
  const bare = new Set<string>();
  for (const path of paths) {
    const file = join(from, path);
    if (!/\.[tj]s$/.test(path)) {
      files.set(path, readFileSync(file));
      continue;
    }
    const target = path.replace(/\.ts$/, '.js');
    const code = await compile(file, define);
    files.set(target, code);
    for (const wanted of bareImports(target, code, (path) => scripts.has(path))) bare.add(wanted);
  }
  const wanted = [...bare];
  const components = await packComponents(manifest.packageComponents, wanted.filter(isOfComponentPackage));
  for (const [path, content] of components) files.set(path, content);
  const scriptsOnly = wanted.filter((specifier) => !isOfComponentPackage(specifier));
  for (const [path, content] of await packScripts(scriptsOnly, root)) files.set(path, content);
  drawUsedIcons(files);
  rendererOfPages(files, manifest.pages);
  placeScripts(files, manifest.roots);
  writeChanges(out, files);
}

/** Leaves exactly `files` in `out`, touching only what differs, so that a watcher sees real changes only. */
function writeChanges(out: string, files: Map<string, string | Buffer>): void {
  mkdirSync(out, { recursive: true });
  for (const path of listFiles(out)) {
    if (!files.has(path)) rmSync(join(out, path));
  }
  for (const [path, content] of files) {
    const file = join(out, path);
    const bytes = Buffer.from(content);
    if (existsSync(file) && readFileSync(file).equals(bytes)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}
