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
  phone = await openPhone(browser, { url: host.phone.url, as: 'wu-tong', page: '/pages/native/native' });
});

afterEach(() => phone.close());

test('a form gathers every control by its name', async () => {
  await phone.fill('谁', '吴桐');
  await phone.fill('什么', '两行\n文字');
  await phone.tap({ role: 'checkbox', name: '一' });
  await phone.tap('乙');
  await phone.tap('提交');
  await phone.see('{"who":"吴桐","what":"两行\\n文字","sw":true,"cg":["1","2"],"rg":"n","sl":30,"pk":0}');
});

test('a page can empty a field that the person has filled', async () => {
  await phone.fill('谁', '吴桐');
  await phone.see('打了:吴桐');
  await phone.tap('清空');
  await phone.see(/^打了:$/);
  expect(await phone.page.getByPlaceholder('谁').inputValue()).toBe('');
});

test('pickers answer from a list and from a date field', async () => {
  await phone.tap('部门:');
  await phone.page.getByLabel('选项').selectOption({ label: '教务' });
  await phone.tap('确定');
  await phone.see('部门:1');
  await phone.tap('日期:');
  await phone.page.getByLabel('日期', { exact: true }).fill('2026-04-02');
  await phone.tap('确定');
  await phone.see('日期:2026-04-02');
});

test('a swiper turns by a drag', async () => {
  const card = phone.find('第一张');
  const box = await card.boundingBox();
  if (!box) throw new Error('The card is not on the screen');
  const { mouse } = phone.page;
  await mouse.move(box.x + 250, box.y + 20);
  await mouse.down();
  await mouse.move(box.x + 60, box.y + 20, { steps: 5 });
  await mouse.up();
  await phone.see('当前 1');
});

test('rich text keeps its marks and drops scripts', async () => {
  expect(await phone.page.locator('wx-rich-text').innerHTML()).toBe('<p style="color:red">富<b>文</b>本</p>');
});

describe('the subscription sheet', () => {
  const grants = () =>
    host.cloud.requests.filter(({ path }) => path === '/workbench/credits').map(({ body }) => body);

  test('in a tap it asks, and each accepted template is one credit', async () => {
    await phone.tap('订阅');
    await phone.page.getByLabel('t2').uncheck();
    await phone.tap('允许');
    await phone.see('"t1":"accept","t2":"reject"');
    expect(grants()).toEqual(['{"openid":"wu-tong","templateIds":["t1"],"count":1}']);
  });

  test('a refusal is an answer, not an error', async () => {
    await phone.tap('订阅');
    await phone.tap('拒绝');
    await phone.see('"t1":"reject","t2":"reject"');
  });

  test('a sixth template is one too many', async () => {
    await phone.tap('六个订阅');
    await phone.see('20003 requestSubscribeMessage:fail Templates count out of max bounds');
  });

  test('after an answer from the network the tap is over', async () => {
    await phone.tap('晚订阅');
    await phone.see('requestSubscribeMessage:fail can only be invoked by user TAP gesture.');
  });
});

test('a code is read from what was typed', async () => {
  await phone.tap('扫码');
  await phone.page.getByPlaceholder('二维码内容').fill('checkin:16');
  await phone.tap('识别');
  await phone.see('码 checkin:16');
});

test("a code on another phone's screen is within reach of the camera", async () => {
  const other = await phone.page.context().newPage();
  await other.goto(phoneUrl({ url: host.phone.url, as: 'he-lan', page: '/pages/overlays/overlays' }));
  await other.locator('.t-qrcode').waitFor();
  await phone.tap('扫码');
  await phone.tap('https://example.com/a');
  await phone.see('码 https://example.com/a');
});

test('an article of the official account opens over the page', async () => {
  await phone.tap('文章');
  await phone.see('明天下午四点,面对面');
  await phone.tap('关闭文章');
  await phone.seeNot('明天下午四点,面对面');
});

test('an HTTP function is reached by its own address', async () => {
  await phone.tap('网络');
  await phone.see('200 {"path":"/http/portal/results"}');
});

test('a picture is chosen, made smaller, uploaded and shown', async () => {
  await phone.tap('照片');
  await phone.tap('拍一张样片');
  await phone.see('cloud://local.bucket/a.png');
  await phone.page.locator('wx-image img[src^="blob:"]').waitFor();
});

test('offline, a request fails as it does on a phone', async () => {
  await phone.close();
  phone = await openPhone(browser, {
    url: host.phone.url,
    as: 'wu-tong',
    page: '/pages/native/native',
    isOffline: true,
  });
  await phone.tap('网络');
  await phone.see('request:fail -2:net::ERR_INTERNET_DISCONNECTED');
});

test('what the phone does not supply throws with its name', async () => {
  const [error] = await Promise.all([phone.page.waitForEvent('pageerror'), phone.tap('没有')]);
  expect(error.message).toBe('The phone does not supply wx.startBluetoothDevicesDiscovery');
});
