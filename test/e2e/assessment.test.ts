import { readSheet } from 'read-excel-file/node';
import type { TestPhone } from '../browser';
import { NOW } from '../jobs/started';
import { step } from '../story';
import { straddlingSemester } from '../survey/straddling-semester';
import { type Stage, startStage } from './stage';

/** The 绩效 office at the end of a semester in which the rules were changed: it reads, files, and reaches nothing else. */
let stage: Stage;
let assessor: TestPhone;
const SEMESTER = '2026—2027 学年第一学期';

const start = step(
  'four cards were given, the rules were changed between them, one is in review',
  [],
  async () => {
    stage = await startStage({ now: NOW });
    await straddlingSemester(stage.product, 4);
    assessor = await stage.open('p-qin', { page: 'pages/me/me' });
  },
);

afterAll(async () => stage?.stop());

afterEach(() => {
  expect(assessor?.errors.splice(0)).toEqual([]);
});

const shot = async (name: string) => {
  if (process.env.SHOTS) await assessor.screenshot(`${process.env.SHOTS}/${name}.png`);
};
const ledger = (view: { theme?: 'dark'; size?: 'xlarge' } = {}) =>
  stage.reopen(assessor, 'p-qin', { page: 'packages/survey/ledger/ledger', ...view });

/** From a list of the phone's picker. */
async function pick(label: string | RegExp, choice: string): Promise<void> {
  await assessor.tap({ role: 'button', name: label });
  await assessor.page.getByLabel('选项').selectOption({ label: choice });
  await assessor.tap('确定');
}

const read = step(
  'from 我的 to the semester: points by department, what is pending stands apart and weighs nothing',
  [start],
  async () => {
    await assessor.tap('绩效台账');
    await assessor.see(SEMESTER);
    await assessor.see('共 4 张牌，其中 1 张待定，不计入');
    // Two final ones of logistics under the second version, one of 教务处 under the first.
    await assessor.see('扣 20 分');
    await assessor.see('扣 3 分');
    await assessor.see('黄牌 0 张，红牌 2 张，待定 1 张');
    await assessor.see('不计入');
    await shot('assessment-ledger');
  },
);

step('a department alone, and a semester without any card, read as what they are', [read], async () => {
  await assessor.tap({ role: 'radio', name: '教务处' });
  await assessor.see('共 1 张牌');
  await assessor.seeNot('扣 20 分');
  await assessor.tap({ role: 'radio', name: '全部部门' });
  await assessor.see('扣 20 分');
  await pick(/^学期/, '2025—2026 学年第二学期');
  await assessor.see('暂无红黄牌');
  await pick(/^学期/, SEMESTER);
  await assessor.see('扣 20 分');
});

step(
  'each card is counted by the rules it was given under, and both versions can be read',
  [read],
  async () => {
    await ledger();
    await assessor.see(/红牌每张扣 3 分/);
    await assessor.see(/红牌每张扣 10 分/);
    await assessor.tap('查看规则手册第 2 版');
    await assessor.see('加重红牌');
    await shot('assessment-rules');
    await ledger();
    await assessor.tap('查看规则手册第 1 版');
    await assessor.see('这一版不是现行规则。');
  },
);

step('the file to be filed says the same, sheet by sheet', [read], async () => {
  await ledger();
  await assessor.tap('生成台账');
  const [file] = await Promise.all([assessor.page.waitForEvent('download'), assessor.tap('打开台账')]);
  expect(file.suggestedFilename()).toMatch(/绩效考核台账.*\.xlsx$/);
  const rows = await readSheet(await file.path(), '按部门');
  expect(rows.slice(3).map((row) => [row[1], row[5], row[7], row[12]])).toEqual([
    ['后勤保障处', 2, 1, 20],
    ['教务处', 1, 0, 3],
  ]);
});

step('no other desk is offered, and none opens by its address', [read], async () => {
  await stage.reopen(assessor, 'p-qin', { page: 'pages/me/me' });
  await assessor.see('绩效台账');
  for (const other of ['活动办公室', '红黄牌', '诉求受理', '诉求台账', '部门诉求', '操作记录'])
    expect(await assessor.page.getByText(other, { exact: true }).count()).toBe(0);
  for (const page of [
    'packages/office/desk/desk',
    'packages/case/inbox/inbox?desk=office',
    'packages/admin/people/people',
    'packages/admin/audit/audit',
  ]) {
    await stage.reopen(assessor, 'p-qin', { page });
    await assessor.see('你没有查看权限');
  }
  const period = { from: NOW - 1, to: NOW };
  await expect(
    stage.product.as('p-qin').call('report.makeLedger', { ledgerId: 'ledger-of-nobody', ...period }),
  ).rejects.toMatchObject({ code: 'not_allowed' });
});

step('in the dark with the largest type it keeps its words', [read], async () => {
  await ledger({ theme: 'dark', size: 'xlarge' });
  await assessor.see('扣 20 分');
  await shot('assessment-dark');
});
