import { randomUUID } from 'node:crypto';
import type { TestPhone } from '../browser';
import { step } from '../story';
import { publishSession, type Stage, startStage } from './stage';

let stage: Stage;
let sessionId: string;
let student: TestPhone;

const shot = async (phone: TestPhone, name: string) => {
  if (process.env.SHOTS) await phone.screenshot(`${process.env.SHOTS}/${name}.png`);
};
const seat = () => ({ page: `packages/dialogue/seat/seat?id=${sessionId}` });
const read = (collection: string) => stage.product.cloud.read(collection);

const start = step('the doors are open, and three are in', [], async () => {
  stage = await startStage({ now: Date.parse('2026-12-03T15:35:00+08:00') });
  sessionId = await publishSession(stage.product, 5);
  const entries = ['p-lin', 'p-zhou', 'p-he'].map((personId) => ({
    entryId: randomUUID(),
    personId,
    ageMs: 0,
  }));
  await stage.product.as('p-wu').call('hall.deskCheckIn', { sessionId, entries });
});
afterAll(async () => stage?.stop());

step(
  'whom the desk could not match waits, also after the app was killed, until somebody settles it',
  [start],
  async () => {
    const door = { page: `packages/hall/door/door?id=${sessionId}` };
    const desk = await stage.open('p-luo', door);
    await desk.see('全部已同步');
    await stage.reopen(desk, 'p-luo', { ...door, isOffline: true });
    await desk.fill('姓名、学工号或预约码', '20259001');
    await desk.fill('姓名', '程新宇');
    await desk.tap('按学工号登记 20259001');
    await desk.see('没有网络，1 人已存在这台手机上，连上后自动同步');
    await stage.reopen(desk, 'p-luo', door);
    await desk.see('全部已同步，1 人待核对');
    await shot(desk, 'seat-door');
    // Killed, and without network: it is still there.
    await stage.reopen(desk, 'p-luo', { ...door, isOffline: true });
    await desk.see('1 人待核对');
    await stage.reopen(desk, 'p-luo', { page: `packages/hall/unmatched/unmatched?id=${sessionId}` });
    await desk.tap({ role: 'button', name: /^核对 程新宇/ });
    await shot(desk, 'seat-unmatched');
    await desk.fill('学号或工号', '20240215');
    await desk.tap('改正学工号并签到');
    await desk.see('暂无待核对的登记');
    expect(read('unmatched_entries')).toMatchObject([{ state: 'joined', typed: '' }]);
    expect(desk.errors).toEqual([]);
    await desk.close();
  },
);

step(
  'a paper list is typed in afterwards in one go, and each number says what became of it',
  [start],
  async () => {
    const desk = await stage.open('p-wu', { page: `packages/hall/door/door?id=${sessionId}` });
    await desk.tap('补录纸质签到表');
    const typed = ['20250399', '20260001', '20250399'].join('\n');
    await desk.fill('逐行填写或粘贴学工号', typed);
    await desk.see('2 个学工号');
    await desk.tap({ role: 'button', name: /^全部登记/ });
    await desk.see('登记结果');
    await desk.see('重复，上面已有');
    await desk.see('名册中没有找到，已列入待核对');
    await shot(desk, 'seat-paper');
    // Once more: nothing is counted twice.
    const before = [read('attendance').length, read('unmatched_entries').length];
    await desk.tap({ role: 'button', name: /^全部登记/ });
    await desk.see('登记结果');
    expect([read('attendance').length, read('unmatched_entries').length]).toEqual(before);
    expect(desk.errors).toEqual([]);
    await desk.close();
  },
);

const sent = step('a question is sent from the seat, without the name', [start], async () => {
  student = await stage.open('p-lin', seat());
  await student.see('本期还可以提 3 个问题');
  await student.fill('例如：操场晚上的灯能不能早点开', '操场夜间照明太暗');
  await student.tap('后勤保障');
  await student.tap('不公开我的姓名');
  await shot(student, 'seat-form');
  await student.tap('提交问题');
  await student.see('等待主持人审核');
  await student.see('本期还可以提 2 个问题');
  for (const who of ['p-zhou', 'p-he'])
    await stage.product.as(who).call('hall.askFromSeat', {
      sessionId,
      title: '操场夜间照明',
      category: 'logistics',
      isHidden: false,
    });
  expect(student.errors).toEqual([]);
});

step('the host lets it in with the two others in one tap, and three want it', [sent], async () => {
  const host = await stage.open('p-wu', { page: `packages/hall/room/room?id=${sessionId}` });
  await host.tap('场内提问');
  await host.see('另有 2 个场内提问是同一件事，一并合并');
  await shot(host, 'seat-inbox');
  await host.tap({ role: 'button', name: /^审核：操场夜间照明太暗/ });
  await shot(host, 'seat-decide');
  await host.tap('列入提问');
  await host.see('暂无场内提问');
  await host.see('2 人也想问 · 可上屏');
  await shot(host, 'seat-queue');
  expect(host.errors).toEqual([]);
  await host.close();
  await stage.reopen(student, 'p-lin', { page: `packages/dialogue/agenda/agenda?id=${sessionId}` });
  await student.see('操场夜间照明太暗');
  await shot(student, 'seat-agenda');
  const other = await stage.open('p-he', { page: 'packages/dialogue/my-questions/my-questions' });
  await other.see('同问 2 人，包括你');
  await shot(other, 'seat-mine');
  expect([...student.errors, ...other.errors]).toEqual([]);
});

step(
  'on a computer the inbox stands beside the queue: a key opens the first, one tap lets it in and calls it',
  [sent],
  async () => {
    const office = stage.product.as('p-wu');
    await office.call('hall.open', { sessionId });
    const asked = { sessionId, title: '图书馆插座', category: 'logistics', isHidden: false } as const;
    await stage.product.as('p-he').call('hall.askFromSeat', asked);
    const page = `packages/hall/room/room?id=${sessionId}`;
    const host = await stage.open('p-wu', { page, platform: 'windows', window: 'wide' });
    await host.see('图书馆插座');
    await shot(host, 'seat-cockpit');
    await host.page.keyboard.press('q');
    await host.see('列入并请上来');
    await shot(host, 'seat-cockpit-decide');
    await host.page.keyboard.press('Escape');
    await host.seeNot('列入并请上来');
    await host.page.keyboard.press('q');
    await host.tap('列入并请上来');
    await host.see('正在发言');
    expect(await office.call('hall.wall', { sessionId })).toMatchObject({ current: { title: '图书馆插座' } });
    await shot(host, 'seat-cockpit-called');
    expect(host.errors).toEqual([]);
    await host.close();
  },
);
