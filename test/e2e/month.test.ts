import { MINUTE } from '../booking/crowd';
import type { TestPhone } from '../browser';
import { step } from '../story';
import { Phone } from '../survey/phone';
import { seedGuests } from '../survey/thursday';
import { scanUntilIn } from './scan';
import { type Stage, startStage } from './stage';

/**
 * From one preview to the re-rating of a card, lived by five phones at once. Nothing is put into the store on the way:
 * what time brings is brought by the clock. Guests with phones of their own fill the hall, so that results may be shown.
 */
const GUESTS = 9;
const at = (text: string) => Date.parse(`${text}+08:00`);

let stage: Stage;
let office: TestPhone;
let student: TestPhone;
let listener: TestPhone;
let passerBy: TestPhone;
let head: TestPhone;
let phones: TestPhone[] = [];
let guests: Phone[];
let first: string;
let next: string;

const start = step('a Monday in November: five people have their phones in their hands', [], async () => {
  stage = await startStage({ now: at('2026-11-23T10:00') });
  guests = (await seedGuests(stage.product, GUESTS)).map((openid) => new Phone(stage.product, openid));
  const opened = await Promise.all([
    stage.open('p-wu', { page: 'packages/office/desk/desk' }),
    stage.open('p-lin'),
    stage.open('p-zhou'),
    stage.open('p-he'),
    stage.open('p-xu'),
  ]);
  [office, student, listener, passerBy, head] = opened;
  phones = opened;
});

afterAll(async () => stage?.stop());

afterEach(() => {
  // Each error once, with the stretch it belongs to.
  expect(phones.flatMap(({ errors }) => errors.splice(0))).toEqual([]);
});

const clock = () => stage.product.cloud.clock;
const sessionOf = (number: number) =>
  String(stage.product.cloud.read('sessions').find((one) => one.number === number)?._id ?? '');
const open = (phone: TestPhone, personId: string, page: string) => stage.reopen(phone, personId, { page });

const booked = step(
  'two weeks before: the office plans and publishes; a student books to speak, another to listen',
  [start],
  async () => {
    await publish('2026年12月3日 周四 16:00');
    first = sessionOf(1);

    await open(student, 'p-lin', 'pages/inbox/inbox');
    await student.tap({ role: 'button', name: /未读，/ });
    await student.tap('我要预约');
    await student.tap('后勤保障');
    await student.fill('一句话说清楚', '宿舍热水');
    await student.tap('提交预约');
    await student.see('发言名额已定');

    await stage.reopen(listener, 'p-zhou');
    await listener.tap('我要预约');
    await listener.tap('我来旁听');
    await listener.tap('提交预约');
    await listener.see('座席已定');
  },
);

const inside = step(
  'at the door: one scans the screen, one comes to the desk, one walks in without a booking',
  [booked],
  async () => {
    await clock().set(at('2026-12-03T15:40'));
    await open(office, 'p-wu', `packages/hall/room/room?id=${first}`);
    await office.tap('排出发言名单');
    await office.tap('大屏');
    await office.tap('在本机显示');
    const code = office.page.getByLabel('签到码');
    await code.waitFor();

    await stage.reopen(student, 'p-lin');
    await student.tap('扫码签到');
    await student.see('对准会场大屏幕上的二维码。');
    await scanUntilIn(student, () => code.screenshot());
    await student.see('评价凭证已存进这部手机');

    await open(office, 'p-wu', `packages/hall/door/door?id=${first}`);
    for (const [name, whom] of [
      ['周一鸣', /^签到 周一鸣/],
      ['何思源', /^签到 何思源/],
    ] as const) {
      await office.fill('姓名、学工号或预约码', name);
      await office.tap({ role: 'button', name: whom });
      await office.see(`${name}`);
    }
    await office.see('全部已同步');
    await Promise.all([fetchCredentials(listener, 'p-zhou'), fetchCredentials(passerBy, 'p-he')]);
    await Promise.all(guests.map((guest) => guest.checkIn(first)));
    const came = stage.product.cloud.read('attendance');
    expect(came).toHaveLength(GUESTS + 3);
    expect(new Set(came.map(({ personId }) => personId)).size).toBe(GUESTS + 3);
  },
);

const published = step(
  'at four: one question is answered on the spot, one promised for later and handed to a department',
  [inside],
  async () => {
    await clock().set(at('2026-12-03T16:00'));
    await open(office, 'p-wu', `packages/hall/room/room?id=${first}`);
    await office.tap('请下一位：林小满');
    await office.tap('批准并请上来');
    await office.tap('记录问题和答复');
    await office.tap('徐立峰答复');
    await office.fill('答复的内容', '锅炉今晚修好。');
    await office.tap('后勤保障处');
    await office.tap('保存');
    await office.see('徐立峰答复，等提问人确认');

    await office.tap('加一个问题');
    await office.fill('例如 宿舍热水', '操场翻新');
    await office.tap('后勤保障');
    await office.tap('会后转办');
    await office.tap('后勤保障处');
    await office.tap('保存');
    await office.see(/转后勤保障处，\d+月\d+日前办结/);
    await office.tap('结束对话');
    await office.tap('结束');
    await office.tap('整理纪要');

    await open(student, 'p-lin', 'packages/dialogue/my-questions/my-questions');
    await student.tap('已解决：宿舍热水');
    await student.see('提问人已确认');
    await office.see('第 1 期纪要');
    await publishMinutes();
    await open(passerBy, 'p-he', `packages/dialogue/minutes/minutes?id=${first}`);
    await passerBy.see('锅炉今晚修好。');
    await passerBy.see('操场翻新');
  },
);

const rated = step(
  'the next morning the survey opens by itself, and whoever was there rates what can be rated',
  [published],
  async () => {
    await clock().set(at('2026-12-04T09:05'));
    const one = '评价第 1 期的 1 个问题';
    await Promise.all([
      rateAs(student, 'p-lin', one, ['满意']),
      rateAs(listener, 'p-zhou', one, ['不满意']),
      rateAs(passerBy, 'p-he', one, ['非常不满意']),
    ]);
    for (const [index, guest] of guests.entries())
      expect(await guest.cast(`${first}.1`, 0, index < 5 ? 'dissatisfied' : 'satisfied')).toBe('counted');

    const stranger = await stage.open('p-gao');
    await stranger.seeNot(/给第 1 期的/);
    await stranger.close();
  },
);

const announced = step(
  'at the close the box is sealed, and before the next session everybody is told: a red card',
  [rated],
  async () => {
    await clock().set(at('2026-12-11T20:01'));
    await open(office, 'p-wu', `packages/survey/survey/survey?id=${first}`);
    await office.see('已封箱，等待通报');
    await office.see('12 人评价，7 人不满意');
    await office.tap('通报结果');
    await office.tap('确定');
    await office.see('已通报');
    await clock().advance(MINUTE);

    await open(student, 'p-lin', 'packages/dialogue/verify/verify');
    await student.see('你的 1 张评价票都在票箱里');
    await student.tap('看结果：第 1 期');
    await student.see('不满意度 58.3%');
    await open(passerBy, 'p-he', 'pages/inbox/inbox');
    await passerBy.tap({ role: 'button', name: /未读，.*结果/ });
    await passerBy.see('不满意度 58.3%');
  },
);

step('the department carries the red card: a plan, and measures that are done', [announced], async () => {
  await clock().set(at('2026-12-21T10:00'));
  await open(head, 'p-xu', 'packages/survey/cards/cards?department=logistics');
  await head.tap({ role: 'button', name: /^红牌，宿舍热水/ });
  await head.tap('提交整改方案');
  await head.fill('原因是什么，打算怎么改', '锅炉旧了，换新的');
  await head.fill('做什么', '换三号楼锅炉');
  await head.tap('提交');
  await head.see('整改中');
  await head.tap('更新进展');
  await head.tap({ role: 'checkbox', name: '换三号楼锅炉' });
  await head.fill('做到哪一步了', '昨天换好了');
  await head.tap('提交');
  await head.see('整改完成，待复评');
});

const rerated = step(
  'a month later the same people rate again, and what was promised for later',
  [announced],
  async () => {
    await publish('2027年1月7日 周四 16:00');
    next = sessionOf(2);
    await clock().set(at('2027-01-07T16:00'));
    await open(office, 'p-wu', `packages/hall/room/room?id=${next}`);
    await office.tap('加一个问题');
    await office.fill('例如 宿舍热水', '选课系统总是卡');
    await office.tap('教育教学');
    await office.tap('钱志远答复');
    await office.fill('答复的内容', '下学期换系统。');
    await office.tap('教务处');
    await office.tap('保存');
    await office.see('钱志远答复');
    await office.tap('结束对话');
    await office.tap('结束');
    await office.tap('整理纪要');
    await publishMinutes();
    await clock().set(at('2027-01-08T09:05'));

    const two = '复评第 1 期的 2 个问题';
    await Promise.all([
      rateAs(student, 'p-lin', two, ['满意', '非常满意']),
      rateAs(listener, 'p-zhou', two, ['满意', '非常满意']),
      rateAs(passerBy, 'p-he', two, ['满意', '非常满意']),
    ]);
    const { survey } = await stage.product.as('p-lin').call('survey.get', { sessionId: first });
    const slots = (survey?.items ?? []).map(({ slot }) => slot);
    expect(slots).toHaveLength(2);
    for (const guest of guests)
      for (const slot of slots) expect(await guest.cast(`${first}.2`, slot, 'satisfied')).toBe('counted');

    await clock().set(at('2027-01-15T20:01'));
  },
);

step('the re-rating stands on the card and in the results', [rerated], async () => {
  await open(office, 'p-wu', `packages/survey/survey/survey?id=${next}`);
  await office.tap('通报结果');
  await office.tap('确定');
  await office.see('已通报');
  await open(head, 'p-xu', 'packages/survey/cards/cards?department=logistics');
  await head.tap({ role: 'button', name: /^红牌，宿舍热水/ });
  await head.see('通过，不再亮牌');
  await open(student, 'p-lin', `packages/dialogue/results/results?id=${first}`);
  await student.see('操场翻新');
});

/** The office plans what the rule proposes, and publishes it in time. */
async function publish(when: string): Promise<void> {
  await open(office, 'p-wu', 'packages/office/desk/desk');
  await office.tap('排下一期');
  await office.see(when);
  await office.fill('主持人姓名', '郑国栋');
  await office.fill('主持人职务', '党委书记');
  await office.fill('地点', '图书馆一楼报告厅');
  await office.tap('粘贴名单');
  await office.page.getByPlaceholder('一行一位：姓名 职务').fill('徐立峰 后勤保障处处长\n钱志远 教务处处长');
  await office.tap('保存');
  await office.tap('发布预告');
  await office.tap('发布');
  await office.see('预约中');
  await clock().advance(MINUTE);
}

/** Names that were found are kept as they are: everybody in these minutes answers for a department. */
async function publishMinutes(): Promise<void> {
  await office.tap('发布纪要');
  await office.tap('发布');
  await office.see('已发布。改动先存在本机，更正发布后大家才看到');
  await clock().advance(MINUTE);
}

/** Whoever was let in at the desk has the phone fetch what it rates with. */
async function fetchCredentials(phone: TestPhone, personId: string): Promise<void> {
  await stage.reopen(phone, personId);
  await phone.tap('你已签到');
  await phone.tap('领取评价凭证');
  await phone.see('评价凭证已存进这部手机');
}

/** From the home page, one level a question, in their order, and off they go. */
async function rateAs(
  phone: TestPhone,
  personId: string,
  asked: string,
  levels: readonly string[],
): Promise<void> {
  await stage.reopen(phone, personId);
  await phone.see(asked);
  await phone.tap('评价本期');
  await phone.tap('开始评价');
  for (const [index, level] of levels.entries()) {
    await phone.see(`第 ${index + 1} 题，共 ${levels.length} 题`);
    await phone.tap({ role: 'radio', name: new RegExp(`^${level}$`) });
  }
  await phone.tap(`送出 ${levels.length} 张评价票`);
  await phone.page.getByText('都进了票箱').waitFor();
}
