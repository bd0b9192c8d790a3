import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import * as z from 'zod';
import { buildMiniProgram, listFiles } from '../../dev/build/miniprogram';

const App = z.object({
  componentFramework: z.string(),
  lazyCodeLoading: z.string(),
  darkmode: z.boolean(),
  rendererOptions: z.object({ webview: z.object({ glassEaselWebview: z.boolean() }) }),
  subPackages: z.array(z.object({ root: z.string() })).default([]),
});
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

test('app.json asks for glass-easel in the WebView, lazy code and dark mode', () => {
  expect(read(App, join(dist, 'app.json'))).toMatchObject({
    componentFramework: 'glass-easel',
    lazyCodeLoading: 'requiredComponents',
    darkmode: true,
    rendererOptions: { webview: { glassEaselWebview: true } },
  });
});

test('the project file opens DevTools on dist, with its own compilers off', () => {
  expect(read(Project, join(root, 'project.config.json'))).toMatchObject({
    miniprogramRoot: 'dist/miniprogram/',
    cloudfunctionRoot: 'dist/cloudfunctions/',
    libVersion: '3.8.12',
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
