import { randomUUID } from 'node:crypto';
import { AGREEMENT_VERSION } from '../../miniprogram/shared/agreement';
import { type Product, startProduct } from '../cloud';

const START = Date.UTC(2026, 10, 20, 2);
const MINUTE = 60_000;

let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: START });
});
afterAll(() => product.stop());

/** Time passes without the timer: what it would clear away is looked at as it was left. */
const pass = (ms: number) => product.cloud.state.clock.move(product.cloud.clock.now() + ms);

const seedNewcomer = (number: string, name: string) =>
  product.cloud.seed('people', [
    {
      _id: `p-${number.toLowerCase()}`,
      number,
      name,
      kind: 'student',
      unit: '艺术设计系',
      roles: [],
      openid: null,
      hasLeft: false,
      absentFrom: null,
    },
  ]);

const personOf = (number: string) => product.cloud.read('people').find((person) => person.number === number);

describe('binding a WeChat account to the roster', () => {
  test('a newcomer binds and is known from then on', async () => {
    const newcomer = product.as('demo-newcomer');
    expect((await newcomer.call('account.me', {})).person).toBeNull();
    const bound = await newcomer.call('account.bind', {
      agreement: AGREEMENT_VERSION,
      number: '20260001',
      name: '陈新雨',
    });
    expect(bound.person).toMatchObject({ name: '陈新雨', unit: '艺术设计系', roles: [] });
    expect((await newcomer.call('account.me', {})).person).toEqual(bound.person);
  });

  test.each([
    ['full-width digits', '20261001', '２０２６１００１', '苏浅'],
    ['spaces in the number and the name', '20261002', ' 2026 1002 ', '苏 浅'],
    ['a full-width space', '20261003', '20261003', '苏　浅'],
    ['small letters', 'T20261', 't20261', '苏浅'],
  ])('%s are the same number and name', async (_label, number, typed, name) => {
    await seedNewcomer(number, '苏浅');
    const bound = await product
      .as(`wide-${number}`)
      .call('account.bind', { agreement: AGREEMENT_VERSION, number: typed, name });
    expect(bound.person?.number).toBe(number);
  });

  test('another sort of middle dot is the same name', async () => {
    await seedNewcomer('20261004', '阿依古丽·买买提');
    const bound = await product
      .as('dotted')
      .call('account.bind', { agreement: AGREEMENT_VERSION, number: '20261004', name: '阿依古丽•买买提' });
    expect(bound.person?.name).toBe('阿依古丽·买买提');
  });

  test('the same binding again answers the same, another one is refused', async () => {
    const lin = product.as('p-lin');
    const again = await lin.call('account.bind', {
      agreement: AGREEMENT_VERSION,
      number: '20240101',
      name: '林小满',
    });
    expect(again.person?.id).toBe('p-lin');
    await expect(
      lin.call('account.bind', { agreement: AGREEMENT_VERSION, number: '20240215', name: '周一鸣' }),
    ).rejects.toMatchObject({
      code: 'already_bound',
    });
  });

  test('a number that another account has is refused, but only to who knows the name', async () => {
    const stranger = product.as('stranger-1');
    await expect(
      stranger.call('account.bind', { agreement: AGREEMENT_VERSION, number: '20240101', name: '林小满' }),
    ).rejects.toMatchObject({ code: 'number_taken' });
    await expect(
      stranger.call('account.bind', { agreement: AGREEMENT_VERSION, number: '20240101', name: '林大满' }),
    ).rejects.toMatchObject({
      code: 'roster_mismatch',
      fields: { number: 'roster_mismatch', name: 'roster_mismatch' },
    });
  });

  test('a number that does not exist is refused in the same words as a wrong name', async () => {
    await expect(
      product
        .as('stranger-2')
        .call('account.bind', { agreement: AGREEMENT_VERSION, number: '99999999', name: '林小满' }),
    ).rejects.toMatchObject({ code: 'roster_mismatch' });
  });

  test('of two accounts that bind one number at the same time, one gets it', async () => {
    await seedNewcomer('20261010', '程双');
    const outcomes = await Promise.allSettled(
      ['twin-a', 'twin-b', 'twin-c'].map((openid) =>
        product
          .as(openid)
          .call('account.bind', { agreement: AGREEMENT_VERSION, number: '20261010', name: '程双' }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'number_taken' });
    }
    const holders = product.cloud.read('accounts').filter((account) => account.personId === 'p-20261010');
    expect(holders.map((account) => account._id)).toEqual([personOf('20261010')?.openid]);
  });

  test('of two numbers that one account binds at the same time, it gets one', async () => {
    await seedNewcomer('20261011', '程一');
    await seedNewcomer('20261012', '程二');
    const outcomes = await Promise.allSettled([
      product
        .as('greedy')
        .call('account.bind', { agreement: AGREEMENT_VERSION, number: '20261011', name: '程一' }),
      product
        .as('greedy')
        .call('account.bind', { agreement: AGREEMENT_VERSION, number: '20261012', name: '程二' }),
    ]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    const holders = ['20261011', '20261012'].filter((number) => personOf(number)?.openid === 'greedy');
    expect(holders).toHaveLength(1);
  });

  test('the same request sent twice at once binds once', async () => {
    await seedNewcomer('20261013', '程三');
    const requestId = randomUUID();
    const bind = () =>
      product
        .as('double-tap')
        .call('account.bind', { agreement: AGREEMENT_VERSION, number: '20261013', name: '程三' }, requestId);
    const [first, second] = await Promise.all([bind(), bind()]);
    expect(first.person).toEqual(second.person);
  });
});

describe('guessing names', () => {
  const guess = (openid: string, number: string, name = '不对') =>
    product.as(openid).call('account.bind', { agreement: AGREEMENT_VERSION, number, name });

  test('five wrong names lock the account, the right one comes too late until the wait is over', async () => {
    await seedNewcomer('20262001', '何必');
    for (let wrong = 1; wrong <= 5; wrong++)
      await expect(guess('guesser', '20262001')).rejects.toMatchObject({ code: 'roster_mismatch' });
    await expect(guess('guesser', '20262001', '何必')).rejects.toMatchObject({ code: 'bind_locked' });

    pass(30 * MINUTE - 1000);
    await expect(guess('guesser', '20262001', '何必')).rejects.toMatchObject({ code: 'bind_locked' });
    pass(2000);
    expect((await guess('guesser', '20262001', '何必')).person?.name).toBe('何必');
  });

  test('four wrong names leave the fifth try to be right', async () => {
    await seedNewcomer('20262002', '何妨');
    for (let wrong = 1; wrong <= 4; wrong++)
      await expect(guess('careless', '20262002')).rejects.toMatchObject({ code: 'roster_mismatch' });
    expect((await guess('careless', '20262002', '何妨')).person?.name).toBe('何妨');
  });

  test('whoever binds and unbinds the own number in between has no more tries than others', async () => {
    await seedNewcomer('20262008', '何止');
    await seedNewcomer('20262009', '何由');
    await expect(guess('busy', '20262009')).rejects.toMatchObject({ code: 'roster_mismatch' });
    await guess('busy', '20262008', '何止');
    await product.as('busy').call('account.unbind', {});
    for (let wrong = 3; wrong <= 5; wrong++)
      await expect(guess('busy', '20262009')).rejects.toMatchObject({ code: 'roster_mismatch' });
    await expect(guess('busy', '20262009')).rejects.toMatchObject({ code: 'bind_locked' });
  });

  test('ten wrong names from many accounts lock the number, and other numbers stay free', async () => {
    await seedNewcomer('20262003', '何况');
    await seedNewcomer('20262004', '何如');
    for (let wrong = 1; wrong <= 10; wrong++)
      await expect(guess(`swarm-${wrong}`, '20262003')).rejects.toMatchObject({ code: 'roster_mismatch' });
    await expect(guess('honest', '20262003', '何况')).rejects.toMatchObject({ code: 'bind_locked' });
    expect((await guess('honest-2', '20262004', '何如')).person?.name).toBe('何如');
  });

  test('guesses sent side by side count too', async () => {
    await seedNewcomer('20262005', '何其');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, () => guess('parallel', '20262005')),
    );
    const codes = outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code);
    expect(codes.filter((code) => code === 'roster_mismatch')).toHaveLength(5);
    expect(codes.filter((code) => code === 'bind_locked')).toHaveLength(7);
  });

  test('a clock that was set back locks nobody for longer than the wait', async () => {
    await seedNewcomer('20262006', '何尝');
    for (let wrong = 1; wrong <= 6; wrong++) await guess('time-traveller', '20262006').catch(() => undefined);
    product.cloud.state.clock.move(START - 24 * 60 * MINUTE);
    expect((await guess('time-traveller', '20262006', '何尝')).person?.name).toBe('何尝');
    product.cloud.state.clock.move(START);
  });

  test('who tried is kept as a digest; the right name clears the number, not the tries of the account', async () => {
    await seedNewcomer('20262007', '何曾');
    await guess('private', '20262007').catch(() => undefined);
    expect(JSON.stringify(product.cloud.read('bind_attempts'))).not.toMatch(/private|20262007|何曾/);
    const before = product.cloud.read('bind_attempts').length;
    await guess('private', '20262007', '何曾');
    expect(product.cloud.read('bind_attempts')).toHaveLength(before - 1);
  });
});

describe('unbinding', () => {
  test('the two may come together again at once; either waits before it is bound elsewhere', async () => {
    await seedNewcomer('20263001', '换号');
    await seedNewcomer('20263002', '另一人');
    const bind = (openid: string, number: string, name: string) =>
      product.as(openid).call('account.bind', { agreement: AGREEMENT_VERSION, number, name });
    await bind('old-phone', '20263001', '换号');
    expect((await product.as('old-phone').call('account.unbind', {})).person).toBeNull();
    await expect(bind('old-phone', '20263002', '另一人')).rejects.toMatchObject({ code: 'account_waits' });
    await expect(bind('new-phone', '20263001', '换号')).rejects.toMatchObject({ code: 'number_waits' });
    expect((await bind('old-phone', '20263001', '换号')).person?.number).toBe('20263001');
  });

  test('and both are free once a session has been held', async () => {
    await seedNewcomer('20263003', '旧号');
    await seedNewcomer('20263004', '新号');
    await product
      .as('patient')
      .call('account.bind', { agreement: AGREEMENT_VERSION, number: '20263003', name: '旧号' });
    await product.as('patient').call('account.unbind', {});
    const unboundAt = product.cloud.clock.now();
    const held = { number: 1, status: 'closed', startsAt: unboundAt - MINUTE, month: 'm', date: 'd' };
    await product.cloud.seed('sessions', [{ _id: 'held-before', ...held }]);
    const bindNext = () =>
      product
        .as('patient')
        .call('account.bind', { agreement: AGREEMENT_VERSION, number: '20263004', name: '新号' });
    await expect(bindNext()).rejects.toMatchObject({ code: 'account_waits' });
    const after = { ...held, startsAt: unboundAt + 1, month: 'm2', date: 'd2' };
    await product.cloud.seed('sessions', [{ _id: 'held-after', ...after }]);
    expect((await bindNext()).person?.number).toBe('20263004');
    const taken = await product
      .as('successor')
      .call('account.bind', { agreement: AGREEMENT_VERSION, number: '20263003', name: '旧号' });
    expect(taken.person?.number).toBe('20263003');
  });

  test('every binding and unbinding stands in the audit log', async () => {
    await seedNewcomer('20263005', '留痕');
    await product
      .as('traced')
      .call('account.bind', { agreement: AGREEMENT_VERSION, number: '20263005', name: '留痕' });
    await product.as('traced').call('account.unbind', {});
    const entries = product.cloud.read('audit').filter(({ subject }) => subject === 'p-20263005');
    expect(entries.map(({ what }) => what).sort()).toEqual(['account_bound', 'account_unbound']);
  });

  test('takes the roles with it, so that they never wait for whoever binds next', async () => {
    await product.as('p-luo').call('account.unbind', {});
    const back = await product
      .as('p-luo')
      .call('account.bind', { agreement: AGREEMENT_VERSION, number: 'T10034', name: '罗家明' });
    expect(back.person?.roles).toEqual([]);
  });

  test('is refused to the last administrator', async () => {
    await expect(product.as('p-shen').call('account.unbind', {})).rejects.toMatchObject({
      code: 'last_admin',
    });
  });

  test('answers the same to who is not bound', async () => {
    expect((await product.as('nobody').call('account.unbind', {})).person).toBeNull();
  });
});

test.each([
  ['without the consent', undefined],
  ['with the consent to an older text', AGREEMENT_VERSION - 1],
])('nobody is bound %s, and no try is counted', async (_label, agreement) => {
  const bind = () =>
    product.as('hasty').call('account.bind', { agreement, number: '20261013', name: '错名' });
  for (let time = 1; time <= 8; time++)
    await expect(bind()).rejects.toMatchObject({ code: 'agreement_needed' });
  expect(product.cloud.read('accounts').map(({ _id }) => _id)).not.toContain('hasty');
});

test('the binding keeps to which text was consented, and when', async () => {
  await seedNewcomer('20261014', '程四');
  const before = product.cloud.clock.now();
  await product
    .as('reader')
    .call('account.bind', { agreement: AGREEMENT_VERSION, number: '20261014', name: '程四' });
  const account = product.cloud.read('accounts').find(({ _id }) => _id === 'reader');
  expect(account).toMatchObject({ agreement: AGREEMENT_VERSION });
  expect(Number(account?.boundAt)).toBeGreaterThanOrEqual(before);
});

describe('what does not fit the contract', () => {
  const bind = (input: unknown, extra: object = {}) =>
    product.as('misfit').callRaw({ action: 'account.bind', requestId: 'misfit-0001', input, ...extra });

  test.each<[string, unknown, Record<string, string>]>([
    ['an unknown field', { number: '1', name: '甲', role: 'admin' }, { role: 'unrecognized_keys' }],
    ['a number that is a number', { number: 1, name: '甲' }, { number: 'invalid_type' }],
    ['an operator of the database', { number: { $ne: '' }, name: '甲' }, { number: 'invalid_type' }],
    ['nothing', {}, { number: 'invalid_type', name: 'invalid_type' }],
    ['blanks', { number: ' ', name: '\u3000' }, { number: 'text_empty', name: 'text_empty' }],
    ['21 characters', { number: '1'.repeat(21), name: '甲' }, { number: 'text_too_long' }],
    ['31 emoji', { number: '1', name: '😀'.repeat(31) }, { name: 'text_too_long' }],
    ['a control character', { number: '1', name: '甲\u0007' }, { name: 'text_control' }],
    ['a character that turns the writing round', { number: '1', name: '甲\u202e' }, { name: 'text_control' }],
  ])('%s is refused by field', async (_label, input, fields) => {
    expect(await bind(input)).toMatchObject({ ok: false, error: { code: 'invalid_input', fields } });
  });

  test('thirty emoji are thirty characters, and only a wrong name', async () => {
    expect(await bind({ agreement: AGREEMENT_VERSION, number: '1', name: '😀'.repeat(30) })).toMatchObject({
      error: { code: 'roster_mismatch' },
    });
  });

  test('a command without its request id, and an action that does not exist', async () => {
    const misfit = product.as('misfit');
    expect(
      await misfit.callRaw({ action: 'account.bind', input: { number: '1', name: '甲' } }),
    ).toMatchObject({ error: { code: 'invalid_input', fields: { requestId: 'missing' } } });
    expect(await misfit.callRaw({ action: 'account.constructor', input: {} })).toMatchObject({
      error: { code: 'unknown_action' },
    });
  });
});
