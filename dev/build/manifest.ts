import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import * as z from 'zod';

const Component = z.object({ usingComponents: z.record(z.string(), z.string()).optional() }).loose();

const SubPackage = z.object({ root: z.string(), pages: z.array(z.string()) }).loose();

const App = z
  .object({
    pages: z.array(z.string()).min(1),
    subPackages: z.array(SubPackage).optional(),
    subpackages: z.array(SubPackage).optional(),
    usingComponents: z.record(z.string(), z.string()).optional(),
    tabBar: z
      .object({ custom: z.boolean().optional(), list: z.array(z.object({ pagePath: z.string() }).loose()) })
      .loose()
      .optional(),
  })
  .loose();

/** Reads a JSON file and checks its shape; throws with the file's name when it does not fit. */
function readJson<T>(file: string, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** What app.json asks for: every page (subpackages included) and the npm components in use, as paths. */
export interface Manifest {
  pages: string[];
  packageComponents: Set<string>;
  /** Folders of the subpackages. */
  roots: string[];
}

/**
 * Follows app.json through pages and their components.
 *
 * @throws Error that names every page, component or tab without its files.
 */
export function readManifest(source: string): Manifest {
  const app = readJson(join(source, 'app.json'), App);
  const subPackages = [...(app.subPackages ?? []), ...(app.subpackages ?? [])];
  const pages = [
    ...app.pages,
    ...subPackages.flatMap((sub) => sub.pages.map((page) => posix.join(sub.root, page))),
  ];
  const missing: string[] = [];
  const packageComponents = new Set<string>();
  const seen = new Set<string>();

  const visit = (path: string, wantedBy: string) => {
    if (seen.has(path)) return;
    seen.add(path);
    const file = join(source, path);
    for (const kinds of [['.ts', '.js'], ['.wxml']]) {
      if (!kinds.some((kind) => existsSync(file + kind)))
        missing.push(`${path}${kinds[0]} (wanted by ${wantedBy})`);
    }
    if (!existsSync(`${file}.json`)) return;
    follow(readJson(`${file}.json`, Component).usingComponents, path);
  };
  const follow = (using: Record<string, string> | undefined, path: string) => {
    for (const target of Object.values(using ?? {})) {
      const own = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(path), target);
      // A path may also name the folder of a component whose file is index.
      const file = [own, `${own}/index`].find((name) => existsSync(join(source, `${name}.wxml`)));
      if (file) visit(file, `${path}.json`);
      else if (/^[./]/.test(target)) visit(own, `${path}.json`);
      else packageComponents.add(target);
    }
  };

  follow(app.usingComponents, 'app');
  for (const page of pages) visit(page, 'app.json');
  if (app.tabBar?.custom === true) visit('custom-tab-bar/index', 'app.json');
  for (const tab of app.tabBar?.list ?? []) {
    if (!pages.includes(tab.pagePath))
      missing.push(`${tab.pagePath} (a tab of app.json, not among its pages)`);
  }
  if (missing.length > 0) throw new Error(`Missing in ${source}:\n  ${missing.join('\n  ')}`);
  const roots = subPackages.map(({ root }) => root.replace(/\/$/, ''));
  return { pages, packageComponents, roots };
}
