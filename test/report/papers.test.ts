import type { Product } from '../cloud';
import { startDemo } from '../house/open-doors';
import { partOf } from './archive';

let product: Product;
beforeAll(async () => {
  product = await startDemo((_, documents) => [...documents]);
});
afterAll(() => product.stop());
const as = (who: string) => product.as(who);
const LAST = { sessionId: 'session-15' };

/** What a Word file says, a line for each paragraph, and its footer. */
function wordsOf({ base64 }: { base64: string }): { body: string; footer: string } {
  const bytes = Buffer.from(base64, 'base64');
  const plain = (part: string) =>
    partOf(bytes, part)
      .replace(/<\/w:p>|<w:br\/>/g, '\n')
      .replace(/<[^>]+>/g, '');
  return { body: plain('word/document.xml'), footer: plain('word/footer1.xml') };
}
const digestIn = (footer: string) => /[0-9a-f]{64}/.exec(footer)?.[0];

describe('the minutes as a Word file', () => {
  test('say what the page says: number, date, chair, departments, outcomes, revision, digest', async () => {
    const { minutes } = await as('nobody').call('hall.minutes', LAST);
    const file = await as('nobody').call('report.minutesFile', LAST);
    expect(file.fileName).toBe('第15期四点对话纪要_第1版.docx');
    const { body, footer } = wordsOf(file);
    const first = minutes?.items[0];
    for (const words of [
      '第15期“四点”对话纪要',
      `主持：${minutes?.present.chair}`,
      `版本：第1版`,
      `1. ${first?.title}`,
      `牵头：${first?.departmentName}`,
      minutes?.preface,
      first?.answer,
    ])
      expect(body).toContain(words);
    expect(body).toMatch(/结果：现场答复（/);
    expect(body).toMatch(/结果：会后转办；诉求\d+/);
    expect(digestIn(footer)).toBeDefined();
  });

  test('of a draft there is none', async () => {
    await expect(as('p-wu').call('report.minutesFile', { sessionId: 'session-16' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(as('p-wu').call('report.minutesFile', { ...LAST, revision: 2 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

test('the announcement as a Word file says per question who was dissatisfied, worst first, with its digest', async () => {
  const { results } = await as('nobody').call('survey.results', LAST);
  const [result] = results;
  if (!result) throw new Error('nothing announced');
  const file = await as('nobody').call('report.resultsFile', { ...LAST, survey: result.survey });
  const { body, footer } = wordsOf(file);
  expect(file.fileName).toBe('第15期满意度结果通报.docx');
  for (const { title, departmentName } of result.items) {
    expect(body).toContain(title);
    expect(body).toContain(departmentName);
  }
  expect(body).toMatch(/不满意 \d+ 人（\d+\.\d%）/);
  expect(body).toMatch(/亮牌：红牌\d+张，黄牌\d+张/);
  const red = result.items.find(({ verdict }) => verdict === 'red');
  const plain = result.items.find(({ verdict }) => verdict === 'none');
  expect(body.indexOf(red?.title ?? '')).toBeLessThan(body.indexOf(plain?.title ?? ''));
  expect(digestIn(footer)).toBe(result.resultDigest);
  await expect(as('p-wu').call('report.resultsFile', { ...LAST, survey: 'no-survey' })).rejects.toMatchObject(
    { code: 'not_found' },
  );
});
