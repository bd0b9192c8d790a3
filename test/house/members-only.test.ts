import { type Product, Refused, startProduct } from '../cloud';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ env: { MEMBERS_ONLY: '1' } });
});
afterAll(() => product.stop());

const STRANGER = 'nobody-of-the-roster';

test.each([
  ['case.public', {}],
  ['case.search', { words: '热水' }],
  ['case.overdue', {}],
  ['case.get', { caseId: 'c-1' }],
  ['hall.minutes', { sessionId: 's-1' }],
  ['survey.remarks', { sessionId: 's-1' }],
  ['survey.results', { sessionId: 's-1' }],
] as const)(
  'where words of others are for members only, %s asks a stranger to bind first',
  async (action, input) => {
    await expect(product.as(STRANGER).call(action, input)).rejects.toEqual(
      new Refused('not_bound', undefined),
    );
  },
);

test('a member reads them, and a stranger who writes is shown no earlier answers', async () => {
  expect(await product.as('p-lin').call('case.public', {})).toMatchObject({ cases: [] });
  expect(await product.as(STRANGER).call('case.similar', { text: '宿舍没有热水' })).toEqual({ cases: [] });
});

test('the portal keeps its previews and gives no words of others', async () => {
  const status = async (path: string) => (await product.cloud.http('portal', { path })).status;
  expect(await status('/previews')).toBe(200);
  expect(await status('/minutes')).toBe(404);
  expect(await status('/results')).toBe(404);
});
