import { readSheet } from 'read-excel-file/node';
import type { Product } from '../cloud';
import { seedBookings, startThursday } from '../survey/thursday';

let product: Product;
let sessionId: string;
beforeAll(async () => {
  ({ product, sessionId } = await startThursday());
  await seedBookings(product, sessionId, [
    { personId: 'p-lin', code: 'AAAAAA', title: '宿舍热水', isUnnamed: true },
    { personId: 'p-he', code: 'BBBBBB', wish: 'listen' },
  ]);
  await product.as('p-wu').call('hall.prepare', { sessionId });
});
afterAll(() => product?.stop());

test('the lists of the day are made for the office, once for one request, and each making stands in the log', async () => {
  const requestId = '5ce00000-0000-4000-8000-0000000000aa';
  const first = await product.as('p-wu').call('hall.daySheets', { sessionId }, requestId);
  const again = await product.as('p-wu').call('hall.daySheets', { sessionId }, requestId);
  expect(again.fileName).toBe(first.fileName);
  expect(product.cloud.read('ledgers')).toHaveLength(1);
  expect(product.cloud.read('audit').filter(({ what }) => what === 'day_sheets_made')).toHaveLength(1);
  const bytes = Buffer.from(await (await fetch(first.url)).arrayBuffer());
  const speakers = JSON.stringify(await readSheet(bytes, '发言顺序'));
  expect(speakers).toContain('林小满（不公开姓名）');
  const signIn = JSON.stringify(await readSheet(bytes, '签到表'));
  expect(signIn).toMatch(/签名/);
  // The tail of a number, never the whole one.
  expect(signIn).not.toContain('20240101');
  for (const who of ['p-lin', 'p-zheng'])
    await expect(product.as(who).call('hall.daySheets', { sessionId })).rejects.toMatchObject({
      code: 'not_allowed',
    });
});
