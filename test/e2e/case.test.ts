import type { TestPhone } from '../browser';
import { type Stage, startStage } from './stage';

const DAY = 86_400_000;
const FORM = 'pages/case-form/case-form?channel=box';
const DETAILS = '什么时候、影响到谁，你希望怎么解决';

let stage: Stage;
let phones: TestPhone[] = [];

beforeAll(async () => {
  stage = await startStage();
});

afterAll(async () => stage.stop());

afterEach(async () => {
  const errors = phones.flatMap((phone) => phone.errors);
  await Promise.all(phones.map((phone) => phone.close()));
  phones = [];
  expect(errors).toEqual([]);
});

async function open(personId: string, page: string, isOffline = false): Promise<TestPhone> {
  const phone = await stage.open(personId, { page, isOffline });
  phones.push(phone);
  return phone;
}

const cases = () => stage.product.cloud.read('cases');
const idOf = (title: string): string => String(cases().find((one) => one.title === title)?._id ?? '');
const handling = (title: string) => `packages/case/handle/handle?id=${idOf(title)}`;

async function write(phone: TestPhone, title: string, text: string): Promise<void> {
  await phone.tap('后勤保障');
  await phone.fill('一句话说清楚', title);
  await phone.fill(DETAILS, text);
}

/** The network comes and goes as the panel of the workbench does it. */
const setOffline = (phone: TestPhone, isOffline: boolean) =>
  phone.page.evaluate(`postMessage({ kind: 'offline', value: ${isOffline} }, location.origin)`);

test('the box: by name and with a picture, answered, not solved, answered again, solved', async () => {
  const title = '三号楼热水时断时续';
  const asker = await open('p-lin', FORM);
  await write(asker, title, '连续一周晚上十点后没有热水。');
  await asker.tap('加图片');
  await asker.tap('拍一张样片');
  await asker.find('去掉第 1 张图片').waitFor();
  await asker.tap({ role: 'radio', name: /^署名/ });
  await asker.tap('提交');
  await asker.see(/^20261123-\d{4}$/);

  const office = await open('p-wu', 'packages/case/inbox/inbox?desk=office');
  await office.tap({ role: 'button', name: new RegExp(`^${title}`) });
  await office.tap('受理');
  await office.tap('后勤保障处');
  await office.tap('受理');
  await office.see('后勤保障处');
  await office.seeNot('选好类别就开始算时限；同时选部门，一步交办。');

  const handler = await open('p-ma', handling(title));
  await handler.see('林小满 · 信息工程系');
  const answer = async (text: string) => {
    await handler.tap('写答复');
    await handler.tap('已解决');
    await handler.fill('做了什么，结果怎样', text);
    await handler.tap('提交答复');
    await handler.see('待审核的答复');
    const head = await open('p-xu', handling(title));
    await head.see(text);
    await head.tap('审核答复');
    await head.tap('审核通过');
    await head.seeNot('待审核的答复');
  };
  await handler.tap('接收');
  await handler.see('接收后由本部门负责办理，直至改派的部门接收（首接负责）。');
  await handler.tap('接收');
  await answer('锅炉已检修，今晚恢复。');

  await asker.tap('查看进展');
  await asker.see('锅炉已检修，今晚恢复。');
  await asker.tap('没解决');
  await asker.fill('说一句就行，会连同新的时限退回部门', '六层还是没有热水');
  await asker.tap('退回重办');
  await asker.see('你表示未解决，重新办理');
  await handler.pullDown();
  await handler.see('六层还是没有热水');
  await answer('六层的阀门也换了。');
  await asker.pullDown();
  await asker.tap({ role: 'button', name: '已解决' });
  await asker.see('已确认解决，谢谢你');
  await asker.tap('非常满意');
  await asker.see('提出人确认解决');
  await asker.find('仍未解决').waitFor();
});

test('anonymous: a receipt code opens the answer, goes on with the talk from another phone, and says solved', async () => {
  const title = '有老师在课上收班费';
  const asker = await open('p-zhou', FORM);
  await write(asker, title, '每人两百元，没有收据。');
  await asker.tap({ role: 'radio', name: /^匿名/ });
  await asker.tap('提交');
  await asker.see('查询码，只给你这一次');
  const code = (await asker.page.getByText(/^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/).textContent()) ?? '';
  // Killed before anything was saved: the code is not lost, and goes when it is put away.
  await stage.reopen(asker, 'p-zhou', { page: 'pages/cases/cases' });
  await asker.see(code);
  await asker.tap('知道了，收起');
  await asker.seeNot(code);

  await open('p-wu', handling(title)).then(async (office) => {
    await office.see('活动办公室看过之前，别人看不到');
    await office.tap('受理');
    await office.tap('后勤保障处');
    await office.tap('受理');
    await office.seeNot('活动办公室看过之前，别人看不到');
  });
  const { as } = stage.product;
  await as('p-ma').call('case.take', { caseId: idOf(title) });
  await as('p-ma').call('case.askMore', { caseId: idOf(title), text: '是哪一门课？' });

  const other = await open('somebody-else', 'pages/receipt/receipt');
  await other.fill('查询码', code.toLowerCase());
  await other.tap('查进展');
  await other.see('是哪一门课？');
  await other.tap('补充说明');
  await other.fill('新的情况、部门问你的事', '周三下午的实训课');
  await other.tap('发送补充');
  await other.see('周三下午的实训课');
  await as('p-xu').call('case.draftReply', { caseId: idOf(title), text: '已全部退还。', outcome: 'solved' });
  await other.pullDown();
  await other.see('已全部退还。');
  await other.tap({ role: 'button', name: '已解决' });
  await other.see('提出人确认解决');
  expect(cases().find((one) => one.title === title)).toMatchObject({
    verdict: 'solved',
    closing: 'asker_solved',
  });
  const stored = JSON.stringify(cases().find((one) => one.title === title));
  expect(stored).not.toMatch(/p-zhou|demo-student-zhou|somebody-else/);
});

test('the hotline: the operator records a call, a killed app loses none of it, and the caller says it is solved', async () => {
  const operator = await open('p-tang', 'packages/case/operator/operator');
  // Before a computer: no hand leaves the keyboard from the first word to the caller.
  const { page: computer } = operator;
  await computer.setViewportSize({ width: 1280, height: 800 });
  await stage.reopen(operator, 'p-tang', { page: 'packages/case/operator/operator' });
  await operator.fill('来电说的是什么', '食堂二楼空调漏水');
  await computer.keyboard.press('Enter');
  await computer.locator('textarea:focus').waitFor();
  await computer.keyboard.type('靠窗第三排，地面很滑。');
  await computer.keyboard.press('Tab');
  await computer.keyboard.type('食堂二楼');
  await computer.keyboard.press('Enter');
  await computer.locator('input[placeholder="如 3a"]:focus').waitFor();
  await computer.keyboard.type('3b');
  await computer.keyboard.press('Enter');
  await computer.locator('input[placeholder="姓名或学号、工号"]:focus').waitFor();
  await computer.keyboard.type('何思');
  await operator.find({ role: 'button', name: /^何思源，经济管理系/ }).waitFor();
  await computer.keyboard.press('Enter');
  await operator.see('何思源 · 经济管理系');
  await stage.reopen(operator, 'p-tang', { page: 'packages/case/operator/operator' });
  await operator.see('已恢复没登记完的来电');
  await operator.see('何思源 · 经济管理系');
  await operator
    .find({ role: 'radio', name: '3 后勤保障' })
    .and(operator.page.locator('[aria-checked="true"]'))
    .waitFor();
  await operator.tap('登记，取编号');
  await operator.see('请报给来电人');
  const number =
    (await operator.page
      .getByText(/^\d{8}-\d{4}$/)
      .first()
      .textContent()) ?? '';

  const leader = await open('p-zheng', 'packages/case/inbox/inbox?desk=leader');
  await leader.fill('找标题、地点、内容或编号', number);
  await leader.page.keyboard.press('Enter');
  await leader.see('靠窗第三排，地面很滑。');

  const { as } = stage.product;
  const caseId = idOf('食堂二楼空调漏水');
  expect(cases().find(({ _id }) => _id === caseId)).toMatchObject({
    category: 'logistics',
    urgency: 'utilities',
    place: '食堂二楼',
    askerId: 'p-he',
    recordedBy: 'p-tang',
  });
  await as('p-wu').call('case.accept', { caseId, urgency: 'utilities', leadId: 'logistics', coIds: [] });
  await as('p-ma').call('case.take', { caseId });
  await as('p-xu').call('case.draftReply', { caseId, text: '水管已换好。', outcome: 'solved' });
  const caller = await open('p-he', 'pages/cases/cases');
  await caller.tap({ role: 'button', name: /^食堂二楼空调漏水/ });
  await caller.see('水管已换好。');
  await caller.tap({ role: 'button', name: '已解决' });
  await caller.see('提出人确认解决');
  await stage.reopen(operator, 'p-tang', { page: 'packages/case/operator/operator' });
  await operator.see(number);
  await operator.seeNot('已恢复没登记完的来电');
});

test('a killed app gives back what was typed with its picture, and two taps on the button send it once', async () => {
  const title = '操场夜里灯不亮';
  const phone = await open('p-gao', FORM);
  await write(phone, title, '跑步看不清路。');
  await phone.tap('加图片');
  await phone.tap('拍一张样片');
  await phone.find('去掉第 1 张图片').waitFor();
  await stage.reopen(phone, 'p-gao', { page: FORM });
  await phone.see('已恢复你上次没写完的内容');
  await phone.find('去掉第 1 张图片').waitFor();
  await phone.find('提交').dblclick();
  await phone.see(/^20261123-\d{4}$/);
  const filed = cases().filter((one) => one.title === title);
  expect(filed).toMatchObject([{ pictures: [{ state: 'waiting' }] }]);
});

test('pictures: too large, too many or no picture at all is said at its place, and nothing typed is lost', async () => {
  const phone = await open('p-lin', 'pages/case-form/case-form?channel=hotline');
  await phone.tap({ role: 'button', name: /^直接拨打/ });
  await phone.find('呼叫 0871-00012345').waitFor();
  await phone.tap('取消');
  await write(phone, '传达室的灯坏了', '门口很暗。');
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]);
  const choose = async (files: [name: string, bytes: Buffer][]) => {
    await phone.tap('加图片');
    await phone.page
      .locator('input[type=file]')
      .setInputFiles(files.map(([name, buffer]) => ({ name, buffer, mimeType: 'image/jpeg' })));
  };
  await choose([
    ['large.jpg', Buffer.concat([jpeg, Buffer.alloc(10 * 1024 * 1024)])],
    ['good.jpg', jpeg],
    ['renamed.exe.jpg', Buffer.from('MZ no picture at all')],
  ]);
  await phone.see('一张图片最大 10 MB，太大的没有加上');
  await phone.see('2/9');
  await phone.tap('提交');
  await phone.see('第 2 张不是照片，请去掉或换一张');
  await phone.tap('去掉第 2 张图片');
  await choose(Array.from({ length: 9 }, (_, index) => [`${index}.jpg`, jpeg] as [string, Buffer]));
  await phone.find('去掉第 9 张图片').waitFor();
  await phone.seeNot(/^\d\/9$/);
  expect(idOf('传达室的灯坏了')).toBe('');
  await phone.tap('提交');
  await phone.see(/^20261123-\d{4}$/);
  const [filed] = cases().filter(({ title }) => title === '传达室的灯坏了');
  expect(filed).toMatchObject({ text: '门口很暗。', channel: 'hotline' });
  expect(filed?.pictures).toHaveLength(9);
});

test('somebody asked the same: one tap in the form joins, one takes it back, and the answer is heard', async () => {
  const { cloud, as } = stage.product;
  const { caseId } = await as('p-lin').call('case.submit', {
    channel: 'box',
    category: 'logistics',
    title: '我宿舍的洗衣机坏了',
    text: '坏了三天。',
    place: '',
    identity: 'hidden',
  });
  await as('p-wu').call('case.accept', { caseId, urgency: 'ordinary', leadId: 'logistics', coIds: [] });
  await as('p-ma').call('case.take', { caseId });
  const words = { title: '五号楼洗衣机坏了', text: '五号楼洗衣机不能用。' };
  await as('p-wu').call('case.publish', { caseId, ...words });
  // The index is made, and what an instance had read before is old.
  await cloud.clock.advance(2 * 60_000);

  const phone = await open('p-sun', FORM);
  await write(phone, '洗衣机坏了', '五号楼洗衣机一直不转。');
  await phone.tap('提交');
  await phone.tap('我也遇到了：五号楼洗衣机坏了');
  await phone.tap('允许');
  await phone.see('已登记，有答复会通知你');
  await phone.see('1 人也遇到了');
  await phone.tap('撤销');
  await phone.seeNot('已登记，有答复会通知你');
  await phone.tap('我也遇到了：五号楼洗衣机坏了');
  await phone.tap('查看进展');
  await phone.see('你也遇到了，有进展会告诉你。');
  expect(cases().filter((one) => one.title === '洗衣机坏了')).toEqual([]);

  await as('p-xu').call('case.draftReply', { caseId, text: '明天换新。', outcome: 'solved' });
  await as('p-wu').call('case.publish', { caseId, ...words, reply: '已换新洗衣机。' });
  await cloud.tick('jobs');
  await stage.reopen(phone, 'p-sun', { page: 'pages/inbox/inbox' });
  await phone.see(/你关注的诉求有了答复/);
  await stage.reopen(phone, 'p-sun', { page: 'pages/cases/cases' });
  await phone.tap('关注');
  await phone.tap({ role: 'button', name: /^五号楼洗衣机坏了/ });
  await phone.see('已换新洗衣机。');
});

test('without a network a submission waits, goes out by itself, once, and its receipt code is shown then', async () => {
  const title = '图书馆周末开得太晚';
  const phone = await open('p-he', FORM, true);
  await write(phone, title, '希望八点开门。');
  await phone.tap({ role: 'radio', name: /^匿名/ });
  await phone.tap('提交');
  await phone.tap('看我的诉求');
  await phone.see('意见建议箱 · 等待发送');
  expect(idOf(title)).toBe('');
  await setOffline(phone, false);
  await phone.see('意见建议箱 · 已发出');
  await phone.see(/([0-9A-Z]{5}-){3}[0-9A-Z]{5}/);
  await stage.reopen(phone, 'p-he', { page: 'pages/cases/cases' });
  await phone.tap('知道了，收起');
  await phone.seeNot(title);
  expect(cases().filter((one) => one.title === title)).toHaveLength(1);
});

test('what nobody answers climbs every rung, and stands on the public list at the end', async () => {
  const { cloud, as } = stage.product;
  const form = { channel: 'box', category: 'logistics', place: '', identity: 'hidden' } as const;
  const { caseId } = await as('p-gao').call('case.submit', {
    ...form,
    title: '实训楼电梯停了',
    text: '两周没有人修。',
  });
  await as('p-wu').call('case.accept', { caseId, urgency: 'ordinary', leadId: 'logistics', coIds: [] });
  await as('p-ma').call('case.take', { caseId });
  const rungs = () => {
    const { history } = cloud.read('cases').find(({ _id }) => _id === caseId) ?? {};
    return JSON.stringify(history).match(/escalated_\w+/g) ?? [];
  };
  for (let jumps = 0; jumps < 3 && rungs().length < 4; jumps++) await cloud.clock.advance(16 * DAY);
  expect(rungs()).toEqual(['escalated_handler', 'escalated_head', 'escalated_leader', 'escalated_public']);

  const anybody = await open('p-lin', 'packages/report/overdue/overdue');
  await anybody.see('后勤保障处');
  await anybody.see(/^已超期/);
  const asker = await open('p-gao', `pages/case/case?id=${caseId}`);
  await asker.see('超期，已报分管校领导');
  await asker.see('超期，列入超期诉求公示');
});
