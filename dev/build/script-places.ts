import { posix } from 'node:path';

type Files = Map<string, string | Buffer>;
const REQUIRE = /\b(require(?:\.async)?)\("(\.[^"]*)"\)/g;

/** The file that a relative require of a script names. */
function targetOf(from: string, wanted: string): string {
  const path = posix.join(posix.dirname(from), wanted);
  return path.endsWith('.js') ? path : `${path}.js`;
}

const isScript = (path: string): boolean => path.endsWith('.js') && !/(^|\/)miniprogram_npm\//.test(path);
/** App, pages and components are loaded by their name, not by a require. */
const isLoadedByName = (path: string, files: Files): boolean =>
  path === 'app.js' || files.has(path.replace(/\.js$/, '.wxml'));

/** Script → the packages that need it, by root; '' is the main package. */
function neededBy(files: Files, roots: readonly string[]): Map<string, Set<string>> {
  const packageOf = (path: string) => roots.find((root) => path.startsWith(`${root}/`)) ?? '';
  const needed = new Map<string, Set<string>>();
  const visit = (path: string, by: string): void => {
    const known = needed.get(path) ?? new Set();
    if (known.has(by) || !files.has(path)) return;
    needed.set(path, known.add(by));
    for (const [, , wanted = ''] of String(files.get(path)).matchAll(REQUIRE))
      visit(targetOf(path, wanted), by);
  };
  for (const path of files.keys())
    if (isScript(path) && isLoadedByName(path, files)) visit(path, packageOf(path));
  return needed;
}

/**
 * Leaves out scripts that nothing loads (those of types alone), and puts a script of the main package that one
 * subpackage alone needs into that subpackage: everybody downloads the main package. WeChat's check of code quality
 * asks for both.
 *
 * @param files the mini program's files; changed in place
 * @param roots folders of the subpackages
 */
export function placeScripts(files: Files, roots: readonly string[]): void {
  const needed = neededBy(files, roots);
  const places = new Map<string, string>();
  for (const path of [...files.keys()].filter(isScript)) {
    const packages = needed.get(path);
    if (!packages) {
      files.delete(path);
      continue;
    }
    const [only = ''] = packages;
    const isMoved = packages.size === 1 && only !== '' && !path.startsWith(`${only}/`);
    places.set(path, isMoved && !isLoadedByName(path, files) ? `${only}/main/${path}` : path);
  }
  for (const [path, place] of places) {
    const code = String(files.get(path)).replace(REQUIRE, (_, call: string, wanted: string) => {
      const target = targetOf(path, wanted);
      const relative = posix
        .relative(posix.dirname(place), places.get(target) ?? target)
        .replace(/\.js$/, '');
      return `${call}("${relative.startsWith('.') ? relative : `./${relative}`}")`;
    });
    files.delete(path);
    files.set(place, code);
  }
}
