import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { buildMiniProgram } from '../../dev/build/miniprogram';
import { type Phone, startPhone } from '../../dev/phone';
import { launchBrowser, openPhone } from '../browser';
import { type StandInCloud, startStandInCloud } from './stand-in-cloud';

let folder: string;
let cloud: StandInCloud;
let phone: Phone;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'phone-rebuild-'));
  const sourceDir = join(folder, 'source');
  const distDir = join(folder, 'dist');
  cpSync(join(__dirname, 'fixture'), sourceDir, { recursive: true });
  await buildMiniProgram({ out: distDir, source: sourceDir });
  cloud = await startStandInCloud();
  phone = await startPhone({ cloudUrl: cloud.url, distDir, sourceDir });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await phone.stop();
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a saved change is on the screen by itself, on the page that was open', async () => {
  const view = await openPhone(browser, {
    url: phone.url,
    as: 'wu-tong',
    page: '/pages/second/second?id=16',
  });
  await view.see('second 16');
  const file = join(folder, 'source/pages/second/second.wxml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('second', '第二页'));
  await view.see('第二页 16');
});

test('a template that cannot be read is named, and the phone keeps what it had', async () => {
  const file = join(folder, 'dist/pages/tasks/tasks.wxml');
  const good = readFileSync(file, 'utf8');
  writeFileSync(file, '<view>{{ a?.b }}</view>');
  await expect(phone.rebuild()).rejects.toThrow('pages/tasks/tasks.wxml:1:');
  const view = await openPhone(browser, { url: phone.url, as: 'wu-tong', page: '/pages/tasks/tasks' });
  await view.see('tasks');
  writeFileSync(file, good);
});
