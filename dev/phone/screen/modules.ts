import type { ModuleFunction } from './compiled-app';

function join(base: string, path: string): string {
  const parts = path.startsWith('/') ? [] : base.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/**
 * CommonJS as WeChat has it: relative files, and npm names looked up through miniprogram_npm upwards.
 * `globals` are wx, App, Page and so on, in the order of compile/index.ts.
 */
export function createRequire(modules: Record<string, ModuleFunction>, globals: readonly unknown[]) {
  const loaded = new Map<string, { exports: unknown }>();

  const candidates = (from: string, wanted: string): string[] => {
    if (wanted.startsWith('.') || wanted.startsWith('/')) {
      const path = join(from, wanted);
      return [path, `${path}.js`, `${path}/index.js`];
    }
    const folders = from.split('/').slice(0, -1);
    return Array.from({ length: folders.length + 1 }, (_, up) => {
      const base = [...folders.slice(0, folders.length - up), 'miniprogram_npm', wanted].join('/');
      return [base, `${base}.js`, `${base}/index.js`];
    }).flat();
  };

  const load = (path: string): unknown => {
    const known = loaded.get(path);
    if (known) return known.exports;
    const run = modules[path];
    if (!run) throw new Error(`There is no module ${path}`);
    const module: { exports: unknown } = { exports: {} };
    loaded.set(path, module);
    const require = (wanted: string) => {
      const found = candidates(path, wanted).find((candidate) => candidate in modules);
      if (!found) throw new Error(`${path} requires ${wanted}, which is not in the mini program`);
      return load(found);
    };
    run(require, module, module.exports, ...globals);
    return module.exports;
  };
  return { load, has: (path: string) => path in modules };
}
