import type { TestPhone } from '../browser';
import { inHand, MINUTE, send } from '../case/people';
import { step } from '../story';
import { publishSession, type Stage, startStage } from './stage';

let stage: Stage;
let sessionId: string;
let phone: TestPhone | null = null;

const start = step('a preview is out, with one place to speak', [], async () => {
  stage = await startStage({ env: { CASE_SECRET: 'a secret of the test' } });
  // One slot, so that the second is on the waitlist.
  sessionId = await publishSession(stage.product, 1);
});

afterAll(async () => stage?.stop());

afterEach(async () => {
  const errors = phone?.errors ?? [];
  await phone?.close();
  phone = null;
  expect(errors).toEqual([]);
});

const bookings = () => stage.product.cloud.read('bookings');

const booked = step(
  'a newcomer reads the preview, binds on the way and has a slot after five taps and one form',
  [start],
  async () => {
    phone = await stage.open('p-new');
    await phone.see('12月3日 周四 16:00');
    await phone.tap('我要预约');
    await phone.fill('学号 / 工号', '20260001');
    await phone.fill('姓名', '陈新');
    await phone.tap('绑定');
    await phone.see('请先阅读并同意');
    await phone.tap('我已阅读并同意');
    await phone.tap('绑定');
    await phone.see('学号（工号）和姓名对不上，请检查后再试。');
    await phone.fill('姓名', '陈新雨');
    await phone.tap('绑定');
    // The action that needed the identity goes on by itself.
    await phone.see('陈新雨 · 学生 · 艺术设计系 · 20260001');
    await phone.tap('后勤保障');
    await phone.fill('一句话说清楚', '宿舍晚上十点后没有热水');
    await phone.tap('提交预约');
    await phone.see('发言名额已定');
    await phone.tap('微信提醒我');
    await phone.tap('允许');
    await phone.see('已打开微信提醒');
    await phone.tap('加到手机日历');
    await phone.tap('添加');
    await phone.see('已加进日历');
    await phone.tap('保存预约图片');
    await phone.tap('拒绝');
    await phone.see('没有相册权限，未保存');
    await phone.find('去允许使用相册').waitFor();
    const picture = phone.page.waitForEvent('download');
    await phone.tap('保存预约图片');
    await phone.tap('允许');
    await phone.see('已存到相册');
    if (process.env.SHOTS) await (await picture).saveAs(`${process.env.SHOTS}/ticket-picture.png`);
    else await picture;
  },
);

step('the preview lies in the inbox, is unread once, and a tap opens the session', [start], async () => {
  phone = await stage.open('p-lin');
  await phone.tap('消息，1 条未读');
  await phone.tap({ role: 'button', name: /未读，/ });
  await phone.see('现场答复人员');
  await phone.see('后勤保障处处长');
  await stage.reopen(phone, 'p-lin');
  await phone.see('去候补');
  await phone.find('消息，没有未读').waitFor();
});

const passedOn = step(
  'who comes second waits, sees the place, and gets the slot that another gives back',
  [booked],
  async () => {
    phone = await stage.open('p-lin', { page: `pages/session/session?id=${sessionId}` });
    await phone.see('发言名额已约满');
    await phone.tap('去候补');
    await phone.tap('教育教学');
    await phone.fill('一句话说清楚', '第二轮选课总是卡');
    await phone.tap('提交预约');
    await phone.see('候补第 1 位');

    const other = await stage.open('p-new', { page: 'pages/bookings/bookings' });
    await other.tap('取消第 1 期预约');
    await other.see('名额会马上给下一位');
    await other.find('取消预约').click();
    await other.see('已取消');
    await other.close();

    await stage.reopen(phone, 'p-lin');
    await phone.see(/待你确认，距确认期限 (2 天|47 小时)/);
    await phone.tap('去确认名额');
    await phone.tap('确认第 1 期名额');
    await phone.see('发言名额已定');
    const held = bookings().filter(({ status }) => status === 'confirmed');
    expect(held.map(({ personId }) => personId)).toEqual(['p-lin']);
  },
);

step(
  'what is wrong is said at its field, and nothing typed is lost when the app is killed',
  [start],
  async () => {
    const form = { page: `pages/booking/booking?id=${sessionId}` };
    phone = await stage.open('p-zhou', form);
    await phone.tap('提交预约');
    await phone.see('请选一个类别');
    await phone.fill('一句话说清楚', '图书馆周末开得太晚');
    await stage.reopen(phone, 'p-zhou', form);
    await phone.see('已恢复你上次没写完的内容');
    expect(await phone.page.getByRole('textbox', { name: '一句话说清楚' }).inputValue()).toBe(
      '图书馆周末开得太晚',
    );
  },
);

step(
  'without a network the page tells from when it is, the form keeps what was typed, and the retry books once',
  [passedOn],
  async () => {
    const form = { page: `pages/booking/booking?id=${sessionId}` };
    phone = await stage.open('p-he');
    await phone.see('去候补');
    await stage.reopen(phone, 'p-he', form);
    await phone.tap('学生管理');
    await phone.fill('一句话说清楚', '晚归登记太麻烦');
    await stage.reopen(phone, 'p-he', { ...form, isOffline: true });
    await phone.see('没有网络，这是刚刚的内容');
    await phone.tap('提交预约');
    await phone.see('现在没有网络。你填的内容都还在，连上后再试。');
    await stage.reopen(phone, 'p-he', form);
    const send = phone.find('提交预约');
    await send.dblclick();
    await phone.see('候补第 1 位');
    expect(bookings().filter(({ personId }) => personId === 'p-he')).toHaveLength(1);
  },
);

step(
  'what was answered before stands under what is typed, and the booking goes on without a stop',
  [passedOn],
  async () => {
    const { cloud, as } = stage.product;
    const { caseId } = await send(stage.product, 'p-sun', {
      title: '操场的照明太暗',
      text: '晚上跑步看不清。',
    });
    await inHand(stage.product, caseId);
    await as('p-xu').call('case.draftReply', { caseId, text: '已换灯。', outcome: 'solved' });
    const words = { title: '操场的照明太暗', text: '晚上跑步看不清。', reply: '操场东侧12盏灯已换新。' };
    await as('p-wu').call('case.publish', { caseId, ...words });
    await cloud.clock.advance(2 * MINUTE);
    phone = await stage.open('p-gao', { page: `pages/booking/booking?id=${sessionId}` });
    await phone.tap('后勤保障');
    await phone.fill('一句话说清楚', '操场照明');
    await phone.see('操场东侧12盏灯已换新。');
    if (process.env.SHOTS) await phone.screenshot(`${process.env.SHOTS}/booking-earlier.png`);
    await phone.tap('提交预约');
    await phone.see(/候补第 \d 位/);
  },
);
