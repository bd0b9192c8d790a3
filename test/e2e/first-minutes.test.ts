import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { phones } from '../../dev/demo/cast';
import { startWorkbench, type Workbench } from '../../dev/workbench';
import { launchBrowser, openPhone, type TestPhone } from '../browser';
import { step } from '../story';

/** The first ten minutes of somebody who has typed `npm start`: exactly what it loads, one thing after another. */
let folder: string | undefined;
let workbench: Workbench;
let browser: Browser;
let phone: TestPhone | undefined;

const start = step('the workbench starts, and its first minute passes', [], async () => {
  folder = mkdtempSync(join(tmpdir(), 'fpd-first-'));
  [workbench, browser] = await Promise.all([
    startWorkbench({ dataDir: join(folder, 'data') }),
    launchBrowser(),
  ]);
  // As it does while somebody reads the home page.
  await post('/workbench/tick', { name: 'jobs' });
});

afterEach(async () => {
  const errors = phone?.errors ?? [];
  await phone?.close();
  phone = undefined;
  expect(errors).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await workbench?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function post(path: string, body: unknown): Promise<void> {
  const response = await fetch(`${workbench.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

async function open(name: string, page?: string): Promise<TestPhone> {
  const openid = phones.find((person) => person.name === name)?.openid;
  if (!openid) throw new Error(`${name} is not of the cast`);
  phone = await openPhone(browser, { url: workbench.url, as: openid, ...(page ? { page } : {}) });
  return phone;
}

step(
  'the workbench says what to try, in Chinese, with the phone whole on a narrow screen',
  [start],
  async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'en-US' });
    await page.goto(workbench.url);
    await page.getByRole('button', { name: '林小满预约发言' }).waitFor();
    const screen = await page.getByTitle('手机屏幕').boundingBox();
    expect(screen).toMatchObject({ x: 0, width: 390, height: 844 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
    await page.getByText('复制、拨号、打开文章等操作将记录在这里').waitFor();
    await page.getByRole('button', { name: '吴雅琴受理诉求' }).click();
    await page.frameLocator('iframe[title="手机屏幕"]').getByText('诉求台账').first().waitFor();
    expect(await page.getByLabel('谁的手机').last().inputValue()).toBe('demo-office-wu');
    await page.close();
  },
);

step('the preview is in the inbox, and came as a message', [start], async () => {
  const reader = await open('林小满', 'pages/inbox/inbox');
  await reader.see('活动预告');
  const state: unknown = await (await fetch(`${workbench.url}/workbench/state`)).json();
  expect(state).toMatchObject({
    messages: expect.arrayContaining([expect.objectContaining({ openid: 'demo-student-lin' })]),
  });
});

step('a student books a place to speak', [start], async () => {
  const student = await open('林小满', 'pages/booking/booking?id=session-16');
  await student.tap('后勤保障');
  await student.fill('一句话说清楚', '宿舍热水');
  await student.tap('提交预约');
  await student.see('发言名额已定');
});

const suggested = step('the first suggestion goes into the box', [start], async () => {
  const student = await open('何思源', 'pages/case-form/case-form?channel=box');
  await fillCase(student, '自习教室晚上太冷', '一教三层晚上八点以后没有暖气。');
  await student.tap({ role: 'radio', name: /^对部门隐藏/ });
  await student.tap({ role: 'button', name: '提交' });
  // Earlier answers to something alike come up; this one is sent all the same.
  await student.tap({ role: 'button', name: '仍要提交' });
  await student.see(/20261124-\d{4}/);
});

step('an anonymous item gives a receipt', [start], async () => {
  const student = await open('周一鸣', 'pages/case-form/case-form?channel=box');
  await fillCase(student, '实训室通风不好', '焊接时烟散不出去。');
  await student.tap({ role: 'radio', name: /^匿名/ });
  await student.tap({ role: 'button', name: '提交' });
  await student.see('查询码，只给你这一次');
});

step('the operator records a call and reads a number out', [start], async () => {
  const operator = await open('唐丽', 'packages/case/operator/operator');
  await operator.fill('来电说的是什么', '三号楼水管漏水');
  await operator.fill('边听边记', '二层走廊一直在滴水。');
  await operator.tap({ role: 'radio', name: /后勤保障/ });
  await operator.tap({ role: 'radio', name: /一般事项/ });
  await operator.fill('姓名或学号、工号', '何思');
  await operator.tap({ role: 'button', name: /^何思源，经济管理系/ });
  await operator.tap('登记，取编号');
  await operator.see('请报给来电人');
  await operator.see(/20261124-\d{4}/);
});

step('published cases are found by their words', [start], async () => {
  const reader = await open('林小满', 'pages/cases/cases');
  await reader.fill('搜一搜别人问过的', '热水');
  await reader.page.keyboard.press('Enter');
  await reader.see(/热水供应/);
});

step('the office finds the new items on its desk', [suggested], async () => {
  const office = await open('吴雅琴', 'packages/case/inbox/inbox?desk=office');
  await office.see('自习教室晚上太冷');
});

async function fillCase(form: TestPhone, title: string, text: string): Promise<void> {
  await form.tap('后勤保障');
  await form.fill('一句话说清楚', title);
  await form.fill('什么时候、影响到谁，你希望怎么解决', text);
}
