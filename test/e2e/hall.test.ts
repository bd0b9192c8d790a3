import type { TestPhone } from '../browser';
import { step } from '../story';
import { HOUR, makeKeys, seedBookings } from '../survey/thursday';
import { scanUntilIn } from './scan';
import { publishSession, type Stage, startStage } from './stage';

let stage: Stage;
let sessionId: string;
let office: TestPhone;
let student: TestPhone;

const start = step('a session is about to begin; one has booked to speak, one to listen', [], async () => {
  // Twenty-five minutes before four, so that no timer has to run on the way.
  stage = await startStage({ now: Date.parse('2026-12-03T15:35:00+08:00') });
  sessionId = await publishSession(stage.product, 5);
  await makeKeys(stage.product);
  await seedBookings(stage.product, sessionId, [
    { personId: 'p-lin', code: 'LIN234' },
    { personId: 'p-zhou', code: 'ZHOU56', wish: 'listen' },
  ]);
});

afterAll(async () => stage?.stop());

const shot = async (phone: TestPhone, name: string) => {
  if (process.env.SHOTS) await phone.screenshot(`${process.env.SHOTS}/${name}.png`);
};
const room = () => ({ page: `packages/hall/room/room?id=${sessionId}` });
const arrivals = () => stage.product.cloud.read('attendance').map(({ personId }) => personId);
const asked = () => stage.product.cloud.read('questions');

const scanned = step(
  'the office goes from its month to the hall; a student photographs the screen and is in',
  [start],
  async () => {
    office = await stage.open('p-wu', { page: 'packages/office/desk/desk' });
    await office.tap({ role: 'button', name: /^现场/ });
    await office.tap('排出发言名单');
    await office.see('宿舍热水');
    await office.tap('大屏');
    await office.tap('在本机显示');
    const code = office.page.getByLabel('签到码');
    await code.waitFor();
    await shot(office, 'hall-screen');

    // Her phone's clock is an hour slow: by it the doors are still shut, and she is in a moment later all the same.
    const checkin = { page: `packages/dialogue/checkin/checkin?id=${sessionId}` };
    student = await stage.open('p-lin');
    const anHourAgo = JSON.stringify({ now: stage.product.cloud.clock.now() - HOUR });
    await student.page.route('**/workbench/clock', (route) => route.fulfill({ body: anHourAgo }));
    await stage.reopen(student, 'p-lin', checkin);
    await scanUntilIn(student, () => code.screenshot());
    await student.see('评价凭证已存进这部手机');
    expect(arrivals()).toEqual(['p-lin']);
    await office.see('人已签到');
    expect(student.errors).toEqual([]);
  },
);

const letIn = step('without network the desk keeps who came, and sends it once', [scanned], async () => {
  const door = { page: `packages/hall/door/door?id=${sessionId}` };
  const desk = await stage.open('p-luo', door);
  await desk.see('全部已同步');
  await stage.reopen(desk, 'p-luo', { ...door, isOffline: true });
  await desk.fill('姓名、学工号或预约码', 'zhou56');
  await desk.tap({ role: 'button', name: /^签到 周一鸣/ });
  await desk.see('没有网络，1 人已存在这台手机上，连上后自动同步');
  await desk.fill('姓名、学工号或预约码', '20250308');
  await desk.tap('按学工号登记 20250308');
  await desk.see('没有网络，2 人已存在这台手机上，连上后自动同步');
  await shot(desk, 'hall-door');
  expect(arrivals()).toHaveLength(1);
  await stage.reopen(desk, 'p-luo', door);
  await desk.see('全部已同步');
  await desk.see('何思源');
  expect(arrivals().sort()).toEqual(['p-he', 'p-lin', 'p-zhou']);
  // Somebody who is in already is told so, and counts once.
  await desk.fill('姓名、学工号或预约码', '林小');
  await desk.see(/已签到 15:3\d/);
  expect(desk.errors).toEqual([]);
  await desk.close();
});

step(
  'the office reads who came; everybody else a figure, and the names of those who agreed',
  [letIn],
  async () => {
    await stage.reopen(office, 'p-wu', room());
    await office.tap('签到名单');
    await office.see('预约发言 · 扫码签到');
    await office.see('直接参加 · 签到台登记');
    await stage.reopen(student, 'p-lin', { page: `packages/dialogue/checkin/checkin?id=${sessionId}` });
    await student.tap('要不要公开我来过，默认不公开');
    await student.see('暂无参会师生公开姓名');
    await student.tap('公开我的参会信息');
    await student.see('其中 1 人愿意公开姓名');
    const leader = await stage.open('p-zheng', { page: 'packages/office/desk/desk?reads=1' });
    await leader.tap({ role: 'button', name: /^签到/ });
    await leader.see('林小满');
    await leader.seeNot('周一鸣');
    await stage.reopen(leader, 'p-zheng', room());
    await leader.see('宿舍热水');
    // Reads along: the queue and what stands behind it, and nothing to press but the wall and the figure.
    await leader.tap({ role: 'button', name: /^1，/ });
    await leader.see('还没有轮到。');
    expect(
      await leader.page.getByRole('button', { name: /开始对话|签到台|批准|记录|结束|名单/ }).count(),
    ).toBe(0);
    expect([...office.errors, ...student.errors, ...leader.errors]).toEqual([]);
    await leader.close();
  },
);

const recorded = step(
  'a question is answered on the spot, another transferred, and a second editor loses nothing',
  [scanned],
  async () => {
    await stage.reopen(office, 'p-wu', room());
    await office.tap('开始对话');
    await office.tap('现在开始');
    await office.tap('请下一位：林小满');
    await office.tap('批准并请上来');
    await office.tap('记录问题和答复');
    await office.tap('徐立峰答复');
    await office.fill('答复的内容', '锅炉今晚修好，林小满的电话 13800138000 已记下。');

    const other = await stage.open('p-luo', room());
    await other.see('正在发言');
    await other.tap('记录问题和答复');
    await other.tap('徐立峰答复');
    await other.fill('例如 宿舍热水', '三号楼没有热水');
    await other.fill('答复的内容', '明天修。');
    await other.tap('保存');
    await other.see('徐立峰答复，等提问人确认');
    await other.close();

    await office.tap('保存');
    await office.see('刚才有人先改了这个问题');
    await office.see('对方：三号楼没有热水');
    await shot(office, 'hall-conflict');
    await office.tap('采用对方的题目');
    await office.tap('保存');
    await office.see('徐立峰答复，等提问人确认');
    const [first] = asked();
    expect(first).toMatchObject({ state: 'on_spot', title: '三号楼没有热水' });
    expect(String(first?.answer)).toContain('锅炉今晚修好');

    await office.tap('加一个问题');
    await office.fill('例如 宿舍热水', '图书馆周末开放');
    await office.tap('后勤保障');
    await office.tap('还没有答复');
    await office.tap('图书馆');
    await shot(office, 'hall-question');
    await office.tap('保存');
    await office.see('还没有答复');
    expect(office.errors).toEqual([]);
  },
);

const closed = step(
  'the hall cannot be closed over an open question; one tap leads there, and it becomes a case',
  [recorded],
  async () => {
    await office.tap('结束对话');
    await office.see('还有 1 个问题没有处理，处理完才能结束');
    await shot(office, 'hall-unsettled');
    await office.tap({ role: 'button', name: /^去处理：图书馆周末开放/ });
    await office.tap('会后转办');
    await office.tap('保存');
    await office.see(/转图书馆，\d+月\d+日前办结/);
    await office.tap('结束对话');
    await office.tap('结束');
    await office.tap('整理纪要');
    await office.see('第 1 期纪要');
    const cases = stage.product.cloud.read('cases');
    expect(cases).toHaveLength(1);
    expect(cases[0]).toMatchObject({ channel: 'dialogue' });
  },
);

step(
  'minutes are saved while they are written, names are marked, and everybody reads them an hour later',
  [closed],
  async () => {
    await office.see('13800138000');
    await shot(office, 'hall-minutes');
    await office.tap('发布纪要');
    await office.see(/还有 \d 处疑似姓名或号码，逐处改掉或保留后再发布/);
    await office.tap('把林小满改成林某');
    await office.tap({ role: 'button', name: /^把13800138000改成/ });
    await office.tap('编辑第 2 项');
    await office.fill('问题', '周末能不能开到十一点？');
    await office.see('已保存，吴雅琴');
    await stage.product.cloud.clock.advance(HOUR);
    await office.tap('发布纪要');
    await office.tap('发布');
    await office.see('已发布。改动先存在本机，更正发布后大家才看到');
    expect(office.errors).toEqual([]);

    await stage.reopen(student, 'p-lin', { page: `packages/dialogue/minutes/minutes?id=${sessionId}` });
    await student.see('周末能不能开到十一点？');
    await student.see(/锅炉今晚修好，林某/);
    expect(await student.page.getByText('13800138000').count()).toBe(0);
    expect(student.errors).toEqual([]);
  },
);
