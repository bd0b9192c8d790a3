import type { TestPhone } from '../browser';
import { step } from '../story';
import { type Stage, startStage } from './stage';

// Kept by the administrator, chosen by whoever asks, proposed to the office, put right by the department.
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

async function open(personId: string, page: string): Promise<TestPhone> {
  const phone = await stage.open(personId, { page });
  phones.push(phone);
  return phone;
}

const stored = () => stage.product.cloud.read('cases')[0];
const handling = () => `packages/case/handle/handle?id=${String(stored()?._id)}`;
const TITLE = '水龙头只出冷水';

const shot = async (phone: TestPhone, name: string) => {
  if (process.env.SHOTS) await phone.screenshot(`${process.env.SHOTS}/topics-${name}.png`);
};

const kept = step('the administrator adds topics', [], async () => {
  const admin = await open('p-shen', 'pages/me/me');
  await admin.tap('诉求主题');
  await admin.arrive('packages/admin/topics/topics');
  const add = async (name: string) => {
    await admin.tap('添加主题：后勤保障');
    await admin.fill('名称', name);
  };
  await add('宿舍热水');
  await admin.tap('后勤保障处');
  await admin.tap('水电暖网故障');
  await shot(admin, 'panel');
  await admin.tap('保存');
  await admin.find({ role: 'button', name: '宿舍热水，后勤保障处 · 水电暖网故障' }).waitFor();
  await add('宿舍 热水');
  await admin.tap('保存');
  await admin.see('这个类别已有同名主题');
  await admin.fill('名称', '食堂');
  await admin.tap('保存');
  await admin.find({ role: 'button', name: '食堂，与类别相同' }).waitFor();
  await shot(admin, 'list');
});

const asked = step('whoever asks may choose one', [kept], async () => {
  const asker = await open('p-lin', 'pages/case-form/case-form?channel=box');
  await asker.tap('后勤保障');
  await asker.tap('宿舍热水');
  await asker.tap('教育教学');
  await asker.seeNot('主题（可不选）');
  await asker.tap('后勤保障');
  await asker.tap('宿舍热水');
  await asker.fill('一句话说清楚', TITLE);
  await asker.fill('什么时候、影响到谁，你希望怎么解决', '从周一开始。');
  await shot(asker, 'form');
  await asker.tap('提交');
  await asker.see(/^20261123-\d{4}$/);
  expect(stored()?.topic).toEqual({ id: 't1', name: '宿舍热水' });
});

const accepted = step('the office takes what is usual by one tap', [asked], async () => {
  const office = await open('p-wu', handling());
  await office.see('后勤保障 · 宿舍热水');
  await office.tap('受理');
  await office.see('“宿舍热水”的通常去向，由管理员设定。');
  await shot(office, 'accept');
  await office.tap('选用后勤保障处 · 水电暖网故障');
  await office.tap('受理');
  await office.seeNot('选好类别就开始算时限；同时选部门，一步交办。');
  expect(stored()).toMatchObject({ urgency: 'utilities', assignedTo: 'logistics' });
});

const changed = step('the department says that it is about something else', [accepted], async () => {
  const handler = await open('p-ma', handling());
  await handler.tap('调整主题');
  await handler.tap('食堂');
  await shot(handler, 'change');
  await handler.tap('调整');
  await handler.see('后勤保障 · 食堂');
  await shot(handler, 'case');
});

step('a desk is narrowed down to a topic, also to one that is retired', [changed], async () => {
  const admin = await open('p-shen', 'packages/admin/topics/topics');
  await admin.tap({ role: 'button', name: /^食堂，/ });
  await admin.tap('停用主题');
  await admin.find({ role: 'button', name: '食堂，后勤保障，已停用' }).waitFor();
  const handler = await open('p-ma', 'packages/case/inbox/inbox?desk=department');
  await handler.tap('筛选');
  await handler.tap('后勤保障');
  await handler.tap('宿舍热水');
  await handler.see('暂无待办诉求');
  await handler.tap('食堂（已停用）');
  await handler.see(TITLE);
  await shot(handler, 'filter');
});

step('figures open a category and lead to the cases of a topic', [changed], async () => {
  const leader = await open('p-zheng', 'packages/report/departments/departments');
  await leader.tap('按主题：后勤保障');
  await shot(leader, 'figures');
  await leader.tap('食堂 1 件，查看诉求');
  await leader.arrive('packages/report/cases/cases');
  await leader.see('后勤保障 · 食堂');
  await leader.see(TITLE);
  await shot(leader, 'behind');
});

const opened = step('the administrator adds a category, whose name is for good', [changed], async () => {
  const admin = await open('p-shen', 'packages/admin/topics/topics');
  await admin.tap('添加类别');
  await admin.see('名称保存后不能改。要换名称，请停用后另建。');
  await admin.fill('名称', '国际交流');
  await admin.tap('教务处');
  await admin.tap('一般事项');
  await shot(admin, 'category-panel');
  await admin.tap('保存');
  await admin.tap({ role: 'button', name: '国际交流，类别设置，教务处 · 一般事项' });
  await admin.see('名称不能改。要换名称，请停用后另建。');
  await admin.tap('上移一位');
  await admin.find({ role: 'button', name: '国际交流，类别设置，教务处 · 一般事项' }).waitFor();
  await admin.seeNot('名称不能改。要换名称，请停用后另建。');
  await shot(admin, 'categories');
  // Other instances go by what they read within the last minute.
  await stage.product.cloud.clock.advance(120_000);
});

const ABROAD = '交换学分能不能认定';
const filed = step(
  'a student files under it, and the office reads where it usually goes',
  [opened],
  async () => {
    const asker = await open('p-lin', 'pages/case-form/case-form?channel=box');
    await asker.tap('国际交流');
    await asker.fill('一句话说清楚', ABROAD);
    await asker.fill('什么时候、影响到谁，你希望怎么解决', '下学期要去交换。');
    await shot(asker, 'category-form');
    await asker.tap('提交');
    await asker.see(/^20261123-\d{4}$/);
    const entity = stage.product.cloud.read('cases').find(({ title }) => title === ABROAD);
    expect(entity?.category).toBe('c1');
    const office = await open('p-wu', `packages/case/handle/handle?id=${String(entity?._id)}`);
    await office.see('国际交流');
    await office.tap('受理');
    await office.see('“国际交流”的通常去向，由管理员设定。');
    await office.tap('选用教务处 · 一般事项');
  },
);

step('it is retired while a form is open: the form says so and offers what there is', [filed], async () => {
  const asker = await open('p-he', 'pages/case-form/case-form?channel=box');
  await asker.tap('国际交流');
  const admin = await open('p-shen', 'packages/admin/topics/topics');
  await admin.tap({ role: 'button', name: /^国际交流，类别设置/ });
  await admin.tap('停用类别');
  await admin.find({ role: 'button', name: '国际交流，类别，已停用' }).waitFor();
  await stage.product.cloud.clock.advance(120_000);
  await asker.fill('一句话说清楚', '签证材料谁来开');
  await asker.fill('什么时候、影响到谁，你希望怎么解决', '下个月要交。');
  await asker.tap('提交');
  await asker.see('这个类别已停用，请另选');
  await shot(asker, 'category-gone');
  const entity = stage.product.cloud.read('cases').find(({ title }) => title === ABROAD);
  const own = await open('p-lin', `pages/case/case?id=${String(entity?._id)}`);
  await own.see(/国际交流/);
});
