import type { Browser, Page } from 'playwright-core';
import { launchBrowser, type TestPhone } from '../browser';
import { step } from '../story';
import { makeKeys, seedBookings } from '../survey/thursday';
import { publishSession, type Stage, startStage } from './stage';
import { openWall, pairWall, wallAddress } from './wall-browser';

// A Thursday on the wall: a browser without an account, beside the phone of the office.

const SIZES = [
  ['projector', 1920, 1080],
  ['notebook', 1366, 768],
  ['old', 1024, 768],
  ['portrait', 1080, 1920],
] as const;
/** As long as a title may be, without a place to break it. */
const LONGEST = '教学楼与食堂之间的道路照明和雨天积水已经影响大家夜里通行盼望尽早修好并且公布日期';

/** The survey that opened last with a later round beside it, as they stand when the next session comes. */
const CODES = ['1a2b3c4d5e6f'.padEnd(64, '0'), '778899aabbcc'.padEnd(64, '0')] as const;
const opened = { heldWith: 'session-15', opensAt: 1, state: 'announced', round: 1, items: [] };

let stage: Stage;
let sessionId: string;
let office: TestPhone;
let browser: Browser;
let wall: Page;
const errors: string[] = [];

const room = () => ({ page: `packages/hall/room/room?id=${sessionId}` });
const see = (text: string | RegExp) => wall.getByText(text).first().waitFor();

/** What is cut off, or would have to be scrolled to. */
const cutOff = () =>
  wall.evaluate(() => {
    const { innerWidth, innerHeight } = window;
    const root = document.documentElement;
    const isScrolled = root.scrollWidth > innerWidth || root.scrollHeight > innerHeight;
    const outside = Array.from(document.querySelectorAll('.wall *')).filter((part) => {
      const { left, right, top, bottom } = part.getBoundingClientRect();
      return left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
    });
    const squeezed = Array.from(document.querySelectorAll('.fit')).filter(
      (box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1,
    );
    return [
      ...(isScrolled ? ['scroll bar'] : []),
      ...[...outside, ...squeezed].map((part) => `${part.className}: ${part.textContent}`),
    ];
  });

/** Resolves when the page has heard of its new size: browsers tell before they draw. */
const drawn = () =>
  wall.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))),
  );

async function fitsEverywhere(name: string): Promise<void> {
  for (const [size, width, height] of SIZES) {
    await wall.setViewportSize({ width, height });
    await drawn();
    if (process.env.SHOTS) await wall.screenshot({ path: `${process.env.SHOTS}/wall-${name}-${size}.png` });
    expect([size, await cutOff()]).toEqual([size, []]);
  }
  await wall.setViewportSize({ width: 1920, height: 1080 });
}

const start = step('a session begins in twenty-five minutes; two have booked to speak', [], async () => {
  stage = await startStage({
    now: Date.parse('2026-12-03T15:35:00+08:00'),
    env: { HTTP_BASE_URL: 'https://college.example' },
  });
  sessionId = await publishSession(stage.product, 5);
  await makeKeys(stage.product);
  await seedBookings(stage.product, sessionId, [
    { personId: 'p-lin', code: 'LIN234', title: LONGEST },
    { personId: 'p-zhou', code: 'ZHOU56', title: '食堂价格' },
  ]);
  await stage.product.cloud.seed('surveys', [
    { ...opened, _id: 'session-15.1', sessionNumber: 15, round: 1, openingDigest: CODES[0] },
    { ...opened, _id: 'session-14.2', sessionNumber: 14, round: 2, openingDigest: CODES[1] },
    { ...opened, _id: 'session-13.1', heldWith: 'session-13', opensAt: 0, openingDigest: 'f'.repeat(64) },
  ]);
  browser = await launchBrowser();
  wall = await openWall(browser);
  wall.on('pageerror', (error) => errors.push(error.message));
  wall.on('console', (message) => {
    // A refused code is an answer, and the browser remarks on its status.
    if (message.type() === 'error' && !/403/.test(message.text())) errors.push(message.text());
  });
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

const paired = step('six digits of the office’s phone bring the wall to any browser', [start], async () => {
  await wall.goto(wallAddress(stage));
  await wall.getByLabel('输入 6 位大屏码').fill('000000');
  await see('大屏码不正确或已失效。请在手机上取新码。');
  office = await stage.open('p-wu', room());
  await office.tap('排出发言名单');
  await office.tap('大屏');
  await office.see('college.example/wall');
  await pairWall(wall, office);
  await see('距开场');
  await see('微信扫一扫签到');
  const foot = wall.locator('.codes');
  expect(await foot.innerText()).toMatch(
    /^开箱核对码\s*第 15 期 1a2b 3c4d 5e6f\s*第 14 期第 2 轮 7788 99aa bbcc\s*与手机和通知里的应该一样$/,
  );
  await office.see('大屏 1');
  if (process.env.SHOTS) await office.screenshot(`${process.env.SHOTS}/walls-phone.png`);
  const link = await wall.getByAltText('签到码').getAttribute('data-code');
  expect(link).toMatch(/^https:\/\/college\.example\/h\/4D\//);
  await fitsEverywhere('door');
});

const live = step('what the office taps is on the wall within two seconds', [paired], async () => {
  await stage.reopen(office, 'p-wu', room());
  await office.tap('开始对话');
  await office.tap('现在开始');
  await office.tap({ role: 'button', name: /^请下一位/ });
  await office.fill('上屏的题目', LONGEST);
  const isThere = see(LONGEST);
  await office.tap('批准并请上来');
  await office.see('正在发言');
  const from = Date.now();
  await isThere;
  expect(Date.now() - from).toBeLessThan(2_000);
  await wall.locator('.codes').waitFor({ state: 'detached' });
  await fitsEverywhere('live');
  expect(errors).toEqual([]);
});

step('without network it stands as it is, says so quietly, and goes on', [live], async () => {
  await wall.clock.install();
  await wall.reload();
  await see(LONGEST);
  await wall.context().setOffline(true);
  await wall.clock.runFor(10 * 60_000);
  await see(LONGEST);
  await see(/^网络已断开，内容为 15:3\d 的$/);
  // Three minutes of codes are over, and the wall says where to go instead.
  await see('请到签到台登记');
  if (process.env.SHOTS) await wall.screenshot({ path: `${process.env.SHOTS}/wall-cut.png` });
  await wall.context().setOffline(false);
  await wall.clock.runFor(5_000);
  await wall.getByText(/^网络已断开/).waitFor({ state: 'detached' });
  await wall.clock.resume();
  errors.length = 0;
});

step('the office ends it, and the browser asks for digits again', [live], async () => {
  await stage.reopen(office, 'p-wu', { page: `packages/hall/walls/walls?id=${sessionId}` });
  await office.tap('停用大屏 1');
  await see('大屏已停用。请在手机上取新码。');
  expect(office.errors).toEqual([]);
});
