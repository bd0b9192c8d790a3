import type { Product } from '../cloud';
import { answered, inHand, send, startCases } from './people';

let product: Product;
let fresh: string;
let report: string;
beforeAll(async () => {
  product = await startCases();
  for (const title of ['三号楼热水太凉', '五号楼没有热水']) {
    const { caseId } = await send(product, 'p-lin', { title });
    await inHand(product, caseId);
    await answered(product, caseId);
    await product.as('p-lin').call('case.judge', { caseId, isSolved: true });
  }
  ({ caseId: fresh } = await send(product, 'p-zhou', { title: '六号楼热水又停' }));
  ({ caseId: report } = await send(product, 'p-he', { title: '热水的举报', isProtected: true }));
});
afterAll(() => product.stop());

const ask = (who: string, caseId: string) => product.as(who).call('case.suggestion', { caseId });

test('the office hears where closed cases that are alike went, and how often that was right', async () => {
  expect(await ask('p-wu', fresh)).toEqual({
    suggestion: { departmentId: 'logistics', urgency: 'ordinary', agree: 2, of: 2 },
    tried: 0,
    hits: 0,
    usual: null,
  });
});

test('it decides nothing: the case still waits', async () => {
  await ask('p-wu', fresh);
  expect(product.cloud.read('cases').find(({ _id }) => _id === fresh)).toMatchObject({
    status: 'submitted',
    leadId: null,
  });
});

test.each([
  ['a handler', 'p-ma', () => fresh, 'not_allowed'],
  ['an asker', 'p-zhou', () => fresh, 'not_allowed'],
  ['the office about a protected report', 'p-wu', () => report, 'not_found'],
  ['the office about no case', 'p-wu', () => 'nothing', 'not_found'],
])('%s hears none', async (_label, who, caseId, code) => {
  await expect(ask(who, caseId())).rejects.toMatchObject({ code });
});
