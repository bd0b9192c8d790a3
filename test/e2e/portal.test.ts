import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../browser';
import type { Product } from '../cloud';
import { startDemo } from '../house/open-doors';
import { walk } from '../portal/web';

// Every kind of page of the portal in a real browser: as a reader has it, without script; and with the checker of
// accessibility, which the test brings along past the page's own policy.

let product: Product;
let browser: Browser;
let addresses: string[];
beforeAll(async () => {
  [product, browser] = await Promise.all([startDemo((_, documents) => [...documents]), launchBrowser()]);
  const visited = await walk(product, 1);
  addresses = visited.filter(({ type }) => type.startsWith('text/html')).map(({ at }) => at);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

const urlOf = (at: string) => `${product.cloud.url}/http/portal${at}`;

test.each([
  ['a phone by day', { width: 390, colorScheme: 'light', media: 'screen' }],
  ['a phone at night', { width: 390, colorScheme: 'dark', media: 'screen' }],
  ['a computer by day', { width: 1280, colorScheme: 'light', media: 'screen' }],
  ['a computer at night', { width: 1280, colorScheme: 'dark', media: 'screen' }],
  ['paper', { width: 1280, colorScheme: 'dark', media: 'print' }],
] as const)('on %s every page is there for everybody', async (_, { width, colorScheme, media }) => {
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    colorScheme,
    bypassCSP: true,
  });
  const page = await context.newPage();
  await page.emulateMedia({ media, colorScheme });
  const wrong: unknown[] = [];
  for (const at of [...addresses, '/nothing']) {
    await page.goto(urlOf(at));
    await page.addScriptTag({ content: axe.source });
    const found = await page.evaluate<string[]>(
      `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ' ' + html.slice(0, 150) + ' ' + failureSummary)))`,
    );
    wrong.push(...found.map((violation) => [at, violation]));
    const beyond = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    if (beyond !== 0) wrong.push([at, `${beyond} px wider than the screen`]);
  }
  expect(wrong).toEqual([]);
  await context.close();
});

test('without script everything is read, and a search is answered', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(urlOf('/'));
  await page.getByRole('link', { name: '搜索', exact: true }).click();
  await page.getByRole('searchbox', { name: '要找的内容' }).fill('宿舍');
  await page.getByRole('button', { name: '搜索' }).click();
  await page.getByRole('main').getByRole('link').first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await context.close();
});

test('the figures for the opening go to paper as they are: without menus, no wider than A4, every part on it', async () => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 673, height: 952 },
  });
  const page = await context.newPage();
  await page.goto(urlOf('/'));
  await page.getByRole('link', { name: '开场材料', exact: true }).click();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.getByRole('heading', { level: 1, name: /开场材料$/ }).waitFor();
  expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
    '开办以来',
    expect.stringMatching(/^第 \d+ 期评价结果$/),
    '整改中的红黄牌',
    '承诺',
    '上月诉求办理',
  ]);
  for (const name of ['栏目', '跳到正文'])
    expect(await page.getByLabel(name).or(page.getByText(name)).filter({ visible: true }).count()).toBe(0);
  const tables = page.getByRole('table');
  expect(await tables.count()).toBeGreaterThanOrEqual(4);
  const widths = await tables.evaluateAll((all) => all.map((table) => table.scrollWidth));
  expect(Math.max(...widths)).toBeLessThanOrEqual(673);
  if (process.env.SHOTS) {
    await page.screenshot({ path: `${process.env.SHOTS}/brief-paper.png`, fullPage: true });
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await page.screenshot({ path: `${process.env.SHOTS}/brief-dark.png`, fullPage: true });
  }
  await context.close();
});

test('the style is let in by the policy of the page', async () => {
  const page = await browser.newPage();
  const refused: string[] = [];
  page.on('console', (message) => refused.push(message.text()));
  await page.goto(urlOf('/'));
  expect(refused).toEqual([]);
  const paper = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  expect(paper).toBe('rgb(245, 243, 237)');
  await page.close();
});

test('every feed is XML with entries that lead to pages', async () => {
  const page = await browser.newPage();
  for (const name of ['previews', 'minutes', 'results', 'commitments']) {
    const { body } = await product.cloud.http('portal', { path: `/feeds/${name}.xml` });
    const [broken, entries] = await page.evaluate<[number, number]>(
      `(() => {
        const read = new DOMParser().parseFromString(${JSON.stringify(body)}, 'text/xml');
        const count = (what) => read.querySelectorAll(what).length;
        return [count('parsererror'), count('entry > link[href*="/portal/"]')];
      })()`,
    );
    expect([name, broken, entries > 0]).toEqual([name, 0, true]);
  }
  await page.close();
});
