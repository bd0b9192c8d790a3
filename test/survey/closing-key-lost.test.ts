import { makeKey } from '../../dev/observer/key-file';
import { ballotText } from '../../miniprogram/ballot/caster';
import { readSlotKey } from '../../miniprogram/ballot/public-key';
import { type Product, seedPeople } from '../cloud';
import { expectNoFindings } from '../inspected';
import { Phone, post } from './phone';
import { add, closeAndPublish, person, question, seedGuests, startThursday } from './thursday';

const OBSERVERS = ['p-pan', 'staff-union', 'discipline-office'];
let product: Product;
let sessionId: string;
let survey: string;

beforeAll(async () => {
  ({ product, sessionId } = await startThursday({
    hasKeys: true,
    before: (started) =>
      started.as('p-shen').call('account.changeRule', {
        version: 1,
        change: { path: 'survey.areOpenedByObservers', value: 1 },
        reason: '评价由观察员开封',
      }),
  }));
  survey = `${sessionId}.1`;
  const phones = (await seedGuests(product, 6)).map((openid) => new Phone(product, openid));
  for (const phone of phones) await phone.checkIn(sessionId);
  await seedPeople(
    product.cloud,
    ['staff-union', 'discipline-office', 'successor'].map((id) =>
      person(id, `见证人之${id}`, [{ role: 'observer' }]),
    ),
  );
  for (const who of OBSERVERS) await register(who);
  await product.as('p-wu').call('hall.open', { sessionId });
  await add(product, sessionId, question());
  await closeAndPublish(product, sessionId);
  await product.as('p-wu').call('survey.open', { sessionId });
  const { survey: view } = await product.as('guest-0').call('survey.get', { sessionId });
  const keys = (view?.closing?.keys ?? []).map((key, at) => readSlotKey(at, key));
  for (const { wallet } of phones) {
    if (!wallet) throw new Error('no wallet');
    const seal = { keys, secret: new Uint8Array(32).map(() => Math.floor(Math.random() * 256)) };
    expect(await post(product, ballotText(survey, wallet, 0, 'dissatisfied', 1, seal))).toBe('counted');
  }
});
afterAll(() => product?.stop());

const register = (who: string) =>
  product.as(who).call('survey.registerClosingKey', { publicKey: makeKey().publicKey, label: who });
const lost = (who: string) => product.as(who).call('survey.confirmOpening', { survey, counts: null });

test('an observer leaves: the successor takes the place for what opens later, and not for this survey', async () => {
  await expect(register('successor')).rejects.toMatchObject({ code: 'closing_keys_full' });
  await product.as('discipline-office').call('survey.withdrawClosingKey', {});
  await register('successor');
  const { keys, openings } = await product.as('successor').call('survey.closingKeys', {});
  expect(keys.map(({ label }) => label).sort()).toEqual(['p-pan', 'staff-union', 'successor']);
  expect(openings[0]?.holders.map(({ label }) => label).sort()).toEqual([...OBSERVERS].sort());
});

test('nobody gives up before the seal', async () => {
  await expect(lost('p-pan')).rejects.toMatchObject({ code: 'results_not_ready' });
  await product.as('p-wu').call('survey.close', { sessionId, reason: '提前结束' });
});

test('two lost keys: both say so, and the survey is void for everybody to read', async () => {
  await expect(lost('successor')).rejects.toMatchObject({ code: 'not_allowed' });
  expect(await lost('p-pan')).toEqual({ state: 'waiting' });
  expect(await lost('staff-union')).toEqual({ state: 'opened' });
  const { results } = await product.as('p-wu').call('survey.announce', { sessionId });
  expect(results[0]).toMatchObject({
    counted: 6,
    closing: { isOpened: true, isVoid: true, invalid: 6 },
    items: [{ verdict: 'hidden', valid: null, dissatisfied: null }],
  });
  await product.cloud.tick('jobs');
  expect(product.cloud.read('cards')).toEqual([]);
  await expectNoFindings(product);
});
