import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, resolve } from 'node:path';
import * as z from 'zod';
import { buildMiniProgram, listFiles } from '../../dev/build/miniprogram';
import { placeScripts } from '../../dev/build/script-places';

// What WeChat's own check of code quality finds (miniprogram-ci 2.1.42) and can be seen without an account.
const App = z.object({ subPackages: z.array(z.object({ root: z.string() })) });
const Project = z.object({
  setting: z.object({
    minified: z.literal(true),
    minifyWXML: z.literal(true),
    minifyWXSS: z.literal(true),
    ignoreUploadUnusedFiles: z.literal(true),
  }),
});

let dist: string;
let files: string[];
let roots: string[];
const read = (file: string) => readFileSync(join(dist, file), 'utf8');
const packageOf = (file: string) => roots.find((root) => file.startsWith(`${root}/`)) ?? 'main';

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'quality-'));
  await buildMiniProgram({ out: dist });
  files = listFiles(dist);
  roots = App.parse(JSON.parse(read('app.json'))).subPackages.map(({ root }) => root);
}, 30_000);
afterAll(() => rmSync(dist, { recursive: true, force: true }));

/** Script → the scripts that require it. */
function requirers(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of files.filter((path) => path.endsWith('.js'))) {
    for (const [, wanted = ''] of read(file).matchAll(/require\("(\.[^"]+)"\)/g)) {
      const target = `${posix.join(posix.dirname(file), wanted).replace(/\.js$/, '')}.js`;
      found.set(target, [...(found.get(target) ?? []), file]);
    }
  }
  return found;
}
const own = () => files.filter((file) => file.endsWith('.js') && !file.includes('miniprogram_npm/'));
const isLoadedByName = (file: string) => file === 'app.js' || files.includes(file.replace(/\.js$/, '.wxml'));

test('compression is on for scripts, templates and styles', () => {
  const project = readFileSync(resolve(__dirname, '../../project.config.json'), 'utf8');
  expect(() => Project.parse(JSON.parse(project))).not.toThrow();
});

test('every script is loaded by somebody', () => {
  const required = requirers();
  expect(own().filter((file) => !isLoadedByName(file) && !required.has(file))).toEqual([]);
});

test('every require finds its script', () => {
  expect([...requirers().keys()].filter((file) => !files.includes(file))).toEqual([]);
});

test('no script in the main package is needed by one subpackage alone', () => {
  const required = requirers();
  const lonely = own().filter((file) => {
    if (packageOf(file) !== 'main' || isLoadedByName(file)) return false;
    const users = new Set((required.get(file) ?? []).map(packageOf));
    return users.size === 1 && !users.has('main');
  });
  expect(lonely).toEqual([]);
});

test('pictures stay small', () => {
  const pictures = files.filter((file) => /\.(png|jpe?g|gif|svg|mp3)$/.test(file));
  expect(pictures.reduce((sum, file) => sum + statSync(join(dist, file)).size, 0)).toBeLessThan(200 * 1024);
});

test('a script moves with what it requires, and what needs it finds it there', () => {
  const written = new Map<string, string>([
    ['app.js', 'require("./shared/both")'],
    ['shared/both.js', ''],
    ['shared/types.js', ''],
    ['shared/one.js', 'require("./deep");require("./both")'],
    ['shared/deep.js', ''],
    ['packages/a/page/page.js', 'require("../../../shared/one");require.async("../../../shared/late")'],
    ['packages/a/page/page.wxml', ''],
    ['shared/late.js', ''],
  ]);
  const placed: Map<string, string | Buffer> = new Map(written);
  placeScripts(placed, ['packages/a', 'packages/b']);
  expect(Object.fromEntries(placed)).toEqual({
    'app.js': 'require("./shared/both")',
    'shared/both.js': '',
    'packages/a/page/page.js': 'require("../main/shared/one");require.async("../main/shared/late")',
    'packages/a/page/page.wxml': '',
    'packages/a/main/shared/one.js': 'require("./deep");require("../../../../shared/both")',
    'packages/a/main/shared/deep.js': '',
    'packages/a/main/shared/late.js': '',
  });
});
