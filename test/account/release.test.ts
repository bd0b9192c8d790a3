import { AGREEMENT_VERSION } from '../../miniprogram/shared/agreement';
import { type Product, startProduct } from '../cloud';

const START = Date.UTC(2026, 10, 20, 2);
const MINUTE = 60_000;

let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: START });
});
afterAll(() => product.stop());

const newcomer = async (number: string, name: string) => {
  const fixed = {
    kind: 'student',
    unit: '艺术设计系',
    roles: [],
    openid: null,
    hasLeft: false,
    absentFrom: null,
  };
  await product.cloud.seed('people', [{ _id: `p-${number}`, number, name, ...fixed }]);
};
const bind = (openid: string, number: string, name: string, code = '') =>
  product.as(openid).call('account.bind', { agreement: AGREEMENT_VERSION, number, name, code });
const release = (by: string, number: string, name: string, reason = '微信号被他人绑定') =>
  product.as(by).call('account.release', { number, name, reason });

test('a number that a stranger has bound goes to its holder, with a code, and both are told', async () => {
  await newcomer('20270001', '安然');
  await bind('thief', '20270001', '安然');
  await expect(bind('holder', '20270001', '安然')).rejects.toMatchObject({ code: 'number_taken' });
  const { code, name } = await release('p-wu', '20270001', '安然');
  expect(name).toBe('安然');
  // Told why, and kept from binding it or any other again.
  expect(await product.as('thief').call('account.me', {})).toMatchObject({
    person: null,
    released: { reason: '微信号被他人绑定' },
  });
  await expect(bind('thief', '20270001', '安然')).rejects.toMatchObject({ code: 'bind_code_needed' });
  await expect(bind('thief', '20270001', '安然', 'ABCD2345')).rejects.toMatchObject({
    code: 'bind_code_wrong',
  });
  expect((await bind('holder', '20270001', '安然', code.toLowerCase())).person?.id).toBe('p-20270001');
  expect(product.cloud.read('bind_codes')).toEqual([]);
  const entries = product.cloud.read('audit').filter(({ subject }) => subject === 'p-20270001');
  expect(entries.map(({ what, actor }) => [what, actor])).toEqual([
    ['account_bound', 'p-20270001'],
    ['account_released', 'p-wu'],
    ['account_bound', 'p-20270001'],
  ]);
  expect(JSON.stringify(product.cloud.read('audit'))).not.toContain(code);
});

test('a code frees a number that waits, and is no key to another one', async () => {
  await newcomer('20270002', '白露');
  await newcomer('20270003', '秋分');
  await bind('old', '20270002', '白露');
  await product.as('old').call('account.unbind', {});
  await expect(bind('new', '20270002', '白露')).rejects.toMatchObject({ code: 'number_waits' });
  const { code } = await release('p-shen', '20270002', '白露', '换了微信');
  await expect(bind('new', '20270003', '秋分', code)).rejects.toMatchObject({ code: 'bind_code_wrong' });
  expect((await bind('new', '20270002', '白露', code)).person?.name).toBe('白露');
});

test('strangers cannot keep the holder out: the office sees the attack, and its code goes round the lock', async () => {
  await newcomer('20270004', '冬至');
  for (let wrong = 1; wrong <= 10; wrong++)
    await bind(`swarm-${wrong}`, '20270004', '不对').catch(() => undefined);
  await expect(bind('true-holder', '20270004', '冬至')).rejects.toMatchObject({ code: 'bind_locked' });
  const { people } = await product.as('p-wu').call('account.attacked', {});
  expect(people).toEqual([expect.objectContaining({ name: '冬至', numberEnd: '004', tries: 11 })]);
  const { code } = await release('p-wu', '20270004', '冬至', '学工号被反复试错');
  for (let wrong = 11; wrong <= 21; wrong++)
    await bind(`swarm-${wrong}`, '20270004', '不对').catch(() => undefined);
  // A made-up code is no way round the lock.
  await expect(bind('swarm-99', '20270004', '不对', 'ABCD2345')).rejects.toMatchObject({
    code: 'bind_locked',
  });
  expect((await bind('true-holder', '20270004', '冬至', code)).person?.name).toBe('冬至');
});

test('a code is over after half an hour', async () => {
  await newcomer('20270005', '立春');
  const { code } = await release('p-wu', '20270005', '立春');
  product.cloud.state.clock.move(product.cloud.clock.now() + 30 * MINUTE);
  await expect(bind('late', '20270005', '立春', code)).rejects.toMatchObject({ code: 'bind_code_wrong' });
  expect((await bind('late', '20270005', '立春')).person?.name).toBe('立春');
});

test.each([
  ['a student', 'p-lin', '20240101', '林小满', 'not_allowed'],
  ['a leader', 'p-zheng', '20240101', '林小满', 'not_allowed'],
  ['the office, for somebody with a role', 'p-wu', 'T10034', '罗家明', 'not_allowed'],
  ['the office, with a wrong name', 'p-wu', '20240101', '林大满', 'roster_mismatch'],
])('%s releases nobody', async (_who, by, number, name, code) => {
  await expect(release(by, number, name)).rejects.toMatchObject({ code });
});

test('the administrator releases somebody with roles, which go with the binding, and never the last of them', async () => {
  await release('p-shen', 'T10034', '罗家明', '换了微信');
  const [luo] = product.cloud.read('people').filter(({ _id }) => _id === 'p-luo');
  expect(luo).toMatchObject({ openid: null, roles: [] });
  const shen = product.cloud.read('people').find(({ _id }) => _id === 'p-shen');
  await expect(release('p-shen', String(shen?.number), String(shen?.name))).rejects.toMatchObject({
    code: 'last_admin',
  });
});
