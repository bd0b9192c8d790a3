import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { transform } from 'esbuild';
import { scriptTarget } from './script-package';

const require = createRequire(import.meta.url);

/** Name of the npm package in front of a path: `a/b/c` → `a`, `@s/a/b` → `@s/a`. */
export function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Folder of a component package as WeChat packs it, its `miniprogram` field; nothing for other packages. */
function findPackageRoot(name: string): string | undefined {
  let manifest: string;
  try {
    manifest = require.resolve(`${name}/package.json`);
  } catch {
    // Some packages hide their package.json; none of those is a component package.
    return undefined;
  }
  const parsed: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  const folder =
    typeof parsed === 'object' && parsed !== null && 'miniprogram' in parsed ? parsed.miniprogram : undefined;
  return typeof folder === 'string' ? join(dirname(manifest), folder) : undefined;
}

function packageRoot(name: string): string {
  const root = findPackageRoot(name);
  if (!root) throw new Error(`${name} is no mini program component package`);
  return root;
}

/** Whether an import such as `tdesign-miniprogram/toast/index` means a file of a component package. */
export const isOfComponentPackage = (specifier: string): boolean =>
  findPackageRoot(packageName(specifier)) !== undefined;

const transformed = new Map<string, { modified: number; code: Promise<string> }>();

/** ES modules become CommonJS, because the built project is opened with DevTools' own compilers off. */
function script(file: string): Promise<string> {
  const modified = statSync(file).mtimeMs;
  const known = transformed.get(file);
  if (known && known.modified === modified) return known.code;
  const code = transform(readFileSync(file, 'utf8'), { format: 'cjs', target: 'es2020', minify: true }).then(
    (result) => result.code,
  );
  transformed.set(file, { modified, code });
  return code;
}

const references: Record<string, RegExp> = {
  '.wxml': /<(?:import|include|wxs)\b[^>]*?\bsrc="([^"]+)"/g,
  '.wxs': /\brequire\(\s*['"]([^'"]+)['"]\s*\)/g,
  '.wxss': /@import\s+(?:url\()?['"]([^'"]+)['"]/g,
  '.js': /\brequire\(["']([^"']+)["']\)/g,
};

/**
 * Takes from component packages only what the components in use reach, so that the main package stays small.
 *
 * @param components paths such as `tdesign-miniprogram/button/button`
 * @param scripts imports such as `tdesign-miniprogram/toast/index`
 * @returns file path under the mini program's root → content
 * @throws Error naming a component or file that its package does not have
 */
export async function packComponents(
  components: Iterable<string>,
  scripts: Iterable<string> = [],
): Promise<Map<string, string | Buffer>> {
  const files = new Map<string, string | Buffer>();

  const addFile = async (name: string, path: string): Promise<void> => {
    const target = `miniprogram_npm/${name}/${path}`;
    if (files.has(target)) return;
    const file = join(packageRoot(name), path);
    if (!existsSync(file)) throw new Error(`${name} has no file ${path}`);
    const extension = posix.extname(path);
    files.set(target, '');
    const content = extension === '.js' ? await script(file) : readFileSync(file, 'utf8');
    files.set(target, content);
    const pattern = references[extension];
    if (!pattern) return;
    for (const match of content.matchAll(pattern)) {
      const wanted = match[1] ?? '';
      await addFile(name, resolve(name, path, wanted, extension));
    }
  };

  const resolve = (name: string, from: string, wanted: string, extension: string): string => {
    if (!wanted.startsWith('.') && extension === '.js') return scriptTarget(wanted);
    const base = wanted.startsWith('/') ? wanted.slice(1) : posix.join(posix.dirname(from), wanted);
    if (posix.extname(base) === extension || extension === '.wxml') return base;
    const root = packageRoot(name);
    const found = [`${base}${extension}`, `${base}/index${extension}`].find((path) =>
      existsSync(join(root, path)),
    );
    if (!found) throw new Error(`${name}/${from} wants ${wanted}, which is not there`);
    return found;
  };

  const addComponent = async (name: string, path: string): Promise<void> => {
    if (files.has(`miniprogram_npm/${name}/${path}.json`)) return;
    const root = packageRoot(name);
    for (const extension of ['.json', '.js', '.wxml']) await addFile(name, path + extension);
    if (existsSync(join(root, `${path}.wxss`))) await addFile(name, `${path}.wxss`);
    const json: unknown = JSON.parse(String(files.get(`miniprogram_npm/${name}/${path}.json`)));
    for (const next of componentPaths(json)) {
      await addComponent(name, next.startsWith('/') ? next.slice(1) : posix.join(posix.dirname(path), next));
    }
  };

  for (const component of components) {
    const name = packageName(component);
    await addComponent(name, component.slice(name.length + 1));
  }
  for (const specifier of scripts) {
    const name = packageName(specifier);
    await addFile(name, `${specifier.slice(name.length + 1).replace(/\.js$/, '')}.js`);
  }
  return files;
}

/** Components a component's JSON names, those standing in for a generic included. */
function componentPaths(json: unknown): string[] {
  if (typeof json !== 'object' || json === null) return [];
  const using = 'usingComponents' in json ? json.usingComponents : undefined;
  const generics = 'componentGenerics' in json ? json.componentGenerics : undefined;
  const values = [using, generics].flatMap((part) =>
    typeof part === 'object' && part !== null ? Object.values(part) : [],
  );
  return values.flatMap((value: unknown) => {
    if (typeof value === 'string') return [value];
    const fallback = typeof value === 'object' && value !== null && 'default' in value ? value.default : null;
    return typeof fallback === 'string' ? [fallback] : [];
  });
}
