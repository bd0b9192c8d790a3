import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import * as z from 'zod';
import { buildMiniProgram, listFiles } from '../../dev/build/miniprogram';
import { LOWEST_LIBRARY } from '../../miniprogram/view/base-library';

const App = z.object({
  componentFramework: z.string(),
  lazyCodeLoading: z.string(),
  darkmode: z.boolean(),
  glassEaselWebview: z.boolean(),
  resizable: z.boolean(),
  pages: z.array(z.string()),
  subPackages: z.array(z.object({ root: z.string(), pages: z.array(z.string()) })).default([]),
});
const Page = z.object({ glassEaselWebview: z.literal(true) }).loose();
const Project = z.object({
  miniprogramRoot: z.string(),
  cloudfunctionRoot: z.string(),
  libVersion: z.string(),
  setting: z.object({ es6: z.boolean(), enhance: z.boolean() }),
});

const root = join(__dirname, '../..');
let dist: string;
let files: string[];

function read<T>(shape: z.ZodType<T>, file: string): T {
  return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
}

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'package-'));
  await buildMiniProgram({ out: dist });
  files = listFiles(dist);
});

afterAll(() => rmSync(dist, { recursive: true, force: true }));

test('app.json asks for glass-easel in the WebView, lazy code, dark mode and a window that can grow', () => {
  expect(read(App, join(dist, 'app.json'))).toMatchObject({
    componentFramework: 'glass-easel',
    glassEaselWebview: true,
    lazyCodeLoading: 'requiredComponents',
    darkmode: true,
    resizable: true,
  });
});

test('each page asks for glass-easel too, as the simulator wants it', () => {
  const { pages, subPackages } = read(App, join(dist, 'app.json'));
  const all = [...pages, ...subPackages.flatMap((sub) => sub.pages.map((page) => `${sub.root}/${page}`))];
  expect(all.length).toBeGreaterThan(40);
  for (const page of all) expect(() => read(Page, join(dist, `${page}.json`))).not.toThrow();
});

/** Hosts that the built files may name: addresses a person is shown or copies, and names of XML kinds. */
const ownHosts = ['mp.weixin.qq.com', 'www.w3.org'];

test('nothing in the built files is fetched from a third party', () => {
  const foreign = files
    .filter((file) => /\.(js|wxml|wxss|wxs|json)$/.test(file))
    .flatMap((file) =>
      [
        ...readFileSync(join(dist, file), 'utf8').matchAll(
          /(?:https?:|(?<=["'(]))\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi,
        ),
      ].map(([, host = '']) => `${file} ${host}`),
    );
  expect(foreign.filter((line) => !ownHosts.includes(line.split(' ')[1] ?? ''))).toEqual([]);
});

test('the project file opens DevTools on dist, with its own compilers off', () => {
  expect(read(Project, join(root, 'project.config.json'))).toMatchObject({
    miniprogramRoot: 'dist/miniprogram/',
    cloudfunctionRoot: 'dist/cloudfunctions/',
    libVersion: LOWEST_LIBRARY,
    setting: { es6: false, enhance: false },
  });
});

test('the main package stays below one megabyte', () => {
  const { subPackages } = read(App, join(dist, 'app.json'));
  const isMain = (file: string) =>
    !subPackages.some(({ root: folder }) => file.startsWith(`${folder.replace(/\/$/, '')}/`));
  const bytes = files.filter(isMain).reduce((sum, file) => sum + statSync(join(dist, file)).size, 0);
  expect(bytes).toBeLessThan(1024 * 1024);
});

test('no subpackage is above two megabytes, and all of it together not above twenty', () => {
  const { subPackages } = read(App, join(dist, 'app.json'));
  const bytesOf = (under: string) =>
    files
      .filter((file) => file.startsWith(under))
      .reduce((sum, file) => sum + statSync(join(dist, file)).size, 0);
  const large = subPackages.filter(
    ({ root: folder }) => bytesOf(`${folder.replace(/\/$/, '')}/`) > 2 * 1024 * 1024,
  );
  expect(large).toEqual([]);
  expect(subPackages.every(({ root: folder }) => bytesOf(folder) > 0)).toBe(true);
  expect(bytesOf('')).toBeLessThan(20 * 1024 * 1024);
});

test('scripts are ES2020 without BigInt literals, CommonJS, and without what phones lack', () => {
  const absent =
    /\b(?:TextEncoder|TextDecoder|structuredClone|BigUint64Array|WeakRef)\b|\bnew URL\(|\(\?<[=!]/;
  for (const file of files.filter((path) => path.endsWith('.js'))) {
    const code = readFileSync(join(dist, file), 'utf8');
    // What a newer syntax would be changed by this; the build has done it already.
    const lowered = transformSync(code, {
      target: 'es2020',
      supported: { bigint: false },
      logLevel: 'silent',
    });
    const again = transformSync(lowered.code, { target: 'esnext' });
    const asIs = transformSync(code, { target: 'esnext' });
    expect({ file, isES2020: asIs.code === again.code }).toEqual({ file, isES2020: true });
    expect({ file, imports: /^\s*(?:import|export)\b/m.test(code) }).toEqual({ file, imports: false });
    if (!file.startsWith('miniprogram_npm/'))
      expect({ file, absent: absent.exec(code)?.[0] }).toEqual({ file, absent: undefined });
  }
});
