import '../booking/sdk-environment';
import { randomUUID } from 'node:crypto';
import { audit, requests } from '../../cloudfunctions/platform/database/collections';
import { remove } from '../../cloudfunctions/platform/database/store';
import { reach } from '../booking/inside';
import type { Product } from '../cloud';
import { DAY, HOUR, send, startCases } from './people';

// Whoever looks at a hidden identity stands in the history of the case, and the asker reads it. A request id that is
// known for anything else shows nothing, for as long as the history holds it.

let product: Product;
beforeAll(async () => {
  product = await startCases();
  reach(product.cloud);
});
afterAll(() => product.stop());

const as = (who: string) => product.as(who);
const look = (who: string, caseId: string, id: string) =>
  as(who).call('case.revealAsker', { caseId, reason: '需要当面核实' }, id);
const looksAt = async (caseId: string) => (await as('p-lin').call('case.get', { caseId })).identityViews;
/** As `jobs` does a week later. */
const forget = (id: string) => remove(requests, { _id: id });
/** Without the thousands of timers that a week has. */
const later = (ms: number) => product.cloud.state.clock.move(product.cloud.state.clock.now() + ms);

test.each([
  ['while the door still knows it', false],
  ['when the door has forgotten it', true],
])('the id of another command is a conflict that shows nothing, %s', async (_label, isForgotten) => {
  const { caseId } = await send(product, 'p-lin');
  const id = randomUUID();
  const input = { caseId, urgency: 'ordinary' as const, leadId: null, coIds: [] };
  await as('p-wu').call('case.accept', input, id);
  if (isForgotten) await forget(id);
  await expect(look('p-wu', caseId, id)).rejects.toMatchObject({ code: 'conflict' });
  expect(await looksAt(caseId)).toEqual([]);
});

test.each([
  ['while the door still knows it', false],
  ['when the door has forgotten it', true],
])('the look of one shows nothing to another, %s', async (_label, isForgotten) => {
  const { caseId } = await send(product, 'p-lin');
  const id = randomUUID();
  expect(await look('p-wu', caseId, id)).toMatchObject({ name: '林小满' });
  if (isForgotten) await forget(id);
  await expect(look('p-luo', caseId, id)).rejects.toMatchObject({ code: 'conflict' });
  expect(await looksAt(caseId)).toHaveLength(1);
});

test('whoever looks and loses the answer is shown it again, and stands in the list once', async () => {
  const { caseId } = await send(product, 'p-lin');
  const id = randomUUID();
  const first = await look('p-wu', caseId, id);
  expect(await look('p-wu', caseId, id)).toEqual(first);
  await forget(id);
  expect(await look('p-wu', caseId, id)).toEqual(first);
  expect(await looksAt(caseId)).toMatchObject([{ by: '吴雅琴', reason: '需要当面核实' }]);
});

// Keeping (docs/rules.md) takes entries of the log away long before a history is emptied, and a restored backup may lack them.
test.each([
  ['a repeat for seven days', -HOUR, 'while the log still has it', false, true],
  ['no repeat after seven days', 0, 'while the log still has it', false, false],
  ['no repeat after seven days', 0, 'when the log has forgotten it', true, false],
])('the id of a look is %s (%i ms), %s', async (_label, ms, _log, isLogGone, isShown) => {
  const { caseId } = await send(product, 'p-lin');
  const id = randomUUID();
  const first = await look('p-wu', caseId, id);
  later(7 * DAY + ms);
  await forget(id);
  if (isLogGone) await remove(audit, { _id: id });
  const again = look('p-wu', caseId, id);
  if (isShown) expect(await again).toEqual(first);
  else await expect(again).rejects.toMatchObject({ code: 'conflict' });
  expect(await looksAt(caseId)).toHaveLength(1);
});

test('an audited command under an id of long ago changes nothing, and the log says nothing new', async () => {
  const { caseId } = await send(product, 'p-lin', { identity: 'named' });
  const id = randomUUID();
  await as('p-wu').call('case.decline', { caseId, reason: '不属于学校事务' }, id);
  const other = await send(product, 'p-lin', { identity: 'named' });
  later(7 * DAY);
  await forget(id);
  const input = { caseId: other.caseId, reason: '不属于学校事务' };
  await expect(as('p-wu').call('case.decline', input, id)).rejects.toMatchObject({ code: 'conflict' });
  expect(await as('p-wu').call('case.get', { caseId: other.caseId })).toMatchObject({ status: 'submitted' });
});
