import { type Product, startProduct } from '../cloud';

const START = Date.UTC(2026, 10, 20, 2);
let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: START });
});
afterAll(() => product.stop());

const admin = () => product.as('p-shen');
const grant = (personId: string, role: 'office' | 'admin' | 'leader') =>
  admin().call('account.grantRole', { personId, grant: { role }, reason: '工作需要' });

test('a role works from the next call on, and not a second after it was withdrawn', async () => {
  const lin = product.as('p-lin');
  await expect(lin.call('announcement.deliveries', {})).rejects.toMatchObject({ code: 'not_allowed' });
  await grant('p-lin', 'office');
  expect((await lin.call('announcement.deliveries', {})).deliveries).toEqual([]);
  const { roles } = await admin().call('account.revokeRole', {
    personId: 'p-lin',
    grant: { role: 'office' },
    reason: '轮岗',
  });
  expect(roles).toEqual([]);
  await expect(lin.call('announcement.deliveries', {})).rejects.toMatchObject({ code: 'not_allowed' });
});

test('giving a role twice is one role and one line in the log, with the reason', async () => {
  await grant('p-zhou', 'leader');
  expect((await grant('p-zhou', 'leader')).roles).toEqual([{ role: 'leader' }]);
  const { entries } = await admin().call('account.auditLog', {});
  expect(entries.filter(({ detail }) => detail.startsWith('周一鸣'))).toMatchObject([
    { actor: '沈浩', what: '授予角色', detail: '周一鸣：校领导；原因：工作需要' },
  ]);
});

test('a leader is given with the office, and another office takes its place; nobody else is given one', async () => {
  const give = (role: 'leader' | 'office', title: string) =>
    admin().call('account.grantRole', { personId: 'p-zhou', grant: { role, title }, reason: '工作需要' });
  expect((await give('leader', '副院长')).roles).toEqual([{ role: 'leader', title: '副院长' }]);
  expect((await give('leader', ' 院长 ')).roles).toEqual([{ role: 'leader', title: '院长' }]);
  expect((await grant('p-zhou', 'leader')).roles).toEqual([{ role: 'leader', title: '院长' }]);
  await expect(give('office', '主任')).rejects.toMatchObject({
    code: 'invalid_input',
    fields: { 'grant.title': 'title_not_for_role' },
  });
});

test('a department role names its department, the others none', async () => {
  const give = (role: 'handler' | 'office', departmentId?: string) =>
    admin().call('account.grantRole', {
      personId: 'p-gao',
      grant: departmentId === undefined ? { role } : { role, departmentId },
      reason: '工作需要',
    });
  await expect(give('handler')).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(give('office', 'library')).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(give('handler', 'nowhere')).rejects.toMatchObject({ code: 'not_found' });
  expect((await give('handler', 'library')).roles).toEqual([{ role: 'handler', departmentId: 'library' }]);
});

test('who is not bound gets no role: it would wait for whoever binds first', async () => {
  await expect(grant('p-new', 'admin')).rejects.toMatchObject({ code: 'person_not_bound' });
});

test('the last administrator keeps the role', async () => {
  await expect(
    admin().call('account.revokeRole', { personId: 'p-shen', grant: { role: 'admin' }, reason: '退休' }),
  ).rejects.toMatchObject({ code: 'last_admin' });
});

test('people are found by a part of the name or of the number, by role, and page by page', async () => {
  const find = (search: string) => admin().call('account.people', { search });
  expect((await find('小满')).people.map(({ id }) => id)).toEqual(['p-lin']);
  expect((await find('t1000')).people.map(({ number }) => number)).toEqual(['T10001', 'T10007']);
  expect((await find('.*')).people).toEqual([]);
  expect((await admin().call('account.people', { role: 'office' })).people.map(({ id }) => id)).toEqual([
    'p-wu',
    'p-luo',
  ]);
  await product.cloud.seed(
    'people',
    Array.from({ length: 30 }, (_none, index) => ({
      _id: `more-${index}`,
      number: `Z${100 + index}`,
      name: '同名',
      kind: 'student',
      unit: '系',
      roles: [],
      openid: null,
      hasLeft: false,
      absentFrom: null,
    })),
  );
  const first = await admin().call('account.people', { search: '同名' });
  const second = await admin().call('account.people', { search: '同名', cursor: first.next ?? '' });
  expect([first.people.length, second.people.length, second.next]).toEqual([20, 10, null]);
  await expect(product.as('p-wu').call('account.people', {})).rejects.toMatchObject({ code: 'not_allowed' });
});

describe('the rule book', () => {
  test('is readable by everybody, bound or not', async () => {
    const book = await product.as('nobody').call('account.rulebook', {});
    expect(book.version).toBe(1);
    expect(book.sections.flatMap(({ rules }) => rules).map(({ text }) => text)).toContainEqual(
      expect.stringContaining('发言名额默认 20 个'),
    );
  });

  const change = (version: number, value: number, path = 'booking.speakingSlots', requestId?: string) =>
    admin().call('account.changeRule', { version, change: { path, value }, reason: '场地变小' }, requestId);

  test('changes by a new version with its reason; the same request changes once', async () => {
    const changed = await change(1, 15, 'booking.speakingSlots', 'change-rule-01');
    expect(changed).toMatchObject({ version: 2, reason: '场地变小' });
    expect(changed.numbers.find(({ path }) => path === 'booking.speakingSlots')?.value).toBe(15);
    expect((await change(1, 15, 'booking.speakingSlots', 'change-rule-01')).version).toBe(2);
    expect((await product.as('nobody').call('account.rulebook', {})).versions).toHaveLength(2);
    const { plan } = await product.as('p-wu').call('session.propose', {});
    expect(plan.speakingSlots).toBe(15);
  });

  test('of two changes of the same version one is refused', async () => {
    const outcomes = await Promise.allSettled([change(2, 16), change(2, 25)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(change(2, 30)).rejects.toMatchObject({ code: 'conflict' });
  });

  test.each([
    ['no such rule', 'constructor', 5],
    ['below its bounds', 'booking.speakingSlots', 0],
    ['above its bounds', 'booking.speakingSlots', 101],
    ['yellow as high as red', 'cards.yellow', 50],
    ['fewer ratings for a card than for a rate', 'survey.smallestShown', 11],
    ['an offer shorter than the shortest', 'booking.offerMinHours', 49],
  ])('refuses %s', async (_label, path, value) => {
    await expect(change(3, value, path)).rejects.toMatchObject({ code: 'rule_malformed' });
  });

  test('refuses school breaks that overlap', async () => {
    const breaks = [
      { name: '暑假', from: '2027-07-10', to: '2027-08-29' },
      { name: '军训', from: '2027-08-29', to: '2027-09-10' },
    ];
    await expect(
      admin().call('account.changeRule', { version: 3, change: { breaks }, reason: '校历' }),
    ).rejects.toMatchObject({ code: 'rule_malformed', fields: { 'change.breaks': 'breaks_overlap' } });
  });

  test('is changed by administrators only', async () => {
    await expect(
      product.as('p-wu').call('account.changeRule', {
        version: 1,
        change: { path: 'booking.seats', value: 10 },
        reason: '试试',
      }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

test('two administrators who take the role from each other leave one', async () => {
  await grant('p-wu', 'admin');
  const take = (who: string, from: string) =>
    product
      .as(who)
      .call('account.revokeRole', { personId: from, grant: { role: 'admin' }, reason: '互相撤销' });
  const outcomes = await Promise.allSettled([take('p-shen', 'p-wu'), take('p-wu', 'p-shen')]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const admins = product.cloud
    .read('people')
    .filter((person) => JSON.stringify(person.roles).includes('"admin"'));
  expect(admins).toHaveLength(1);
});
