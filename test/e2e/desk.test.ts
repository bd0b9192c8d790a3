import type { TestPhone } from '../browser';
import { form, inHand } from '../case/people';
import { type Stage, startStage } from './stage';

let stage: Stage;
let phones: TestPhone[] = [];

/** Forty cases of one department, as a handler finds them on a Monday. */
beforeAll(async () => {
  stage = await startStage({ env: { CASE_SECRET: 'a secret of the test' } });
  const askers = ['p-lin', 'p-zhou', 'p-he', 'p-gao'];
  for (let index = 0; index < 40; index++) {
    const title = index === 7 ? '五号楼升降机停运' : `${index + 1} 号楼的路灯坏了`;
    const asker = stage.product.as(askers[index % askers.length] ?? 'p-lin');
    const { caseId } = await asker.call('case.submit', { ...form, title, text: '请尽快修。', place: '' });
    if (index % 4 === 0) await inHand(stage.product, caseId);
    else if (index % 4 === 3)
      await stage.product
        .as('p-wu')
        .call('case.accept', { caseId, urgency: 'ordinary', leadId: 'logistics', coIds: [] });
  }
});
afterAll(async () => stage.stop());
afterEach(async () => {
  const errors = phones.flatMap((phone) => phone.errors);
  await Promise.all(phones.map((phone) => phone.close()));
  phones = [];
  expect(errors).toEqual([]);
});

async function open(personId: string, page: string, isComputer = false) {
  const computer = isComputer ? ({ platform: 'windows', window: 'wide' } as const) : {};
  const phone = await stage.open(personId, { page, ...computer });
  phones.push(phone);
  return phone;
}

test('a handler’s morning: home says what waits, the desk finds a case by another name of it, several are taken at once', async () => {
  const handler = await open('p-ma', 'pages/home/home');
  await handler.see('待接收');
  await handler.see('办理中');
  await handler.tap('打开后勤保障处');
  await handler.see('待接收 10');
  await handler.fill('找标题、地点、内容或编号', '电梯');
  await handler.page.keyboard.press('Enter');
  await handler.see('五号楼升降机停运');
  await handler.seeNot('4 号楼的路灯坏了');

  const desk = await open('p-ma', 'packages/case/inbox/inbox?desk=department');
  await desk.tap({ role: 'radio', name: '待接收 10' });
  await desk.tap('多选');
  for (const title of ['4 号楼的路灯坏了', '12 号楼的路灯坏了']) await desk.tap(`选${title}`);
  await desk.tap('接收');
  await desk.see('2 件已办好。');
  await desk.see('待接收 8');
});

test('the office gives several to one department in one go; an answer is found again among what is closed', async () => {
  const office = await open('p-wu', 'packages/case/inbox/inbox?desk=office');
  await office.tap('多选');
  for (const title of ['2 号楼的路灯坏了', '3 号楼的路灯坏了']) await office.tap(`选${title}`);
  await office.tap('受理并交办');
  await office.tap('后勤保障处');
  await office.see('2 件已办好。');
  const cases = stage.product.cloud.read('cases');
  const caseId = String(cases.find(({ title }) => title === '1 号楼的路灯坏了')?._id ?? '');
  await stage.product.as('p-xu').call('case.draftReply', { caseId, text: '已换灯。', outcome: 'solved' });
  await stage.product.as('p-lin').call('case.judge', { caseId, isSolved: true });
  await office.tap({ role: 'radio', name: '已办结' });
  await office.see('1 号楼的路灯坏了');
});

test('on a computer the case stands beside the list, with the reply in the same view', async () => {
  const desk = await open('p-ma', 'packages/case/inbox/inbox?desk=department', true);
  await desk.tap({ role: 'radio', name: /^办理中/ });
  await desk.tap({ role: 'button', name: /^5 号楼的路灯坏了/ });
  await desk.tap({ role: 'radio', name: '已解决' });
  await desk.fill('做了什么，结果怎样', '灯已换好。');
  await desk.tap('提交答复');
  await desk.see(/答复待审核|待审核/);
});

test('an operator keeps a caller of no roster, sees the same matter while typing, and calls back', async () => {
  const operator = await open('p-tang', 'packages/case/operator/operator');
  await operator.fill('来电说的是什么', '六号楼窗户漏风');
  await operator.fill('边听边记', '四层的窗户关不严。');
  await stage.product.cloud.clock.advance(2 * 60_000);
  await operator.fill('姓名或学号、工号', '高家长');
  await operator.tap('记下“高家长”，不在名册的来电人');
  await operator.tap({ role: 'radio', name: /后勤保障$/ });
  await operator.tap('登记，取编号');
  await operator.see(/^这通电话记了 2 分/);
  await operator.tap('记下一个来电');
  await operator.fill('来电说的是什么', '六号楼窗户漏风');
  await operator.see('可能是同一件事，先看看');

  const cases = stage.product.cloud.read('cases');
  const caseId = String(cases.find(({ title }) => title === '六号楼窗户漏风')?._id ?? '');
  await inHand(stage.product, caseId);
  await stage.product.as('p-xu').call('case.draftReply', { caseId, text: '已换密封条。', outcome: 'solved' });
  const calling = await open('p-tang', `packages/case/handle/handle?id=${caseId}`);
  await calling.tap('电话回访');
  await calling.tap('已解决，满意');
  await calling.tap('记下回访');
  await calling.see('来电人说已解决');
});
