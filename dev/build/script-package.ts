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

/**
 * A package that computes with BigInt while it is loaded is empty on a phone without it: only the app's few uses fail,
 * which ask first, and not its start.
 */
async function bundle(specifier: string, resolveDir: string): Promise<string> {
  const whole = `require(${JSON.stringify(specifier)})`;
  const code = await bundled(`module.exports = ${whole};`, specifier, resolveDir);
  if (!code.includes('BigInt(')) return code;
  return bundled(`module.exports = typeof BigInt === 'function' ? ${whole} : {};`, specifier, resolveDir);
}

async function bundled(contents: string, specifier: string, resolveDir: string): Promise<string> {
  const result = await build({
    stdin: { contents, resolveDir, loader: 'js' },
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
