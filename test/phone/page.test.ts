import type { Browser } from 'playwright-core';
import { phoneUrl } from '../../dev/phone/browser';
import { launchBrowser, openPhone, type TestPhone } from '../browser';
import { type Host, startHost } from './host';

let host: Host;
let browser: Browser;
let phone: TestPhone;

beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await host.stop();
});

beforeEach(async () => {
  phone = await openPhone(browser, { url: host.phone.url, as: 'wu-tong' });
});

afterEach(async () => {
  const { errors } = phone;
  await phone.close();
  expect(errors).toEqual([]);
});

test('a page shows data, WXS and TDesign components', async () => {
  await phone.see('打开 1 条');
  await phone.see('第 16 期');
});

test('a tap on a TDesign button opens a dialog, and its answer calls a cloud function as this person', async () => {
  await phone.tap('我要预约');
  await phone.tap('确定');
  await phone.see('候补第 3 位');
  expect(host.cloud.requests.map(({ path, body }) => (path === '/call' ? body : ''))).toContain(
    '{"name":"booking","data":{"action":"booking.make","input":{"kind":"speak"}},"openid":"wu-tong"}',
  );
});

test("navigateTo hands the query on, and the browser's back button returns", async () => {
  await phone.tap('第 16 期');
  await phone.see('second 16');
  await phone.arrive('pages/second/second');
  await phone.page.goBack();
  await phone.see('打开 1 条');
  await phone.arrive('pages/first/first');
});

test('a page opened by itself has a way home', async () => {
  await phone.page.goto(phoneUrl({ url: host.phone.url, as: 'wu-tong', page: '/pages/second/second?id=16' }));
  await phone.see('second 16');
  await phone.tap('返回首页');
  await phone.see('打开 1 条');
});

test('a tab keeps its page while another is shown', async () => {
  await phone.tap('1 教室灯不亮');
  await phone.see('选了 a');
  await phone.tap('第二');
  await phone.see('tasks');
  await phone.tap('第一');
  await phone.see('选了 a');
});

test('wx.showModal waits for its button', async () => {
  await phone.tap('原生按钮');
  await phone.tap('取消');
  await phone.see('算了');
});

test('drawing the page down refreshes it', async () => {
  await phone.pullDown();
  await phone.see('已刷新');
});
