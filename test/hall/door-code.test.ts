import { sessionOfScene } from '../../miniprogram/shared/hall';
import type { Product } from '../cloud';
import { startThursday } from '../survey/thursday';

// Without a domain the rotating code is no link, so WeChat's own scanner needs a second one that opens the page.

const MAKE = '/wxa/getwxacodeunlimit';
let product: Product;
let sessionId: string;
beforeAll(async () => {
  ({ product, sessionId } = await startThursday({ hasKeys: false }));
});
afterAll(() => product.stop());

const ask = (who: string) => product.as(who).call('hall.doorCode', { sessionId });

test('the office gets a picture, the same for whoever shows it', async () => {
  const { picture } = await ask('p-wu');
  const bytes = Buffer.from(picture.replace('data:image/png;base64,', ''), 'base64');
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect(await ask('p-luo')).toEqual({ picture });
});

test.each([
  [
    'refuses the page, as before the first release',
    () => product.cloud.weixin.demands.refuse(MAKE, 41030, 1),
  ],
  ['does not answer', () => product.cloud.weixin.demands.refuse(MAKE, 'nothing', 1)],
])('where WeChat %s the wall goes without', async (_label, trouble) => {
  trouble();
  expect(await ask('p-wu')).toEqual({ picture: '' });
});

test.each([
  ['p-lin', 'not_allowed'],
  ['nobody-yet', 'not_bound'],
])('%s gets none', async (who, code) => {
  await expect(ask(who)).rejects.toMatchObject({ code });
});

test.each([
  ['session-16', 'session-16'],
  [`s${'1'.repeat(31)}`, `s${'1'.repeat(31)}`],
  [`s${'1'.repeat(32)}`, ''],
  ['', ''],
  ['%E5%8D', ''],
  ['session-16/../me', ''],
])('the page reads the session in the scene %s', (scene, named) => {
  expect(sessionOfScene(scene)).toBe(named);
});
