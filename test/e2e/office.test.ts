import type { TestPhone } from '../browser';
import { step } from '../story';
import { type Stage, startStage } from './stage';

let stage: Stage;
let phone: TestPhone | null = null;

const start = step('a college without any session', [], async () => {
  stage = await startStage();
});

afterAll(async () => stage?.stop());

afterEach(async () => {
  const errors = phone?.errors ?? [];
  await phone?.close();
  phone = null;
  expect(errors).toEqual([]);
});

const published = step(
  'the office plans what the rule proposes, looks at it as everybody will, and publishes it',
  [start],
  async () => {
    phone = await stage.open('p-wu', { page: 'pages/me/me' });
    await phone.tap('活动办公室');
    await phone.tap('排下一期');
    await phone.see('2026年12月3日 周四 16:00');
    await phone.fill('主持人姓名', '郑国');
    await phone.tap({ role: 'button', name: /^选择 郑国栋/ });
    await phone.fill('地点', '图书馆一楼报告厅');
    await phone.fill('添加人员', '后勤');
    await phone.tap({ role: 'button', name: /^选择 徐立峰/ });
    await phone.fill('添加人员', '钱志远');
    await phone.tap('添加“钱志远”');
    await phone.tap('保存');
    await phone.see('请写上职务：钱志远');
    await phone.fill('例如 后勤保障处处长', '教务处处长');
    if (process.env.SHOTS) await phone.screenshot(`${process.env.SHOTS}/plan-people.png`);
    await phone.tap('预览');
    await phone.see(/郑国栋主持/);
    await phone.see('后勤保障处负责人');
    await phone.tap('继续编辑');
    await phone.tap('保存');
    await phone.tap('发布预告');
    await phone.see('发布后全校师生可见并开始预约');
    await phone.tap('发布');
    await phone.see('预约中');

    const student = await stage.open('p-lin');
    await student.see('12月3日 周四 16:00');
    await student.see('2 位领导和部门负责人到场答复');
    await student.close();
  },
);

step(
  'an article that is pasted is one tap away on the session, and a link elsewhere is refused at its field',
  [published],
  async () => {
    phone = await stage.open('p-wu', { page: 'packages/office/desk/desk' });
    await phone.tap({ role: 'button', name: /^公众号，/ });
    await phone.fill('文章链接', 'https://example.org/s/1');
    await phone.tap('关联这个链接');
    await phone.see(/https:\/\/mp\.weixin\.qq\.com\/s/);
    await phone.fill('文章链接', 'https://mp.weixin.qq.com/s/preview-16');
    await phone.tap('关联这个链接');
    await phone.see('活动办公室关联');

    const student = await stage.open('p-lin');
    await student.tap({ role: 'button', name: /^第 \d+ 期，.*看预告$/ });
    await student.tap({ role: 'link', name: /^打开官微预告/ });
    await student.find({ role: 'dialog', name: '公众号文章' }).waitFor();
    expect(student.errors).toEqual([]);
    await student.close();
  },
);

step('a role that was withdrawn a second ago opens nothing any more', [start], async () => {
  phone = await stage.open('p-luo', { page: 'packages/office/desk/desk' });
  await phone.see('排下一期');
  await stage.product.as('p-shen').call('account.revokeRole', {
    personId: 'p-luo',
    grant: { role: 'office' },
    reason: '换岗',
  });
  await phone.tap('排下一期');
  await phone.see('你没有查看权限');
});

step(
  'a slow answer shows the shape of the page, a lost one says so and is asked for again',
  [published],
  async () => {
    phone = await stage.open('p-zhou', { page: 'pages/reading/reading' });
    let isLost = false;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await phone.page.route('**/call', async (route) => {
      if (isLost) return route.abort();
      await held;
      return route.continue();
    });
    await stage.reopen(phone, 'p-zhou', { page: 'pages/public/public' });
    await phone.find('正在加载').waitFor();
    isLost = true;
    await stage.reopen(phone, 'p-zhou', { page: 'pages/public/public' });
    await phone.see('没有连上');
    isLost = false;
    release();
    await phone.tap('再试一次');
    await phone.see('即将开始');
  },
);

step('what WeChat does not let the college do is said with what to do about it', [start], async () => {
  const { cloud } = stage.product;
  const at = cloud.clock.now();
  const troubles = [
    ['messages', '48001'],
    ['template:preview', '47003'],
    ['texts', 'no_answer'],
    ['pictures', 'not_configured'],
  ].map(([_id, code]) => ({ _id, code, since: at - 3_600_000, at }));
  await cloud.seed('weixin_troubles', troubles);
  phone = await stage.open('p-shen', { page: 'pages/me/me' });
  await phone.tap('微信提醒');
  for (const words of [
    '微信提醒暂停发送',
    '没有接口权限。',
    '消息内容不符合模板。',
    '微信未答复。恢复后自动继续，无需处理。',
    '未设置小程序密钥。',
    '未订阅 0',
  ])
    await phone.see(words);
  if (process.env.SHOTS) await phone.screenshot(`${process.env.SHOTS}/troubles.png`);
});
