import type { Browser } from 'playwright-core';
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

afterEach(async () => {
  const { errors } = phone;
  await phone.close();
  expect(errors).toEqual([]);
});

const open = async (page: string) => {
  phone = await openPhone(browser, { url: host.phone.url, as: 'wu-tong', page });
};

test('fields, choices, tabs and the stepper tell the page what was entered', async () => {
  await open('/pages/controls/controls');
  await phone.fill('姓名', '吴桐');
  await phone.fill('选填', '138');
  await phone.fill('说说具体情况', '教室灯不亮');
  await phone.fill('搜索诉求', '灯');
  await phone.tap('关注');
  await phone.tap('旁听');
  await phone.tap('匿名');
  await phone.tap({ role: 'switch' });
  await phone.page.locator('.t-stepper__plus').click();
  await phone.see('值:吴桐/138/教室灯不亮/灯/b/2/x,y/true/2');
  await phone.see('5 / 200');
});

test('rating, folding and a swiped cell answer to touch', async () => {
  await open('/pages/display/display');
  await phone.tap('为什么');
  await phone.see('因为没有账号');
  const cell = phone.find('左滑看看');
  await cell.scrollIntoViewIfNeeded();
  const box = await cell.boundingBox();
  if (!box) throw new Error('The cell is not on the screen');
  const { mouse } = phone.page;
  await mouse.move(box.x + 200, box.y + 5);
  await mouse.down();
  await mouse.move(box.x + 150, box.y + 5, { steps: 3 });
  await mouse.move(box.x + 60, box.y + 5, { steps: 3 });
  await mouse.up();
  await phone.tap('删除');
  await phone.see('点了删除');
  await phone.tap('链接');
  await phone.see('轻提示');
});

test('toast, message, dialog, popup, action sheet and pickers open, answer and close', async () => {
  await open('/pages/overlays/overlays');
  await phone.tap('轻提示');
  await phone.see('已保存');
  await phone.tap('消息');
  await phone.see('消息来了');
  // It slides over what stands on top, where a tap would land on it.
  await phone.seeNot('消息来了');
  await phone.tap('弹窗');
  await phone.see('名额会给下一位');
  await phone.tap('再想想');
  await phone.seeNot('名额会给下一位');
  await phone.tap('选择器');
  await phone.see('选部门');
  await phone.tap('确认');
  await phone.see('教务处');
  await phone.tap('日期');
  await phone.see('选日期');
  await phone.tap('确定');
  await phone.see('2026-03-05');
  await phone.tap('动作面板');
  await phone.tap('乙');
  await phone.see('乙');
  await phone.tap('弹层');
  await phone.see('弹层内容');
});

test('an upload tile takes a picture and shows it', async () => {
  await open('/pages/overlays/overlays');
  await phone.page.locator('.t-upload__add-icon, .t-upload__item--add').first().click();
  await phone.tap('拍一张样片');
  await phone.page.locator('.t-upload img[src^="blob:"]').waitFor();
});
