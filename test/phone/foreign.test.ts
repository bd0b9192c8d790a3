import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { buildMiniProgram } from '../../dev/build/miniprogram';
import { type Phone, startPhone } from '../../dev/phone';
import { compileApp } from '../../dev/phone/compile';
import { readConfig } from '../../dev/phone/compile/config';
import { launchBrowser, openPhone, type TestPhone } from '../browser';
import { type StandInCloud, startStandInCloud } from './stand-in-cloud';

// What other people's mini programs do and WeChat takes: components named by folder, a tab bar of their own, `global`,
// and templates with which glass-easel's compiler finds fault.
let distDir: string;
let cloud: StandInCloud;
let server: Phone;
let browser: Browser;
let phone: TestPhone;

beforeAll(async () => {
  distDir = mkdtempSync(join(tmpdir(), 'foreign-'));
  await buildMiniProgram({ out: distDir, source: join(__dirname, 'foreign') });
  [cloud, browser] = await Promise.all([startStandInCloud(), launchBrowser()]);
  server = await startPhone({ cloudUrl: cloud.url, distDir });
  phone = await openPhone(browser, { url: server.url, as: 'anybody' });
}, 60_000);

afterAll(async () => {
  await browser.close();
  await server.stop();
  await cloud.stop();
  rmSync(distDir, { recursive: true, force: true });
});

test('components named by their folder are drawn, global and a proxied scroll-view are known', async () => {
  await phone.see('海报 远 app');
  await phone.see('海报 近');
  await phone.see('旧写法');
});

test('the tab bar that the mini program draws leads from tab to tab and knows which is on show', async () => {
  await phone.see('甲中');
  await phone.tap('乙');
  await phone.see('第二页');
  await phone.see('乙中');
  await phone.see('画在 webview');
  expect(phone.errors).toEqual([]);
});

test('remarks on a template are warnings of its file', () => {
  const { warnings } = compileApp(distDir);
  expect(Object.keys(warnings).sort()).toEqual(['components/poster/index.wxml', 'pages/one/index.wxml']);
  expect(warnings['components/poster/index.wxml']).toEqual([
    'components/poster/index.wxml:1:22 duplicated attribute',
  ]);
});

test.each([
  ['a tag that is not closed', '<view><text></view>', 'missing end tag'],
  ['an expression that is none', '<view>{{a?.b}}</view>', 'unexpected character inside expression'],
])('%s stops the phone, as it stops the official compiler', (_, wxml, message) => {
  const folder = mkdtempSync(join(tmpdir(), 'refused-'));
  writeFileSync(join(folder, 'app.json'), '{"pages":["a"]}');
  writeFileSync(join(folder, 'a.js'), 'Page({})');
  writeFileSync(join(folder, 'a.wxml'), wxml);
  expect(() => compileApp(folder)).toThrow(message);
  rmSync(folder, { recursive: true });
});

const withPlugin = { hello: { version: '1.0.0', provider: 'wx0123456789abcdef' } };

test.each([
  ['the app', { pages: ['a'], plugins: withPlugin }],
  ['a subpackage', { pages: ['a'], subPackages: [{ root: 'b', pages: ['c'], plugins: withPlugin }] }],
])('a plugin of %s is refused by its name, as nobody but WeChat can load it', (_, app) => {
  const files = new Map([
    ['app.json', JSON.stringify(app)],
    ...['a', 'b/c'].flatMap((page): [string, string][] => [
      [`${page}.js`, 'Page({})'],
      [`${page}.wxml`, '<view></view>'],
    ]),
  ]);
  expect(() => readConfig(files)).toThrow('the plugin hello');
  files.set('app.json', JSON.stringify({ pages: ['a'], plugins: {} }));
  expect(readConfig(files).pages).toEqual(['a']);
});
