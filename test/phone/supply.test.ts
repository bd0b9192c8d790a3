import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { buildMiniProgram, listFiles } from '../../dev/build/miniprogram';
import { launchBrowser, openPhone } from '../browser';
import { type Host, startHost } from './host';

let host: Host;
let browser: Browser;
let dist: string;

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'supply-'));
  [host, browser] = await Promise.all([startHost(), launchBrowser(), buildMiniProgram({ out: dist })]);
});

afterAll(async () => {
  await browser.close();
  await host.stop();
  rmSync(dist, { recursive: true, force: true });
});

test("the phone supplies every wx function of the product's own code", async () => {
  const scripts = listFiles(dist).filter(
    (file) => file.endsWith('.js') && !file.startsWith('miniprogram_npm/'),
  );
  const names = new Set<string>();
  for (const file of scripts)
    for (const [, name = ''] of readFileSync(join(dist, file), 'utf8').matchAll(/\bwx\.(\w+)/g))
      names.add(name);
  const phone = await openPhone(browser, { url: host.phone.url, as: 'wu-tong' });
  const missing = await phone.page.evaluate(
    `${JSON.stringify([...names])}.filter((name) => !phone.supplies(name))`,
  );
  await phone.close();
  expect(names.size).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});
