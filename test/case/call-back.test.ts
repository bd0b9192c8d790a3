import type { Input } from '../../cloudfunctions/contract';
import type { Product } from '../cloud';
import { answered, inHand, startCases } from './people';

let product: Product;
beforeAll(async () => {
  product = await startCases();
});
afterAll(() => product.stop());
const as = (who: string) => product.as(who);

const call = {
  callerId: null,
  callerName: '高家长',
  callSeconds: 95,
  category: 'logistics',
  urgency: 'ordinary',
  title: '宿舍窗户漏风',
  text: '六号楼四层窗户关不严。',
  identity: 'named',
  phone: '13900000000',
} as const satisfies Input<'case.record'>;

async function answeredCall(changes: Partial<Input<'case.record'>> = {}) {
  const { caseId, number } = await as('p-tang').call('case.record', { ...call, ...changes });
  await inHand(product, caseId);
  await answered(product, caseId);
  return { caseId, number };
}

describe('a caller in no roster', () => {
  test('is kept by name and number, which the department sees and the public does not', async () => {
    const { caseId } = await answeredCall();
    expect((await as('p-ma').call('case.get', { caseId })).asker).toEqual({
      name: '高家长',
      unit: '不在名册',
      phone: '13900000000',
    });
    await as('p-wu').call('case.publish', { caseId, title: '窗户', text: '窗户漏风', reply: '' });
    expect(JSON.stringify(await as('nobody').call('case.get', { caseId }))).not.toMatch(/高家长|13900000000/);
  });

  test.each([
    ['without a name and by name', { callerName: '' }, 'caller_needed'],
    [
      'with a name and anonymous',
      { identity: 'anonymous', receiptSeed: 'ab'.repeat(16), phone: '' },
      'caller_not_anonymous',
    ],
  ] as const)('is refused %s', async (_how, changes, problem) => {
    await expect(as('p-tang').call('case.record', { ...call, ...changes })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { callerId: problem },
    });
  });
});

describe('an operator', () => {
  beforeAll(() =>
    as('p-shen').call('account.grantRole', {
      personId: 'p-pan',
      grant: { role: 'operator' },
      reason: '值班',
    }),
  );

  test('finds a call that another recorded, by number, by the caller and by words', async () => {
    const { caseId, number } = await as('p-tang').call('case.record', { ...call, title: '冷库噪声' });
    for (const words of [number, '高家长', '冷库'])
      expect(
        (await as('p-pan').call('case.find', { desk: 'hotline', words })).cases.map(({ id }) => id),
      ).toContain(caseId);
    expect(await as('p-pan').call('case.byNumber', { number })).toMatchObject({
      viewer: 'operator',
      callSeconds: 95,
    });
    expect((await as('p-wu').call('case.get', { caseId })).callSeconds).toBeNull();
  });

  test('calls back: the caller’s word closes it, under the operator’s name, and is no verdict of an asker', async () => {
    const { caseId } = await answeredCall();
    const nobody = await as('p-pan').call('case.callBack', { caseId, isReached: false });
    expect(nobody).toMatchObject({ status: 'replied', callBacks: [{ isSolved: null }] });
    const closed = await as('p-pan').call('case.callBack', {
      caseId,
      isReached: true,
      isSolved: true,
      satisfaction: 'satisfied',
    });
    expect(closed).toMatchObject({
      status: 'closed',
      callBacks: [{ isSolved: null }, { isSolved: true, satisfaction: 'satisfied' }],
    });
    expect(closed.timeline[0]).toMatchObject({ what: 'called_back', actor: 'operator' });
    const kept = product.cloud.read('cases').find(({ _id }) => _id === caseId);
    expect(kept).toMatchObject({ verdict: null, satisfaction: null });
  });

  test('calls back: "not solved" needs a reason and reopens it', async () => {
    const { caseId } = await answeredCall();
    const said = { caseId, isReached: true, isSolved: false };
    await expect(as('p-tang').call('case.callBack', said)).rejects.toMatchObject({ code: 'reason_needed' });
    expect(await as('p-tang').call('case.callBack', { ...said, reason: '还在漏风' })).toMatchObject({
      status: 'in_progress',
      reopenings: 1,
    });
  });

  test('does not call back whoever judged by themselves, whoever was anonymous, or a case from the box', async () => {
    const judged = await answeredCall({ callerId: 'p-gao', callerName: '' });
    await as('p-gao').call('case.judge', { caseId: judged.caseId, isSolved: true });
    const anonymous = await answeredCall({
      callerName: '',
      phone: '',
      identity: 'anonymous',
      receiptSeed: 'cd'.repeat(16),
    });
    for (const { caseId } of [judged, anonymous])
      await expect(
        as('p-tang').call('case.callBack', { caseId, isReached: true, isSolved: true }),
      ).rejects.toMatchObject({
        code: 'wrong_case_stage',
      });
    await expect(
      as('p-ma').call('case.callBack', { caseId: judged.caseId, isReached: true, isSolved: true }),
    ).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });
});
