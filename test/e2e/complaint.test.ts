import type { TestPhone } from '../browser';
import { answered, inHand, send } from '../case/people';
import { step } from '../story';
import { misfits } from './fit';
import { type Stage, startStage } from './stage';

let stage: Stage;
let caseId: string;
let phone: TestPhone | null = null;

const start = step('a case that everybody may read', [], async () => {
  stage = await startStage();
  const { product } = stage;
  ({ caseId } = await send(product, 'p-lin'));
  await inHand(product, caseId);
  await answered(product, caseId);
  const words = { title: '三号楼热水', text: '三号楼没有热水。', reply: '锅炉已检修。' };
  await product.as('p-wu').call('case.publish', { caseId, ...words });
});

afterAll(async () => stage?.stop());

afterEach(async () => {
  const errors = phone?.errors ?? [];
  const wrong = phone ? await misfits(phone) : [];
  await phone?.close();
  phone = null;
  expect([...errors, ...wrong]).toEqual([]);
});

const open = async (personId: string, page: string) => {
  phone = await stage.open(personId, { page });
  return phone;
};
const shot = async (name: string) => {
  if (process.env.SHOTS) await phone?.screenshot(`${process.env.SHOTS}/${name}.png`);
};
const complaints = () => stage.product.cloud.read('complaints');

const complained = step(
  'whoever reads it says what is wrong with it, from the page on which the words stand',
  [start],
  async () => {
    const reader = await open('p-zhou', `pages/case/case?id=${caseId}`);
    await reader.tap('举报不当内容');
    await reader.see('举报对象：公开的诉求');
    await reader.tap('提交举报');
    await reader.see('请选原因');
    expect(complaints()).toEqual([]);
    await reader.tap('内容不实');
    await reader.seeNot('请选原因');
    await reader.fill('请写明是哪一段，选填', '三号楼一直有热水');
    await shot('complain');
    await reader.tap('提交举报');
    await reader.see('已提交。活动办公室将核实并处理。');
    await shot('complain-sent');
    expect(complaints()).toMatchObject([{ reason: 'untrue', text: '三号楼一直有热水', state: 'open' }]);
  },
);

step(
  'the office reads the words it is about, decides with a sentence, and finds the decision again',
  [complained],
  async () => {
    const office = await open('p-wu', 'pages/me/me');
    await office.tap('举报处理');
    await office.see('三号楼一直有热水');
    await shot('complaints');
    await office.tap({ role: 'button', name: /^查看原文：/ });
    await office.see('诉求进展');
    await office.page.goBack();
    await office.tap({ role: 'button', name: /^成立：/ });
    await office.tap('保存结果');
    await office.see('请写处理结果');
    expect(complaints()).toMatchObject([{ state: 'open' }]);
    await office.fill('如：已撤下该诉求', '已更正公开内容');
    await shot('complaints-deciding');
    await office.tap('保存结果');
    await office.see('暂无举报');
    await office.tap('已处理');
    await office.see('成立：已更正公开内容');
    expect(await office.page.getByLabel(/^成立：/).count()).toBe(0);
    expect(complaints()).toMatchObject([{ state: 'upheld', decision: '已更正公开内容' }]);
  },
);
