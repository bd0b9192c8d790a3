import { randomUUID } from 'node:crypto';
import type { Product } from '../cloud';
import { HOUR, inHand, MONDAY, send, startCases } from './people';

let product: Product;
let caseId: string;
beforeAll(async () => {
  product = await startCases();
  ({ caseId } = await send(product, 'p-gao'));
  await inHand(product, caseId);
  await product
    .as('p-wu')
    .call('case.publish', { caseId, title: '热水', text: '三号楼没有热水。', reply: '' });
});
afterAll(() => product.stop());

const complaint = () =>
  ({ place: 'case', subjectId: caseId, reason: 'untrue', text: '三号楼有热水' }) as const;
const office = () => product.as('p-wu');
const open = async () => (await office().call('case.complaints', { isOpen: true })).complaints;

test('whoever reads a published case may complain of it, once, and nobody keeps who it was', async () => {
  for (const requestId of [undefined, 'complain-0001', 'complain-0001'])
    expect(await product.as('passer-by').call('case.complain', complaint(), requestId)).toEqual({
      isTaken: true,
    });
  expect(await open()).toMatchObject([{ about: '热水', reason: 'untrue', state: 'open' }]);
  expect(JSON.stringify(product.cloud.read('complaints'))).not.toContain('passer-by');
});

test.each([
  [
    'a case that is not published',
    async () => ({ ...complaint(), subjectId: (await send(product, 'p-lin')).caseId }),
  ],
  [
    'a session that is not there',
    async () => ({ ...complaint(), place: 'minutes' as const, subjectId: 'session-99' }),
  ],
])('of %s nobody complains', async (_label, about) => {
  await expect(product.as('p-zhou').call('case.complain', await about())).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('one account complains five times in ten minutes, and again later', async () => {
  const complain = () => product.as('busy').call('case.complain', complaint());
  product.cloud.state.clock.move(MONDAY + HOUR);
  for (let time = 1; time <= 5; time++) await complain();
  await expect(complain()).rejects.toMatchObject({ code: 'too_many_requests' });
  product.cloud.state.clock.move(MONDAY + 2 * HOUR);
  await expect(complain()).resolves.toEqual({ isTaken: true });
});

test('the office decides once; the same again changes nothing, another decision is a conflict', async () => {
  const [first] = await open();
  const decide = (isUpheld: boolean, decision: string) =>
    office().call('case.decideComplaint', { complaintId: first?.id ?? '', isUpheld, decision }, randomUUID());
  expect(await decide(true, '已更正')).toMatchObject({ state: 'upheld', decision: '已更正' });
  const before = product.cloud.read('complaints');
  await decide(true, '已更正');
  expect(product.cloud.read('complaints')).toEqual(before);
  await expect(decide(false, '内容属实')).rejects.toMatchObject({ code: 'conflict' });
  const { complaints } = await office().call('case.complaints', { isOpen: false });
  expect(complaints).toMatchObject([{ id: first?.id, state: 'upheld' }]);
});

test.each(['p-lin', 'p-ma', 'p-zheng', 'p-shen'])('%s neither reads nor decides complaints', async (who) => {
  const refused = { code: 'not_allowed' };
  await expect(product.as(who).call('case.complaints', { isOpen: true })).rejects.toMatchObject(refused);
  const decision = { complaintId: 'some-complaint', isUpheld: false, decision: '不成立' };
  await expect(product.as(who).call('case.decideComplaint', decision)).rejects.toMatchObject(refused);
});
