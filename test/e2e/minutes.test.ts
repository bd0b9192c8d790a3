import { loadDemo } from '../../dev/demo/load';
import { DEMO_NOW } from '../../dev/demo/sessions';
import type { PublishedMinutes } from '../../miniprogram/api/dto';
import type { TestPhone } from '../browser';
import { step } from '../story';
import { type Stage, startStage } from './stage';

type Item = PublishedMinutes['items'][number];

let stage: Stage;
let sessionId: string;
let items: Item[];
let reader: TestPhone;

const start = step(
  'minutes with a card on a question whose way through the departments is over',
  [],
  async () => {
    stage = await startStage({ now: DEMO_NOW, isEmpty: true });
    await loadDemo(stage.product.cloud);
    // The newest that are so.
    const stranger = stage.product.as('nobody-we-know');
    const { sessions } = await stranger.call('session.list', {});
    for (const { id } of sessions) {
      const read = (await stranger.call('hall.minutes', { sessionId: id })).minutes;
      items = read?.items ?? [];
      sessionId = id;
      if (items.some(({ card }) => card) && items.some((item) => item.case?.outcome)) break;
    }
    reader = await stage.open('nobody-we-know');
  },
);

afterAll(async () => stage?.stop());

/** Opens the minutes anew, taps what stands beneath the item, and waits for the page that it leads to. */
async function follow({ title }: Item, name: RegExp, route: string): Promise<void> {
  await stage.reopen(reader, 'nobody-we-know', { page: `packages/dialogue/minutes/minutes?id=${sessionId}` });
  await reader.see('满意度结果');
  const item = reader.page.locator('.sheet', { hasText: title }).filter({ visible: true });
  await item.getByRole('button', { name }).first().click();
  await reader.arrive(route);
}

step(
  'whoever reads the minutes goes from an item to its case, its outcome, its rating and its card',
  [start],
  async () => {
    const transferred = items.find((item) => item.case?.outcome);
    const carded = items.find(({ card }) => card);
    if (!transferred?.case || !carded) throw new Error('nothing to follow');

    await follow(transferred, /^诉求/, 'pages/case/case');
    await reader.see(transferred.title);
    await reader.see('已解决');
    await follow(transferred, /^办理/, 'pages/case/case');
    await reader.see('已解决');
    await follow(carded, /^评价/, 'packages/dialogue/results/results');
    await reader.see(carded.title);
    await follow(carded, /亮牌，看整改$/, 'packages/dialogue/card/card');
    await reader.see(carded.title);
    expect(reader.errors).toEqual([]);
  },
);

step('who was there is a figure to a stranger, with names only where somebody agreed', [start], async () => {
  await stage.reopen(reader, 'nobody-we-know', {
    page: `packages/dialogue/minutes/minutes?id=${sessionId}`,
  });
  await reader.tap('参会情况');
  await reader.see('人到场');
  await reader.see(/其中 \d+ 人愿意公开姓名/);
  expect(await reader.page.getByRole('switch').filter({ visible: true }).count()).toBe(0);
});
