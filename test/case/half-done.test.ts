import { randomBytes } from 'node:crypto';
import '../booking/sdk-environment';
import { applyCommandAs } from '../../cloudfunctions/case/apply-command';
import { announceChange } from '../../cloudfunctions/case/search-index';
import type { CaseActor } from '../../cloudfunctions/core/case/command';
import { FIRST_CASE_RULES, type RulesNow } from '../../cloudfunctions/core/rules/case-rules';
import { caseJoins, cases } from '../../cloudfunctions/platform/database/collections';
import { add, get, update } from '../../cloudfunctions/platform/database/store';
import { reach } from '../booking/inside';
import type { Product } from '../cloud';
import { expectNoFindings } from '../inspected';
import { inHand, MINUTE, send, startCases } from './people';

// What a call leaves that dies between its writes, put there as it would lie; the timer does the rest.

let product: Product;
beforeAll(async () => {
  product = await startCases();
  reach(product.cloud);
});
afterAll(async () => {
  await expectNoFindings(product);
  await product.stop();
});

const RULES: RulesNow = { version: 1, cases: FIRST_CASE_RULES, breaks: [], workEndsMinute: 1050 };
const OFFICE: CaseActor = { role: 'office', personId: 'p-wu', name: '吴雅琴', departmentId: null };
const now = () => product.cloud.state.clock.now();
const stored = async (caseId: string) => {
  const entity = await get(cases, caseId);
  if (!entity) throw new Error('no case');
  return entity;
};
const marksOf = (caseId: string) => product.cloud.read('case_joins').filter((mark) => mark.caseId === caseId);

/** The first write of a merge, and the second where `isMerged`; nothing that comes after them. */
async function dyingMerge(fromId: string, intoId: string, isMerged: boolean): Promise<void> {
  const [from, into] = await Promise.all([stored(fromId), stored(intoId)]);
  const _id = `${intoId}:${fromId}`;
  await add(caseJoins, {
    _id,
    caseId: intoId,
    personId: null,
    voice: `none:${_id}`,
    hasJoined: false,
    isFollowing: false,
    key: `k-${_id}`,
    mergesFrom: fromId,
    countingSince: now(),
  });
  if (!isMerged) return;
  const act = { rules: RULES, now: now(), requestId: `merge-request-${fromId}` };
  const target = { id: intoId, number: into.number };
  await applyCommandAs(OFFICE, from, { do: 'merge', into: target, reason: '' }, act);
}

describe('a merge', () => {
  test('that died after the case was closed is told to the other, with one voice for its asker', async () => {
    const [into, from] = [await send(product, 'p-lin'), await send(product, 'p-he')];
    await inHand(product, into.caseId);
    await dyingMerge(from.caseId, into.caseId, true);
    await product.cloud.clock.advance(4 * MINUTE);
    const after = await stored(into.caseId);
    expect(after.history.filter(({ what }) => what === 'absorbed')).toHaveLength(1);
    expect(after.joins).toBe(1);
    expect(marksOf(into.caseId)).toMatchObject([{ personId: 'p-he', hasJoined: true, isFollowing: true }]);
  });

  test('of an anonymous case leaves one voice that is nobody', async () => {
    const into = await send(product, 'p-lin');
    const receiptSeed = randomBytes(16).toString('hex');
    const from = await send(product, 'p-he', { identity: 'anonymous', receiptSeed });
    await product
      .as('p-wu')
      .call('case.accept', { caseId: into.caseId, urgency: 'ordinary', leadId: null, coIds: [] });
    await product.as('p-wu').call('case.merge', { caseId: from.caseId, intoId: into.caseId });
    expect((await stored(into.caseId)).joins).toBe(1);
    expect(marksOf(into.caseId)).toMatchObject([{ personId: null, hasJoined: true }]);
    expect(marksOf(into.caseId)[0]).not.toHaveProperty('mergesFrom');
  });

  test('that died before the case was closed is not carried out', async () => {
    const [into, from] = [await send(product, 'p-lin'), await send(product, 'p-he')];
    await dyingMerge(from.caseId, into.caseId, false);
    await product.cloud.clock.advance(4 * MINUTE);
    expect(marksOf(into.caseId)).toEqual([]);
    expect(await stored(into.caseId)).toMatchObject({ joins: 0 });
    expect(await stored(from.caseId)).toMatchObject({ mergedInto: null, isOpen: true });
  });

  test('of two cases of one person gives it no second voice', async () => {
    const [into, from] = [await send(product, 'p-lin'), await send(product, 'p-lin')];
    await inHand(product, into.caseId);
    await product.as('p-wu').call('case.merge', { caseId: from.caseId, intoId: into.caseId });
    expect((await stored(into.caseId)).joins).toBe(0);
    expect(marksOf(into.caseId)).toEqual([]);
  });
});

describe('a voice', () => {
  test.each([
    ['that joined and was not counted', true, 0, 1],
    ['that was counted and not marked so', true, 1, 1],
    ['that was taken back and not counted', false, 1, 0],
  ])('%s is counted from the marks', async (_label, hasJoined, before, after) => {
    const { caseId } = await send(product, 'p-lin');
    const { number } = await stored(caseId);
    const mark = { caseId, personId: 'p-gao', voice: `v-${caseId}`, hasJoined, isFollowing: hasJoined };
    await add(caseJoins, { _id: `${caseId}:p-gao`, ...mark, key: number, countingSince: now() });
    await update(cases, { _id: caseId }, { joins: before });
    await product.cloud.clock.advance(3 * MINUTE);
    expect((await stored(caseId)).joins).toBe(after);
    expect(marksOf(caseId)).toMatchObject([{ countingSince: null }]);
  });
});

test('what was taken back is not found for long, even where the call died right after', async () => {
  const { caseId } = await send(product, 'p-lin', { title: '游泳馆更衣柜', text: '更衣柜的锁坏了很久。' });
  await inHand(product, caseId);
  const words = { title: '游泳馆更衣柜', text: '更衣柜的锁坏了。', reply: '', kept: [] };
  await product.as('p-wu').call('case.publish', { caseId, ...words });
  const found = async () =>
    (await product.as('nobody').call('case.search', { words: '游泳馆更衣柜' })).cases.map(({ id }) => id);
  await product.cloud.clock.advance(4 * MINUTE);
  expect(await found()).toEqual([caseId]);
  await announceChange(now());
  await product.cloud.tick('jobs');
  const act = { rules: RULES, now: now(), requestId: 'unpublish-that-died-0001' };
  await applyCommandAs(OFFICE, await stored(caseId), { do: 'unpublish', reason: '再核对' }, act);
  await product.cloud.clock.advance(4 * MINUTE);
  expect(await found()).toEqual([]);
});
