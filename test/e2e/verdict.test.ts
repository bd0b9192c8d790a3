import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { computerWindow } from '../../dev/phone/browser';
import type { TestPhone } from '../browser';
import { step } from '../story';
import { misfits } from './fit';
import { BEFORE_FOUR, ratedBadly } from './rated-badly';
import { type Stage, startStage } from './stage';

let stage: Stage;
let sessionId: string;
let office: TestPhone;

const start = step('twelve have rated two questions, one of them badly', [], async () => {
  stage = await startStage({ now: BEFORE_FOUR });
  sessionId = await ratedBadly(stage.product);
});

afterAll(async () => stage?.stop());

/** The texts of what reaches beyond a window of this size. */
const cutOff = ({ page }: TestPhone, size: { width: number; height: number }): Promise<string[]> =>
  page.locator('.wall wx-view, .wall wx-text').evaluateAll(
    (parts, { width, height }) =>
      parts
        .filter((part) => {
          const { left, right, top, bottom } = part.getBoundingClientRect();
          return left < 0 || top < 0 || right > width || bottom > height;
        })
        .map((part) => part.textContent ?? ''),
    size,
  );

const shot = async (phone: TestPhone, name: string) => {
  if (process.env.SHOTS) await phone.screenshot(`${process.env.SHOTS}/${name}.png`);
};

const announced = step(
  'the office sees a turnout and no rating, closes, and announces what the box says',
  [start],
  async () => {
    office = await stage.open('p-wu', { page: `packages/survey/survey/survey?id=${sessionId}` });
    await office.see('截止前，页面和程序不显示评价，只公布参与人数。到时自动截止。');
    expect(await office.page.getByText(/不满意 |人不满意|红牌/).count()).toBe(0);
    await shot(office, 'verdict-open');
    await office.tap('改截止时间');
    await office.find({ role: 'button', name: /^日期/ }).waitFor();
    await office.tap('取消');
    await office.tap('现在截止');
    await office.tap('确定');
    await office.see('请写明原因');
    await office.fill('原因', '大家都评完了');
    await office.tap('确定');
    await office.see('已封箱，等待通报');
    await office.see('12 人评价，7 人不满意');
    await office.tap('通报结果');
    await office.tap('确定');
    await office.see('已通报');
    await shot(office, 'verdict-announced');
    await office.tap('打开开场通报页');
    for (let at = 1; at <= 3; at++) await office.tap('下一页');
    await office.see('红牌');
    await office.see('宿舍热水');
    await shot(office, 'verdict-opening');
    await office.tap('退出大屏');
    await office.see('人人可以核对');
    expect(office.errors).toEqual([]);
  },
);

step(
  'on a computer each picture of the announcement fits the window, under the title bar that leads back',
  [announced],
  async () => {
    const page = `packages/survey/opening/opening?id=${sessionId}`;
    const wall = await stage.open('p-wu', { platform: 'windows', window: 'wide', page });
    await wall.see('结果通报');
    expect(await wall.page.getByLabel('退出大屏').count()).toBe(0);
    const outside: string[] = [];
    for (let at = 1; at <= 5; at++) {
      await wall.see(`${at} / 5`);
      outside.push(...(await cutOff(wall, computerWindow.wide)));
      await shot(wall, `verdict-opening-computer-${at}`);
      await wall.tap('下一页');
    }
    expect([...outside, ...wall.errors]).toEqual([]);
    await wall.close();
  },
);

const planned = step(
  'the department asks for a review, the office decides, and the plan is tracked',
  [announced],
  async () => {
    const head = await stage.open('p-xu', { page: 'pages/me/me' });
    await head.tap('部门红黄牌');
    await head.tap({ role: 'button', name: /^红牌，宿舍热水/ });
    await head.tap('申请复核');
    await head.fill('复核的依据', '锅炉由新部门管理');
    await head.tap('提交');
    await head.see('日前决定');

    await stage.reopen(office, 'p-wu', { page: 'packages/survey/cards/cards' });
    await office.tap({ role: 'button', name: /^红牌，宿舍热水/ });
    await office.tap('决定复核');
    await office.fill('决定的理由', '归属没有错');
    await office.tap('维持');
    await office.see('维持');
    await office.see('归属没有错');

    await stage.reopen(head, 'p-xu', { page: 'packages/survey/cards/cards?department=logistics' });
    await head.tap({ role: 'button', name: /^红牌，宿舍热水/ });
    await head.see('归属没有错');
    await head.tap('提交整改方案');
    await head.fill('原因是什么，打算怎么改', '锅炉旧了，换新的');
    await head.fill('做什么', '换三号楼锅炉');
    await shot(head, 'verdict-plan');
    await head.tap('提交');
    await head.see('整改中');
    await head.seeNot('再加一条措施');
    await head.tap('更新进展');
    await head.see('做完的措施打上勾。');
    await shot(head, 'verdict-note');
    await head.tap({ role: 'checkbox', name: '换三号楼锅炉' });
    await head.fill('做到哪一步了', '昨天换好了');
    await head.tap('提交');
    await head.see('整改完成，待复评');
    await shot(head, 'verdict-card');
    expect(head.errors).toEqual([]);
    await head.close();
  },
);

step(
  'the ledger is a chart and a file; an observer takes the box with the command that recounts it',
  [planned],
  async () => {
    await stage.reopen(office, 'p-wu', { page: 'packages/survey/ledger/ledger' });
    await office.see('共 1 张牌');
    await office.see('扣 3 分');
    await office.tap('生成台账');
    const [sheet] = await Promise.all([office.page.waitForEvent('download'), office.tap('打开台账')]);
    expect(sheet.suggestedFilename()).toBe('绩效考核台账.xlsx');
    await shot(office, 'verdict-ledger');

    const observer = await stage.open('p-pan', { page: 'pages/me/me' });
    await observer.tap('票箱核对');
    await observer.tap('下载第 1 期票箱');
    await observer.see('下载完成');
    await observer.see('node recount.mjs ');
    await shot(observer, 'verdict-box');
    const [box] = await Promise.all([observer.page.waitForEvent('download'), observer.tap('保存到电脑')]);
    expect(box.suggestedFilename()).toBe(`${sessionId}.1.v1.json`);
    // On the observer's own computer, with the digest that everybody was told.
    const { results } = await stage.product.as('p-lin').call('survey.results', { sessionId });
    const [result] = results;
    if (!result) throw new Error('no result');
    const published = async (what: string) => {
      const file = join(tmpdir(), `${what}-${process.pid}.json`);
      const { body } = await stage.product.cloud.http('portal', { path: `/${what}/${result.survey}` });
      writeFileSync(file, body);
      return file;
    };
    const command = [
      ...['--import', 'tsx', 'dev/recount/main.ts', await box.path()],
      ...['--record', await published('opening'), '--opening', result.openingDigest],
      ...['--digest', result.resultDigest, '--key-set', result.keySet],
      ...['--counted', await published('counted')],
    ];
    const { stdout } = await promisify(execFile)(process.execPath, command);
    for (const words of ['ALL OF IT HOLDS', '红牌']) expect(stdout).toContain(words);
    expect([...office.errors, ...observer.errors]).toEqual([]);
  },
);

step(
  'full of results, with the largest type and in the dark, every page keeps width, targets and names',
  [planned],
  async () => {
    const { cards } = await stage.product.as('p-wu').call('survey.cards', { sessionId });
    const [card] = cards;
    const pages = [
      [`packages/survey/survey/survey?id=${sessionId}`, '已通报'],
      ['packages/survey/cards/cards', '宿舍热水'],
      [`packages/survey/card/card?id=${card?.id}`, '整改'],
      ['packages/survey/box/box', '下载'],
      [`packages/dialogue/results/results?id=${sessionId}`, '宿舍热水'],
      ['packages/dialogue/cards/cards', '宿舍热水'],
      [`packages/dialogue/card/card?id=${card?.id}`, '锅炉旧了'],
    ] as const;
    const found: string[] = [];
    for (const [page, text] of pages) {
      const who = page.includes('/box/') ? 'p-pan' : 'p-wu';
      await stage.reopen(office, who, { page, theme: 'dark', size: 'xlarge' });
      await office.see(text);
      for (const problem of await misfits(office)) found.push(`${page}: ${problem}`);
    }
    expect([...found, ...office.errors]).toEqual([]);
  },
);
