import type { TestPhone } from '../browser';
import { inHand } from '../case/people';
import { step } from '../story';
import { MINUTE } from '../survey/thursday';
import { type Stage, startStage } from './stage';

/** An operator's day at a computer: ten calls, three people who want to know how theirs stands, and two calls back. */
let stage: Stage;
let operator: TestPhone;
let receipt = '';
const OPERATOR = 'packages/case/operator/operator';

const start = step('an operator sits down at a computer', [], async () => {
  stage = await startStage({ env: { CASE_SECRET: 'a secret of the test' } });
  await stage.product.as('p-shen').call('account.grantRole', {
    personId: 'p-pan',
    grant: { role: 'operator' },
    reason: '值班',
  });
  operator = await stage.open('p-tang', { page: OPERATOR, platform: 'windows', window: 'wide' });
  await operator.see('登记，取编号');
});

afterAll(async () => stage?.stop());

afterEach(() => {
  expect(operator?.errors.splice(0)).toEqual([]);
});

const shot = async (name: string) => {
  if (process.env.SHOTS) await operator.screenshot(`${process.env.SHOTS}/${name}.png`);
};
const press = (key: string) => operator.page.keyboard.press(key);
const type = (words: string) => operator.page.keyboard.type(words);
const inField = (selector: string) => operator.page.locator(`${selector}:focus`).waitFor();
const filed = (title: string) => stage.product.cloud.read('cases').filter((one) => one.title === title);
const idOf = (title: string) => String(filed(title)[0]?._id ?? '');

/** From the first word to the caller no hand leaves the keyboard; `keys` pick category and urgency, as in 3b. */
async function takeDown(title: string, keys: string, search: string): Promise<void> {
  await operator.page.locator('input[placeholder="来电说的是什么"]').click();
  await type(title);
  await press('Enter');
  await inField('textarea');
  await type(`${title}，请派人来看。`);
  await press('Tab');
  await press('Enter');
  await inField('input[placeholder="如 3a"]');
  await type(keys);
  await press('Enter');
  await inField('input[placeholder="姓名或学号、工号"]');
  await type(search);
}

async function take(caller: string | RegExp): Promise<void> {
  await operator.find({ role: 'button', name: caller }).waitFor();
  await press('Enter');
  await operator.page.locator('input[placeholder="可不填"]:focus').waitFor();
}

async function issue(title: string): Promise<void> {
  await press('Enter');
  await operator.see(/请报给来电人|请来电人记下查询码/);
  expect(filed(title)).toHaveLength(1);
  await operator.tap('记下一个来电');
}

const taken = step(
  'three calls of members, one by number, without a hand off the keyboard',
  [start],
  async () => {
    await takeDown('食堂二楼空调漏水', '3b', '何思');
    await take(/^何思源/);
    await operator.see('何思源 · 经济管理系');
    await shot('operator-form');
    await issue('食堂二楼空调漏水');
    await takeDown('图书馆插座没有电', '3b', '20240101');
    await take(/^林小满/);
    await issue('图书馆插座没有电');
    await takeDown('操场夜里灯不亮', '3a', '周一鸣');
    await take(/^周一鸣/);
    await issue('操场夜里灯不亮');
  },
);

const another = step(
  'a caller who gives another’s number hears another name, and is kept by the own one',
  [taken],
  async () => {
    await takeDown('校门口堵车', '4a', '20240215');
    await operator.see('请来电人报姓名，一致再选');
    await take(/^周一鸣/);
    await operator.see('周一鸣 · 机电工程系');
    await operator.tap('换一个人');
    await inField('input[placeholder="姓名或学号、工号"]');
    await type('高家长');
    await take('记下“高家长”，不在名册的来电人');
    await operator.see('高家长 · 不在名册');
    await type('13900000000');
    await issue('校门口堵车');
    const [kept] = filed('校门口堵车');
    expect(kept).toMatchObject({ askerId: null });
    expect((await stage.product.as('p-zhou').call('case.mine', { words: '堵车' })).cases).toEqual([]);
  },
);

const unnamed = step('two who give no name are read a receipt code each, once', [another], async () => {
  for (const [at, title] of ['宿舍半夜施工', '快递点乱收费'].entries()) {
    await operator.page.locator('input[placeholder="来电说的是什么"]').click();
    await type(title);
    await press('Enter');
    await type('不愿留名。');
    await operator.tap({ role: 'radio', name: /^匿名/ });
    await operator.tap({ role: 'radio', name: /后勤保障$/ });
    await operator.tap('登记，取编号');
    await operator.see('请来电人记下查询码，只有这一次');
    const code = (await operator.page.getByText(/^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/).textContent()) ?? '';
    expect(code).not.toBe(receipt);
    receipt = code;
    if (at === 0) await shot('operator-receipt');
    await operator.tap('记下一个来电');
    await operator.seeNot(code);
  }
});

const doubled = step(
  'the same matter stands beneath what is typed, whoever recorded it; both callers are kept',
  [unnamed],
  async () => {
    // Another operator has the same call on the line, and is a minute ahead.
    await stage.product.as('p-pan').call('case.record', {
      callerId: 'p-gao',
      callerName: '',
      callSeconds: 40,
      category: 'logistics',
      urgency: 'utilities',
      title: '教工宿舍停水',
      text: '一早起来没有水。',
      identity: 'named',
      phone: '',
    });
    await stage.product.cloud.clock.advance(2 * MINUTE);
    await takeDown('教工宿舍停水', '3b', '孙家属');
    await operator.see('可能是同一件事，先看看');
    await shot('operator-doubles');
    await take('记下“孙家属”，不在名册的来电人');
    await type('13900000001');
    await press('Enter');
    await operator.see('请报给来电人');
    await operator.tap('记下一个来电');
    expect(filed('教工宿舍停水')).toHaveLength(2);
  },
);

const full = step(
  'the last three of ten are in, and the list of today has each of them',
  [doubled],
  async () => {
    for (const [title, caller] of [
      ['班车晚点', '何思源'],
      ['空教室查不到', '林小满'],
      ['热水卡充不进', '周一鸣'],
    ] as const) {
      await takeDown(title, '3a', caller);
      await take(new RegExp(`^${caller}`));
      await issue(title);
    }
    expect(
      stage.product.cloud.read('cases').filter(({ recordedBy }) => recordedBy === 'p-tang'),
    ).toHaveLength(10);
    await operator.see('刚记下的');
  },
);

const answered = step('departments answer; who asks how it stands is read it', [full], async () => {
  const { product } = stage;
  for (const title of ['食堂二楼空调漏水', '校门口堵车']) {
    await inHand(product, idOf(title));
    await product
      .as('p-xu')
      .call('case.draftReply', { caseId: idOf(title), text: '已派人处理。', outcome: 'solved' });
  }
  await inHand(product, idOf('操场夜里灯不亮'));
  const number = String(filed('食堂二楼空调漏水')[0]?.number);
  for (const [words, title] of [
    [number, '食堂二楼空调漏水'],
    ['高家长', '校门口堵车'],
    ['操场 灯', '操场夜里灯不亮'],
  ] as const) {
    await stage.reopen(operator, 'p-tang', { page: OPERATOR, platform: 'windows', window: 'wide' });
    await operator.fill('查来电', words);
    await press('Enter');
    await operator.tap({ role: 'button', name: new RegExp(`^${title}`) });
    await operator.see(title === '操场夜里灯不亮' ? '后勤保障处' : '已派人处理。');
  }
  await shot('operator-stands');
});

step(
  'two are called back: one says solved, one not; both stand as said on the telephone',
  [answered],
  async () => {
    const calling = async (title: string) => {
      const page = `packages/case/handle/handle?id=${idOf(title)}`;
      await stage.reopen(operator, 'p-tang', { page, platform: 'windows', window: 'wide' });
      await operator.tap('电话回访');
    };
    await calling('食堂二楼空调漏水');
    await shot('operator-call-back');
    await operator.tap('已解决，满意');
    await operator.tap('记下回访');
    await operator.see('来电人说已解决');
    await calling('校门口堵车');
    await operator.tap('没解决');
    await operator.tap('记下回访');
    await operator.see('请写明还差什么');
    await operator.fill('选“没解决”时填写', '晚高峰还是堵。');
    await operator.tap('记下回访');
    await operator.see('晚高峰还是堵。');
    expect(filed('食堂二楼空调漏水')).toMatchObject([
      { status: 'closed', verdict: null, satisfaction: null },
    ]);
    expect(filed('校门口堵车')).toMatchObject([{ status: 'in_progress', verdict: null }]);

    const leader = await stage.open('p-zheng', { page: 'packages/report/departments/departments' });
    await leader.see(/^回访率/);
    await leader.see(/^回访解决率/);
    expect(leader.errors).toEqual([]);
    await leader.close();
  },
);
