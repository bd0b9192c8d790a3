import { inHand, send } from '../case/people';
import { type Product, startProduct } from '../cloud';

const START = Date.UTC(2026, 10, 20, 2, 13);
let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: START, liveTimers: false });
});
afterAll(() => product.stop());

const admin = () => product.as('p-shen');
const blank = { departmentId: null, name: '校医院', headName: '', leaderId: null, reason: '' };
const named = async (name: string) =>
  (await admin().call('account.departmentList', {})).departments.find((each) => each.name === name);

test('a new department has a head and a leader in charge, and everybody can choose it', async () => {
  const [leader] = (await admin().call('account.departmentList', {})).leaders;
  const form = { ...blank, headName: '马医生', leaderId: leader?.id ?? null, reason: '新设' };
  const requestId = 'one-and-the-same';
  await admin().call('account.saveDepartment', form, requestId);
  await admin().call('account.saveDepartment', form, requestId);
  const all = (await product.as('p-lin').call('account.departments', {})).departments;
  expect(all.filter(({ name }) => name === '校医院')).toEqual([
    { id: expect.any(String), name: '校医院', headName: '马医生', isDissolved: false },
  ]);
  expect(await named('校医院')).toMatchObject({ leaderId: leader?.id, successorId: null });
  const { entries } = await admin().call('account.auditLog', {});
  expect(entries[0]).toMatchObject({ actor: '沈浩', what: '设立或修改部门' });
  expect(entries[0]?.detail).toBe(`新设 校医院；负责人 马医生；分管校领导 ${leader?.name}；原因：新设`);
});

test('a renamed department keeps its id, and its head can be left out again', async () => {
  const form = { ...blank, departmentId: 'library', name: '图书与信息馆' };
  await admin().call('account.saveDepartment', { ...form, headName: '曹馆长' });
  await admin().call('account.saveDepartment', form);
  expect(await named('图书与信息馆')).toMatchObject({ id: 'library', headName: '', leaderId: null });
  const { entries } = await admin().call('account.auditLog', {});
  expect(entries.map(({ detail }) => detail)).toContain('图书馆 改为 图书与信息馆；负责人 曹馆长');
});

test.each([
  ['a name that another department has', { ...blank, name: '教务处' }, 'department_exists'],
  ['an unknown department', { ...blank, departmentId: 'nowhere', name: '某处' }, 'not_found'],
  ['a leader who is none', { ...blank, name: '某处', leaderId: 'p-lin' }, 'not_found'],
  ['an empty name', { ...blank, name: ' ' }, 'invalid_input'],
])('refuses %s', async (_label, form, code) => {
  await expect(admin().call('account.saveDepartment', form)).rejects.toMatchObject({ code });
});

test.each([
  ['an unknown department', 'nowhere', null, 'not_found'],
  ['one that would follow itself', 'finance', 'finance', 'department_unknown'],
  ['an unknown successor', 'finance', 'nowhere', 'department_unknown'],
] as const)('does not dissolve %s', async (_label, departmentId, successorId, code) => {
  const asked = admin().call('account.dissolveDepartment', { departmentId, successorId, reason: '合并' });
  await expect(asked).rejects.toMatchObject({ code });
});

test('only the administrator may', async () => {
  for (const who of ['p-wu', 'p-lin']) {
    const somebody = product.as(who);
    await expect(somebody.call('account.saveDepartment', blank)).rejects.toMatchObject({
      code: 'not_allowed',
    });
    await expect(
      somebody.call('account.dissolveDepartment', {
        departmentId: 'finance',
        successorId: null,
        reason: '合并',
      }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
  }
});

test('a department dissolved while it holds a case hands it on with the next runs', async () => {
  const asker = product.as('p-lin');
  const { caseId } = await send(product, 'p-lin');
  await inHand(product, caseId);
  const { departments } = await admin().call('account.dissolveDepartment', {
    departmentId: 'logistics',
    successorId: 'security',
    reason: '两处合并',
  });
  expect(departments.find(({ id }) => id === 'logistics')).toMatchObject({
    isDissolved: true,
    successorId: 'security',
  });
  await product.cloud.tick('jobs');
  await product.cloud.tick('jobs');
  expect(await asker.call('case.get', { caseId })).toMatchObject({ departmentId: 'security' });
  await expect(
    admin().call('account.dissolveDepartment', {
      departmentId: 'logistics',
      successorId: null,
      reason: '再来',
    }),
  ).rejects.toMatchObject({ code: 'department_dissolved' });
  const [stored] = product.cloud.read('departments').filter(({ _id }) => _id === 'logistics');
  expect(stored?.isHandedOver).toBe(true);
});
