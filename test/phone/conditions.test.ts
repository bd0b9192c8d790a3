import type { Browser } from 'playwright-core';
import type { PhoneView } from '../../dev/phone/browser';
import { launchBrowser, openPhone, type TestPhone } from '../browser';
import { type Host, startHost } from './host';

let host: Host;
let browser: Browser;
let phone: TestPhone;

beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), launchBrowser()]);
}, 60_000);

afterAll(async () => {
  await browser.close();
  await host.stop();
});

afterEach(() => phone.close());

const open = async (view: Partial<PhoneView> = {}) => {
  const page = '/pages/conditions/conditions';
  phone = await openPhone(browser, { url: host.phone.url, as: 'wu-tong', page, ...view });
};

describe('what each platform lacks is absent', () => {
  const cases: { platform: PhoneView['platform']; there: string[]; absent: string[] }[] = [
    {
      platform: 'ios',
      there: ['getRandomValues', 'chooseMessageFile', 'shareFileMessage'],
      absent: ['saveFileToDisk'],
    },
    {
      platform: 'android',
      there: ['getRandomValues', 'chooseMessageFile', 'shareFileMessage'],
      absent: ['saveFileToDisk'],
    },
    {
      platform: 'windows',
      there: ['saveFileToDisk'],
      absent: ['getRandomValues', 'chooseMessageFile', 'shareFileMessage'],
    },
    {
      platform: 'mac',
      there: ['saveFileToDisk'],
      absent: ['getRandomValues', 'chooseMessageFile', 'shareFileMessage'],
    },
    { platform: 'ohos', there: ['getRandomValues', 'chooseMessageFile'], absent: ['saveFileToDisk'] },
  ];

  test.each(cases)('$platform', async ({ platform, there, absent }) => {
    await open({ platform });
    await phone.see(`平台 ${platform}`);
    for (const name of there) await phone.see(`${name} function true`);
    for (const name of absent) await phone.see(`${name} undefined false`);
  });
});

test('a window on a computer has the size of a phone unless the mini program is resizable', async () => {
  await open({ platform: 'windows' });
  await phone.see('窗口 414×736');
  await phone.page.setViewportSize({ width: 1440, height: 900 });
  const [error] = await Promise.all([phone.page.waitForEvent('pageerror'), phone.page.reload()]);
  expect(error.message).toContain('is not resizable');
});

describe('a fault', () => {
  test('an old base library has no getAppBaseInfo', async () => {
    await open({ faults: ['old-library'] });
    await phone.see('基础库 2.19.6');
    await phone.see('getAppBaseInfo undefined false');
  });

  test('a browser without BigInt', async () => {
    await open({ faults: ['no-bigint'] });
    await phone.see('BigInt undefined');
  });

  test('storage that is full refuses', async () => {
    await open({ faults: ['storage-full'] });
    await phone.tap('存');
    await phone.see('setStorage:fail exceed storage max size 10Mb');
  });

  test('a refused privacy dialog refuses what needs it', async () => {
    await open({ faults: ['privacy-refused'] });
    await phone.tap('复制');
    await phone.see('setClipboardData:fail privacy permission is not authorized');
  });
});

test('a host in no list of domains is refused, for requests and for downloads', async () => {
  await open();
  await phone.tap('请求');
  await phone.see('request:fail url not in domain list');
  await phone.tap('下载');
  await phone.see('downloadFile:fail url not in domain list');
});

test('the eleventh page is refused', async () => {
  await open();
  for (let depth = 2; depth <= 10; depth++) await phone.tap('再开一页');
  await phone.tap('再开一页');
  await phone.see('navigateTo:fail webview count limit exceed');
});

describe("WeChat's own 扫一扫", () => {
  const scan = (text: string) => phone.page.evaluate(`phone.scan(${JSON.stringify(text)})`);

  test('opens the page of a link with a rule, which gets the whole link', async () => {
    await open({ page: '/pages/second/second?id=16' });
    await scan('https://college.example/h/4D/a/b');
    await phone.see('打开 https://college.example/h/4D/a/b');
  });

  test.each([
    ['plain text', '4D/session-16/abc/0123456789abcdef'],
    ['a link without a rule', 'https://elsewhere.example/h/4D'],
    ['a link that is not https', 'http://college.example/h/4D'],
  ])('only shows %s', async (_, text) => {
    await open();
    await scan(text);
    await phone.see('微信只显示这段文字，不打开小程序');
    await phone.see('打开 直接');
  });
});
