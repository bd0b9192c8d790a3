import type { Product } from '../cloud';
import { expectNoFindings } from '../inspected';
import { inHand, send, startCases } from './people';

let product: Product;
beforeAll(async () => {
  product = await startCases();
});
afterAll(() => product.stop());
const as = (who: string) => product.as(who);

test('whose case was merged is one voice, until they take it back', async () => {
  const [first, second] = [await send(product, 'p-lin'), await send(product, 'p-he')];
  await inHand(product, first.caseId);
  const { caseId } = first;
  await as('p-wu').call('case.publish', { caseId, title: '三号楼热水', text: '晚上十点后没有热水。' });
  await as('p-wu').call('case.merge', { caseId: second.caseId, intoId: caseId });
  expect((await as('p-wu').call('case.get', { caseId })).joins).toBe(1);
  await expectNoFindings(product);
  expect((await as('p-he').call('case.join', { caseId, hasJoined: false })).joins).toBe(0);
  await expectNoFindings(product);
  expect((await as('p-he').call('case.join', { caseId })).joins).toBe(1);
  await expectNoFindings(product);
});
