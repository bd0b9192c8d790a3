import type { TestPhone } from '../browser';
import { step } from '../story';
import { publishSession, type Stage, startStage } from './stage';

let stage: Stage;
let sessionId: string;
let phone: TestPhone | null = null;

const start = step('a preview is out, and somebody has booked', [], async () => {
  stage = await startStage();
  sessionId = await publishSession(stage.product, 1);
  const form = { wish: 'speak', phone: '', category: 'logistics', title: '宿舍热水' } as const;
  for (const who of ['p-lin', 'p-zhou'])
    await stage.product.as(who).call('booking.create', { sessionId, form });
});

afterAll(async () => stage?.stop());

afterEach(async () => {
  const errors = phone?.errors ?? [];
  await phone?.close();
  phone = null;
  expect(errors).toEqual([]);
});

async function look(name: string): Promise<void> {
  if (process.env.SHOTS) await phone?.screenshot(`${process.env.SHOTS}/${name}.png`);
}

const plan = () => ({ page: `packages/office/plan/plan?id=${sessionId}` });
const session = () => ({ page: `pages/session/session?id=${sessionId}` });
const ticket = () => ({ page: `pages/booked/booked?id=${sessionId}` });

const changed = step(
  'the office changes the place, is asked why, and whoever booked reads what changed',
  [start],
  async () => {
    phone = await stage.open('p-wu', plan());
    await phone.see('预告发布后不能再改分配方式');
    await phone.fill('例如 图书馆一楼报告厅', '行政楼二楼会议室');
    await phone.tap('保存');
    await phone.see('请写明原因');
    await look('plan-reason');
    await phone.fill('更改地点、主持人、答复人时填写', '报告厅检修');
    await phone.tap('保存');
    await phone.see('已保存');
    await phone.close();
    await stage.product.cloud.tick('jobs');

    phone = await stage.open('p-lin', session());
    await phone.see('已变更');
    await phone.see('地点由图书馆一楼报告厅改为行政楼二楼会议室。');
    await phone.see(/^原因：报告厅检修/);
    await look('session-changed');
    await stage.reopen(phone, 'p-lin', ticket());
    await phone.see('发言名额已定，目前排第 1 位');
    await phone.see(/^12月3日 周四 16:00/);
    await phone.see('行政楼二楼会议室');
    await look('ticket-changed');
    await stage.reopen(phone, 'p-he', session());
    await phone.see(/^发言名额已约满，候补 1 人/);
    await phone.find('去候补').waitFor();
  },
);

step('the office calls it off, and nobody comes in vain', [changed], async () => {
  phone = await stage.open('p-wu', plan());
  await phone.tap('取消本期');
  await phone.tap('确认取消本期');
  await phone.see('请写明原因');
  await phone.fill('会显示给所有人', '受台风影响');
  await look('plan-call-off');
  await phone.tap('确认取消本期');
  await phone.see('取消后不能恢复，期号保留。');
  await phone.find({ role: 'button', name: '取消本期' }).click();
  await phone.see('已取消');
  await phone.close();
  await stage.product.cloud.tick('jobs');

  phone = await stage.open('p-lin', session());
  await phone.see('本期已取消：受台风影响');
  await phone.see('本期已取消，请留意下一期预告');
  await look('session-called-off');
  await stage.reopen(phone, 'p-lin', ticket());
  await phone.see('本期活动取消：受台风影响。你填写的内容已经删除。');
  await stage.reopen(phone, 'p-ma');
  await phone.see('本期已取消：受台风影响');
});
