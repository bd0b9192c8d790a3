import type { Product } from '../cloud';
import { expectNoFindings } from '../inspected';
import { inHand, send, startCases } from './people';

let product: Product;
beforeAll(async () => {
  product = await startCases();
});
afterAll(() => product.stop());
const as = (who: string) => product.as(who);

test.each([1, 2])('a timer that dies at write %d of the search index makes it anew', async (place) => {
  const { caseId } = await send(product, 'p-lin', { title: `图书馆延长开放${place}` });
  await inHand(product, caseId);
  await product.cloud.tick('jobs');
  await as('p-wu').call('case.publish', {
    caseId,
    title: `图书馆延长开放${place}`,
    text: '考试周开到十一点。',
  });
  let writes = 0;
  product.cloud.disturb(({ functionName, action, collection }) => {
    if (functionName !== 'jobs' || collection !== 'case_index' || !/modify|insert|remove/.test(action))
      return null;
    writes++;
    return writes === place ? 'killed_after' : null;
  });
  await expect(product.cloud.tick('jobs')).rejects.toThrow('killed');
  product.cloud.disturb(null);
  await product.cloud.tick('jobs');
  await expectNoFindings(product);
});
