import { build } from 'esbuild';

/** Where a bare import lands: `dayjs` → miniprogram_npm/dayjs/index.js, `a/b.js` → miniprogram_npm/a/b.js. */
export function scriptTarget(specifier: string): string {
  const depth = specifier.split('/').length;
  const isRoot = depth === (specifier.startsWith('@') ? 2 : 1);
  if (isRoot) return `miniprogram_npm/${specifier}/index.js`;
  return `miniprogram_npm/${specifier.replace(/\.js$/, '')}.js`;
}

const packed = new Map<string, Promise<string>>();

/**
 * Bundles each imported npm module into one CommonJS file that WeChat finds below miniprogram_npm.
 * ES2020 without BigInt literals and without `**`: both break on old phones (see docs/decisions.md).
 */
export async function packScripts(
  specifiers: Iterable<string>,
  resolveDir: string,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const specifier of specifiers) {
    const known = packed.get(specifier) ?? bundle(specifier, resolveDir);
    packed.set(specifier, known);
    files.set(scriptTarget(specifier), await known);
  }
  return files;
}

async function bundle(specifier: string, resolveDir: string): Promise<string> {
  const result = await build({
    stdin: { contents: `module.exports = require(${JSON.stringify(specifier)});`, resolveDir, loader: 'js' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'browser',
    target: 'es2020',
    supported: { bigint: false },
    minify: true,
    logLevel: 'silent',
  });
  const output = result.outputFiles[0];
  if (!output) throw new Error(`${specifier} gave no bundle`);
  return output.text;
}
