import type { TestPhone } from '../browser';
import { form, inHand } from '../case/people';
import { step } from '../story';
import { MINUTE } from '../survey/thursday';
import { BEFORE_FOUR, redCard } from './rated-badly';
import { type Stage, startStage } from './stage';

/** A leader's week: what home says on Monday, a supervision order, its answer, one that is chased, and its end. */
let stage: Stage;
let leader: TestPhone;
let phones: TestPhone[] = [];
const at = (text: string) => Date.parse(`${text}+08:00`);
const MONDAY = at('2026-12-07T10:00');

const start = step(
  'in November one was answered and one promised, one was left; the session gave a red card',
  [],
  async () => {
    stage = await startStage({
      now: at('2026-11-23T10:00'),
      env: { CASE_SECRET: 'a secret of the test' },
    });
    const { product } = stage;
    const { as, cloud } = product;
    const submit = async (who: string, title: string) =>
      (await as(who).call('case.submit', { ...form, title, text: '请尽快处理。', place: '' })).caseId;
    const answer = (caseId: string, text: string) =>
      as('p-xu').call('case.draftReply', { caseId, text, outcome: 'solved' });

    const answered = await submit('p-lin', '一号楼路灯坏了');
    const promised = await submit('p-zhou', '二号楼开水房关得早');
    const left = await submit('p-he', '实训楼没有空教室');
    await inHand(product, answered);
    await inHand(product, promised);
    await answer(answered, '灯已换好。');
    await as('p-xu').call('case.draftReply', {
      caseId: promised,
      text: '下周起延长到 23 点。',
      outcome: 'promised',
      promisedFor: at('2026-12-10T17:30'),
    });
    await as('p-wu').call('case.accept', {
      caseId: left,
      urgency: 'ordinary',
      leadId: 'teaching',
      coIds: [],
    });
    await as('p-sun').call('case.take', { caseId: left });
    await cloud.clock.set(BEFORE_FOUR);
    await redCard(product);
    const inDecember = await submit('p-lin', '三号楼电梯异响');
    await inHand(product, inDecember);
    await answer(inDecember, '已检修。');
    await cloud.clock.set(MONDAY);
    leader = await stage.open('p-zheng');
    phones = [leader];
  },
);

afterAll(async () => stage?.stop());

afterEach(() => {
  expect(phones.flatMap(({ errors }) => errors.splice(0))).toEqual([]);
});

const shot = async (phone: TestPhone, name: string) => {
  if (process.env.SHOTS) await phone.screenshot(`${process.env.SHOTS}/${name}.png`);
};
async function open(who: string, page: string): Promise<TestPhone> {
  const phone = await stage.open(who, { page });
  phones.push(phone);
  return phone;
}
const reopen = (phone: TestPhone, who: string, page: string) => stage.reopen(phone, who, { page });

const seen = step(
  'Monday: home has four figures against last month, who is late, the cards, and what is promised',
  [start],
  async () => {
    await leader.see('督办与超期');
    const counts = await leader.page.locator('.desk__count').allInnerTexts();
    expect(counts.map((one) => one.split('\n').filter((line) => line.trim() !== ''))).toEqual([
      // In November's first week nobody had asked anything.
      ['1', '本月提出', '比上月同期 +1'],
      ['1', '本月答复', '比上月同期 +1'],
      ['100%', '按时答复率'],
      ['1', '超期未答'],
    ]);
    await shot(leader, 'leader-home');
    await leader.tap('第 1 期红牌 1 张，黄牌 0 张');
    await leader.see('宿舍热水');
    await stage.reopen(leader, 'p-zheng');
    await leader.tap('1 项承诺 7 天内到期');
    await leader.see('一件后勤保障方面的事');
    await reopen(leader, 'p-zheng', 'packages/report/departments/departments');
    await leader.see('开办以来');
    await shot(leader, 'leader-figures');
  },
);

const ordered = step(
  'from home it is one tap to what is late, and one button to the order; the department is told until when',
  [seen],
  async () => {
    await stage.reopen(leader, 'p-zheng');
    await leader.tap('教务处，1 件，超期未答');
    await leader.see('近 90 天');
    await shot(leader, 'leader-desk');
    await leader.tap({ role: 'button', name: /^实训楼没有空教室/ });
    await leader.tap('督办');
    await leader.fill('要办到什么程度', '请本周内答复。');
    await leader.tap({ role: 'button', name: '督办' });
    await leader.see('请填写：哪天前反馈');
    await pick(leader, '哪天前反馈', '2026-12-09');
    await leader.tap({ role: 'button', name: '督办' });
    await leader.see('请本周内答复。');
    await shot(leader, 'leader-ordered');
    await stage.product.cloud.clock.advance(MINUTE);
    const handler = await open('p-sun', 'pages/inbox/inbox');
    await handler.tap({ role: 'button', name: /校领导督办/ });
    await handler.see('请本周内答复。');
  },
);

const chased = step('nothing comes: department and leader are chased on the day', [ordered], async () => {
  await stage.product.cloud.clock.set(at('2026-12-10T09:05'));
  const handler = await open('p-sun', 'pages/inbox/inbox');
  await handler.see(/校领导督办的反馈期限已到/);
  await reopen(leader, 'p-zheng', 'pages/inbox/inbox');
  await leader.see(/教务处尚未反馈/);
  await leader.tap({ role: 'button', name: /教务处尚未反馈/ });
  await leader.see('请本周内答复。');
});

step('the department reports; the leader asks for more, then ends it', [chased], async () => {
  const caseId = String(
    stage.product.cloud.read('cases').find(({ title }) => title === '实训楼没有空教室')?._id ?? '',
  );
  const page = `packages/case/handle/handle?id=${caseId}`;
  const handler = await open('p-sun', page);
  const report = async (text: string) => {
    await handler.tap('反馈督办');
    await handler.fill('办到哪一步了，还要多久', text);
    await handler.tap('反馈');
    await handler.see(text);
    await stage.product.cloud.clock.advance(MINUTE);
  };
  await report('正在排教室。');
  await reopen(leader, 'p-zheng', 'pages/inbox/inbox');
  await leader.tap({ role: 'button', name: /督办有了反馈/ });
  await leader.see('正在排教室。');
  await leader.tap('办结督办');
  await leader.tap('继续督办');
  await leader.see('请写明还差什么');
  await leader.fill('继续督办要写明还差什么', '请写明哪天有教室。');
  await leader.tap('继续督办');
  await leader.see('请写明哪天有教室。');
  await reopen(handler, 'p-sun', page);
  await report('14日起 205 教室晚间开放。');
  await leader.pullDown();
  await leader.see('14日起 205 教室晚间开放。');
  await leader.tap('办结督办');
  await leader.tap('办结');
  await leader.seeNot('办结督办');
  await shot(leader, 'leader-ended');
});

/** A day chosen in a picker of dates. */
async function pick(phone: TestPhone, label: string, day: string): Promise<void> {
  await phone.tap({ role: 'button', name: new RegExp(`^${label}`) });
  await phone.page.getByLabel('日期', { exact: true }).fill(day);
  await phone.tap('确定');
}
