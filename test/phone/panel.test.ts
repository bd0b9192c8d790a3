import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../browser';
import { type Host, startHost } from './host';

let host: Host;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await host.stop();
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 960 } });
  await page.goto(host.phone.url);
});

afterEach(() => page.close());

const screen = () => page.frameLocator('iframe[title="手机屏幕"]');

test('the phone changes hands, and each person has their own storage', async () => {
  await screen().getByText('1 教室灯不亮').click();
  await screen().getByText('选了 a').waitFor();
  await page.getByLabel('谁的手机', { exact: true }).last().selectOption('he-lan');
  await screen().getByText('打开 1 条').waitFor();
  expect(await page.frames()[1]?.evaluate('location.search')).toContain('as=he-lan');
});

test('a message shows what it says and opens the page it names', async () => {
  await page.getByRole('button', { name: /活动提醒/ }).click();
  await screen().getByText('second 16').waitFor();
});

test('dark mode reaches the phone without a reload', async () => {
  await screen().getByText('1 教室灯不亮').click();
  await page.getByRole('button', { name: '深色' }).click();
  await screen().locator('html[data-theme="dark"]').waitFor({ state: 'attached' });
  await screen().getByText('选了 a').waitFor();
});

test('moving the clock is told to the cloud', async () => {
  await page.getByRole('button', { name: '+1 天' }).click();
  await page.locator('section[aria-busy="false"]').waitFor();
  const moves = host.cloud.requests.filter(({ path, body }) => path === '/workbench/clock' && body !== '');
  expect(moves.map(({ body }) => body)).toEqual(['{"advance":86400000}']);
});
