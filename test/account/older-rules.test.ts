import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { type Product, startProduct } from '../cloud';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ liveTimers: false });
});
afterAll(() => product.stop());

test('a stored rule book from before a section or a number was added has it as the college began with it', async () => {
  const { retention: _retention, ...older } = structuredClone(FIRST_RULE_BOOK.rules);
  Reflect.deleteProperty(older.booking, 'unreachedDays');
  Reflect.deleteProperty(older.cases, 'passesPerMonth');
  const book = { _id: 'rulebook-2', version: 2, effectiveAt: 0, reason: '从前', rules: older };
  await product.cloud.seed('rulebooks', [book]);
  const { version, numbers } = await product.as('p-shen').call('account.rulebook', {});
  expect(version).toBe(2);
  const numberAt = (path: string) => numbers.find((number) => number.path === path)?.value;
  const { rules: first } = FIRST_RULE_BOOK;
  expect(numberAt('cases.passesPerMonth')).toBe(first.cases.passesPerMonth);
  expect(numberAt('booking.unreachedDays')).toBe(first.booking.unreachedDays);
  expect(numberAt('retention.caseDays')).toBe(first.retention.caseDays);
});

test('every version is readable by everybody, with what it changed', async () => {
  const admin = product.as('p-shen');
  const { version } = await admin.call('account.rulebook', {});
  const change = { path: 'cards.reviewWorkingDays', value: 7 };
  await admin.call('account.changeRule', { version, change, reason: '留足时间' });
  const reader = product.as('nobody-we-know');
  const current = await reader.call('account.rulebook', {});
  expect(current.versions[0]).toMatchObject({
    version: version + 1,
    reason: '留足时间',
    changes: [{ label: '亮牌后的复核期', before: '5 工作日', after: '7 工作日' }],
  });
  const older = await reader.call('account.rulebook', { version });
  expect([older.version, older.isInForce, current.isInForce]).toEqual([version, false, true]);
  const textOf = ({ sections }: typeof older) => JSON.stringify(sections);
  expect([textOf(older).includes('5 个工作日复核期'), textOf(current).includes('7 个工作日复核期')]).toEqual([
    true,
    true,
  ]);
  await expect(reader.call('account.rulebook', { version: 99 })).rejects.toMatchObject({ code: 'not_found' });
});
