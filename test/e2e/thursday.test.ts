import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import { launchBrowser, type TestPhone } from '../browser';
import { step } from '../story';
import { scanUntilIn } from './scan';
import { publishSession, type Stage, startStage } from './stage';
import { openWall, pairWall, wallAddress } from './wall-browser';

/**
 * One Thursday, from the lots to who was not reached: wall, cockpit, desk, seats and phones at once. Nothing is put
 * into the store; what time brings is brought by the clock. Who speaks is drawn by chance, who speaks first is not.
 */
const at = (text: string) => Date.parse(`${text}+08:00`);
const SLOTS = 2;
const BOOKED = [
  ['p-lin', '林小满', '宿舍热水'],
  ['p-zhou', '周一鸣', '食堂价格'],
  ['p-he', '何思源', '图书馆周末开放'],
] as const;
/** From a seat: these two ask what a third asks too. */
const ALIKE = ['p-gao', 'p-sun'] as const;
const FLOOR = '快递柜太少';
const SEAT = '操场夜间照明太暗';

type Speaker = (typeof BOOKED)[number];

let stage: Stage;
let browser: Browser;
let wall: Page;
let sessionId: string;
let office: TestPhone;
let phones: TestPhone[] = [];
/** Two with a slot, in the order in which they have booked, and the one without. */
let drawn: [Speaker, Speaker, Speaker];

const read = (collection: string) => stage.product.cloud.read(collection);
const clock = () => stage.product.cloud.clock;
const room = () => `packages/hall/room/room?id=${sessionId}`;
const onWall = (text: string | RegExp) => wall.getByText(text).first().waitFor();

async function open(personId: string, page?: string, isComputer = false): Promise<TestPhone> {
  const computer = isComputer ? ({ platform: 'windows', window: 'wide' } as const) : {};
  const phone = await stage.open(personId, { ...(page === undefined ? {} : { page }), ...computer });
  phones.push(phone);
  return phone;
}
async function look(phone: TestPhone, name: string): Promise<void> {
  if (process.env.SHOTS) await phone.screenshot(`${process.env.SHOTS}/thursday-${name}.png`);
}
async function lookAtWall(name: string): Promise<void> {
  if (process.env.SHOTS) await wall.screenshot({ path: `${process.env.SHOTS}/thursday-wall-${name}.png` });
}

afterEach(async () => {
  for (const [index, phone] of phones.entries()) await look(phone, `last-${index}`);
  const errors = phones.flatMap((phone) => phone.errors.splice(0));
  // The office keeps its computer; whoever else was looked at puts the phone away.
  await Promise.all(phones.filter((phone) => phone !== office).map((phone) => phone.close()));
  phones = phones.filter((phone) => phone === office);
  expect(errors).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

const booked = step('before the draw: two slots go by lot, and three enter', [], async () => {
  stage = await startStage({
    now: at('2026-12-03T12:40'),
    env: { HTTP_BASE_URL: 'https://college.example', CASE_SECRET: 'a secret of the test' },
  });
  browser = await launchBrowser();
  await stage.product.as('p-shen').call('account.changeRule', {
    version: 1,
    change: { path: 'booking.lotteryHours', value: 3 },
    reason: '名额紧张',
  });
  sessionId = await publishSession(stage.product, SLOTS);
  const [[booker, , asked], ...others] = BOOKED;
  const phone = await open(booker, `pages/session/session?id=${sessionId}`);
  await phone.see('发言名额抽签');
  await phone.tap('我要预约');
  await phone.tap('后勤保障');
  await phone.fill('一句话说清楚', asked);
  await phone.tap('提交预约');
  await phone.see('待抽签');
  await look(phone, 'lot');
  for (const [personId, , title] of others)
    await stage.product.as(personId).call('booking.create', {
      sessionId,
      form: { wish: 'speak', phone: '', category: 'logistics', title },
    });
});

const draw = z.object({
  commitment: z.string(),
  entriesDigest: z.string(),
  entries: z.array(z.object({ entry: z.string(), lot: z.number() })),
  seed: z.string(),
});
const sha256 = (text: string) => createHash('sha256').update(text, 'ascii').digest('hex');

const lots = step(
  'three hours before: the lots are drawn, and anybody draws them again',
  [booked],
  async () => {
    await clock().set(at('2026-12-03T13:01'));
    await clock().set(at('2026-12-03T13:13'));
    const { body } = await stage.product.cloud.http('portal', { path: `/draws/${sessionId}` });
    const { commitment, entriesDigest, entries, seed } = draw.parse(JSON.parse(body));
    expect(sha256(seed)).toBe(commitment);
    const order = entries
      .map(({ entry, lot }) => [`${lot}${sha256(`${seed}|${entriesDigest}|${entry}`)}`, entry] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1));
    const bookings = read('bookings');
    const places = order.map(([, entry]) => bookings.find((booking) => booking.entry === entry)?.personId);
    const hasSlot = ([personId]: Speaker) => places.indexOf(personId) < SLOTS;
    const [first, second] = BOOKED.filter(hasSlot);
    const third = BOOKED.find((one) => !hasSlot(one));
    if (!first || !second || !third) throw new Error('three have entered');
    drawn = [first, second, third];
    const speaker = await open(second[0], `pages/booked/booked?id=${sessionId}`);
    await speaker.see('发言名额已定，目前排第 2 位');
    const waiting = await open(third[0], `pages/booked/booked?id=${sessionId}`);
    await waiting.see('候补第 1 位');
    await look(waiting, 'waiting');
  },
);

const paired = step(
  'twenty minutes before: six digits bring the wall, and the code lets in',
  [lots],
  async () => {
    await clock().set(at('2026-12-03T15:40'));
    office = await open('p-wu', room(), true);
    await office.tap('排出发言名单');
    await office.see(drawn[1][2]);
    await office.tap('大屏');
    wall = await openWall(browser);
    await wall.goto(wallAddress(stage));
    await pairWall(wall, office);
    await onWall('距开场');
    await onWall('微信扫一扫签到');
    await lookAtWall('before');
    const speaker = await open(drawn[0][0], `packages/dialogue/checkin/checkin?id=${sessionId}`);
    await scanUntilIn(speaker, () => wall.getByAltText('签到码').screenshot());
    await speaker.see('目前排第 1 位发言');
    await look(speaker, 'checked-in');
  },
);

const letIn = step('the desk loses its network and forgets nobody', [paired], async () => {
  const door = { page: `packages/hall/door/door?id=${sessionId}` };
  const desk = await open('p-luo', door.page);
  await desk.see('全部已同步');
  await stage.reopen(desk, 'p-luo', { ...door, isOffline: true });
  await desk.fill('姓名、学工号或预约码', drawn[1][1]);
  await desk.tap({ role: 'button', name: new RegExp(`^签到 ${drawn[1][1]}`) });
  // The third waits for a slot and comes all the same; one number is read off a card in a hurry.
  for (const number of [numberOf(drawn[2][0]), numberOf('p-gao'), 'T10099']) {
    await desk.fill('姓名、学工号或预约码', number);
    await desk.tap(`按学工号登记 ${number}`);
  }
  await desk.see('没有网络，4 人已存在这台手机上，连上后自动同步');
  await stage.reopen(desk, 'p-luo', { ...door, isOffline: true });
  await desk.see('没有网络，4 人已存在这台手机上，连上后自动同步');
  await look(desk, 'desk-offline');
  expect(read('attendance')).toHaveLength(1);
  await stage.reopen(desk, 'p-luo', door);
  await desk.see('全部已同步，1 人待核对');
  await stage.reopen(desk, 'p-luo', { page: `packages/hall/unmatched/unmatched?id=${sessionId}` });
  await desk.tap({ role: 'button', name: /^核对 T10099/ });
  await desk.fill('学号或工号', numberOf('p-sun'));
  await desk.tap('改正学工号并签到');
  await desk.see('暂无待核对的登记');
  const came = read('attendance').map(({ personId }) => personId);
  expect(came.sort()).toEqual([...BOOKED.map(([personId]) => personId), ...ALIKE].sort());
});

const numberOf = (personId: string): string =>
  String(read('people').find(({ _id }) => _id === personId)?.number ?? '');

/** The host calls the next one in the cockpit; the wall follows by itself. */
async function callNext(title: string): Promise<void> {
  await office.tap({ role: 'button', name: /^请下一位/ });
  await office.tap('批准并请上来');
  await onWall(title);
}
async function answer(words: string): Promise<void> {
  await office.tap('记录问题和答复');
  await office.tap('徐立峰答复');
  await office.fill('答复的内容', words);
  await office.tap('后勤保障处');
  await office.tap('保存');
  await office.see('徐立峰答复');
}

const spoken = step('two speak, with the cockpit and the wall before everybody', [letIn], async () => {
  await clock().set(at('2026-12-03T16:00'));
  await stage.reopen(office, 'p-wu', { page: room(), platform: 'windows', window: 'wide' });
  await callNext(drawn[0][2]);
  await lookAtWall('first');
  await look(office, 'cockpit');
  await answer('第一个问题今晚解决。');
  await callNext(drawn[1][2]);
  await answer('第二个问题下周答复。');
});

const floor = step('somebody raises a hand and stands on the wall like any other', [spoken], async () => {
  await office.tap('加一位发言人');
  await office.fill('例如 操场照明', FLOOR);
  await office.tap('排入名单');
  await callNext(FLOOR);
  await answer('增设两组快递柜。');
});

const grouped = step(
  'three ask the same from their seats; one is asked, others want it too',
  [floor],
  async () => {
    const [asker] = drawn[2];
    const seated = await open(asker, `packages/dialogue/seat/seat?id=${sessionId}`);
    await seated.fill('例如：操场晚上的灯能不能早点开', SEAT);
    await seated.tap('后勤保障');
    await seated.tap('提交问题');
    await seated.see('等待主持人审核');
    for (const personId of ALIKE)
      await stage.product.as(personId).call('hall.askFromSeat', {
        sessionId,
        title: '操场夜间照明',
        category: 'logistics',
        isHidden: false,
      });
    await office.see('另有 2 个场内提问是同一件事，一并合并');
    await office.tap({ role: 'button', name: new RegExp(`^审核：${SEAT}`) });
    await office.tap('列入提问');
    await office.see('暂无场内提问');
    const voter = await open(drawn[0][0], `packages/dialogue/agenda/agenda?id=${sessionId}`);
    await voter.tap({ role: 'button', name: new RegExp(SEAT) });
    await voter.page.getByRole('button', { name: new RegExp(SEAT), pressed: true }).waitFor();
    await look(voter, 'agenda');
    await stage.reopen(office, 'p-wu', { page: room(), platform: 'windows', window: 'wide' });
    await office.tap({ role: 'button', name: /^请下一位/ });
    await onWall(SEAT);
    await onWall(/3 人也想问/);
    await lookAtWall('seat');
    await answer('灯具本周更换。');
  },
);

const published = step(
  'the session ends; the wall says what becomes of it, and minutes follow',
  [grouped],
  async () => {
    await office.tap('结束对话');
    await office.tap('结束');
    await onWall('本期 4 个问题');
    await lookAtWall('after');
    await office.tap('整理纪要');
    await office.see('第 1 期纪要');
    await office.tap('发布纪要');
    await office.tap('发布');
    await office.see('已发布。改动先存在本机，更正发布后大家才看到');
    await clock().advance(60_000);
  },
);

step(
  'whose question was asked by another hears the answer and is asked whether it is solved',
  [published],
  async () => {
    const other = await open(ALIKE[0], 'packages/dialogue/my-questions/my-questions');
    await look(other, 'co-asker');
    await other.tap(`已解决：${SEAT}`);
    await other.see('已收到你的意见');
    // What was recorded has passed the gate by now: whoever wants it too reads it where everybody does.
    await other.tap(`查看纪要：${SEAT}`);
    await other.see('灯具本周更换。');
  },
);

const chosen = step('who waited in vain has the question answered in writing', [published], async () => {
  const [personId, , title] = drawn[2];
  const phone = await open(personId, 'pages/bookings/bookings');
  await phone.see('本期没有轮到发言。请选择题目的去向。');
  await look(phone, 'unreached');
  await phone.tap('第 1 期的题目转为书面诉求');
  await phone.see('已转为书面诉求');
  expect(read('cases')).toMatchObject([{ title, askerId: personId }]);
});

step('a stranger reads it all on the web, without script and without a name', [chosen], async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  // The college's domain stands before the gateway; here it is asked itself.
  const portal = `${stage.product.cloud.url}/http`;
  const follow = async (name: string) => {
    const href = await page.getByRole('link', { name }).first().getAttribute('href');
    await page.goto(`${portal}${href}`);
  };
  await page.goto(`${portal}/portal/`);
  await follow('第 1 期');
  const shown = await page.getByRole('main').innerText();
  for (const words of ['图书馆一楼报告厅', '发言名额抽签', drawn[0][2], drawn[1][2], FLOOR, SEAT])
    expect(shown).toContain(words);
  for (const [, name] of BOOKED) expect(shown).not.toContain(name);
  await follow(SEAT);
  await page.getByText('灯具本周更换。').waitFor();
  await page.getByText('现场答复').waitFor();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/thursday-stranger.png` });
  await context.close();
});
