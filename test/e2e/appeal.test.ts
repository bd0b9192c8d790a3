import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { addWorkingTime } from '../../cloudfunctions/core/rules/working-time';
import type { TestPhone } from '../browser';
import { step } from '../story';
import { DAY, MINUTE } from '../survey/thursday';
import { BEFORE_FOUR, redCard } from './rated-badly';
import { type Stage, startStage } from './stage';

/**
 * A red card, its appeal and its decision, and a plan that runs late up to the last rung: each step read where the
 * people concerned read it. How the steps follow each other to the second is in test/survey/card-course.
 */
let stage: Stage;
let cardId: string;
let phones: TestPhone[] = [];
let head: TestPhone;
let handler: TestPhone;
let office: TestPhone;
let leader: TestPhone;
const INBOX = 'pages/inbox/inbox';

const start = step('a department has been given a red card; four people have their phones', [], async () => {
  stage = await startStage({ now: BEFORE_FOUR });
  ({ cardId } = await redCard(stage.product));
  await stage.product.cloud.clock.advance(MINUTE);
  phones = await Promise.all(['p-xu', 'p-ma', 'p-wu', 'p-zheng'].map((who) => stage.open(who)));
  const [first, second, third, fourth] = phones;
  if (!first || !second || !third || !fourth) throw new Error('four phones');
  [head, handler, office, leader] = [first, second, third, fourth];
});

afterAll(async () => stage?.stop());

afterEach(() => {
  expect(phones.flatMap(({ errors }) => errors.splice(0))).toEqual([]);
});

const shot = async (phone: TestPhone, name: string) => {
  if (process.env.SHOTS) await phone.screenshot(`${process.env.SHOTS}/${name}.png`);
};
const open = (phone: TestPhone, who: string, page: string) => stage.reopen(phone, who, { page });
const after = (at: number, workingDays: number) =>
  addWorkingTime(at, { workingDays }, FIRST_RULE_BOOK.rules.calendar);
const dueAt = async () => (await stage.product.as('p-wu').call('survey.card', { cardId })).planDueAt;

/** Each of them finds this in the inbox. */
async function hear(title: string, readers: readonly (readonly [TestPhone, string])[]): Promise<void> {
  for (const [phone, who] of readers) {
    await open(phone, who, INBOX);
    await phone.see(title);
  }
}

const appealed = step(
  'the head hears of the card, and appeals with grounds; the office hears until when to decide',
  [start],
  async () => {
    await open(head, 'p-xu', INBOX);
    await head.tap({ role: 'button', name: /红牌/ });
    await head.see('宿舍热水');
    await open(head, 'p-xu', `packages/survey/card/card?id=${cardId}`);
    await head.tap('申请复核');
    await head.tap('提交');
    await head.see('请写明依据');
    await head.fill('复核的依据', '锅炉由新部门管理');
    await head.tap('提交');
    await head.see('复核中');
    await head.see(/月\d+日前决定/);
    await shot(head, 'appeal-asked');
    await stage.product.cloud.clock.advance(MINUTE);

    await hear('部门申请复核红黄牌', [[office, 'p-wu']]);
    await shot(office, 'appeal-inbox');
    await open(office, 'p-wu', 'packages/office/desk/desk');
    await shot(office, 'appeal-desk');
    await office.tap({ role: 'button', name: /“宿舍热水”等待复核决定/ });
    await office.see('锅炉由新部门管理');
  },
);

const upheld = step('the office decides with a reason; head and leader read it', [appealed], async () => {
  await office.tap('决定复核');
  await office.tap('维持');
  await office.see('请写明理由');
  await office.fill('决定的理由', '锅炉一直归后勤保障处管理。');
  await office.tap('维持');
  await office.see('锅炉一直归后勤保障处管理。');
  await office.seeNot('决定复核');
  await stage.product.cloud.clock.advance(MINUTE);
  await hear('复核结果：维持', [
    [head, 'p-xu'],
    [leader, 'p-zheng'],
  ]);
  await head.tap({ role: 'button', name: /复核结果：维持/ });
  await head.see('锅炉一直归后勤保障处管理。');
  await open(office, 'p-wu', 'packages/office/desk/desk');
  await office.see('已经结束');
  await office.seeNot(/等待复核决定/);
});

const late = step(
  'no plan comes: the department is reminded, then head, leader and everybody read that it is late',
  [upheld],
  async () => {
    const due = await dueAt();
    const { clock } = stage.product.cloud;
    const department = [
      [handler, 'p-ma'],
      [head, 'p-xu'],
    ] as const;
    await clock.set(due - DAY + MINUTE);
    await hear('整改期限临近', department);
    await clock.set(due + MINUTE);
    await hear('整改超期', department);
    await open(head, 'p-xu', `packages/survey/card/card?id=${cardId}`);
    await head.see('整改方案已超期');
    await shot(head, 'appeal-late');
    await open(office, 'p-wu', 'packages/office/desk/desk');
    await office.see(/“宿舍热水”整改：应于.*完成，已超期/);

    const above = [
      [head, 'p-xu'],
      [office, 'p-wu'],
    ] as const;
    await clock.set(after(due, 1) + MINUTE);
    await hear('整改超期，报负责人', above);
    await clock.set(after(due, 2) + MINUTE);
    await hear('整改超期，报分管校领导', [...above, [leader, 'p-zheng']]);
    await clock.set(after(due, 5) + MINUTE);
    await hear('整改超期，列入公示', [...above, [leader, 'p-zheng']]);
    await shot(leader, 'appeal-leader');

    const anybody = await stage.open('somebody', { page: 'packages/dialogue/cards/cards' });
    phones.push(anybody);
    await anybody.see('待提交整改方案，已超期');
    await shot(anybody, 'appeal-public');
  },
);

step('the plan comes late, its measures are done, and the office hears of both', [late], async () => {
  await open(head, 'p-xu', `packages/survey/card/card?id=${cardId}`);
  await head.tap('提交整改方案');
  await head.fill('原因是什么，打算怎么改', '锅炉旧了，换新的');
  await head.fill('做什么', '换三号楼锅炉');
  await head.tap('提交');
  await head.see('整改中');
  await stage.product.cloud.clock.advance(MINUTE);
  await hear('部门提交了整改方案', [[office, 'p-wu']]);
  await open(office, 'p-wu', 'packages/office/desk/desk');
  await office.see('已经结束');
  await office.seeNot(/“宿舍热水”整改/);

  await open(handler, 'p-ma', `packages/survey/card/card?id=${cardId}`);
  await handler.tap('更新进展');
  await handler.tap({ role: 'checkbox', name: '换三号楼锅炉' });
  await handler.fill('做到哪一步了', '昨天换好了');
  await handler.tap('提交');
  await handler.see('整改完成，待复评');
  await stage.product.cloud.clock.advance(MINUTE);
  await hear('整改措施全部完成', [[office, 'p-wu']]);
  // The way of the card names every rung it climbed.
  await open(leader, 'p-zheng', `packages/survey/card/card?id=${cardId}`);
  for (const rung of ['复核：维持', '整改超期，报负责人', '整改超期，报分管校领导', '整改超期，公示'])
    await leader.see(rung);
  await shot(leader, 'appeal-history');
});
