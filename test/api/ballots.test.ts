import { randomBytes } from 'node:crypto';
import type * as Ballots from '../../miniprogram/api/ballots';
import type * as ChoicesOfPhone from '../../miniprogram/api/choices';
import type * as Credentials from '../../miniprogram/api/credentials';
import { plan } from '../booking/crowd';
import { type Product, startProduct } from '../cloud';
import { screenCode } from '../survey/phone';
import { seedKeys } from '../survey/slot-keys';
import { add, closeAndPublish, MINUTE, question, SESSION_AT, seedGuests } from '../survey/thursday';

let product: Product;
let sessionId: string;
/** What the phone of guest-1 keeps between two runs of the app. */
const kept = new Map<string, unknown>();

// A college that has no address without an account yet: the weaker way, through WeChat.
beforeAll(async () => {
  product = await startProduct({ now: SESSION_AT - 25 * MINUTE, env: { HTTP_BASE_URL: '' } });
  const office = product.as('p-wu');
  ({ sessionId } = await office.call('session.create', { reason: '', plan: plan() }));
  await office.call('session.publishPreview', { sessionId });
  await seedKeys(product, sessionId);
  await seedGuests(product, 3);
});
afterAll(() => product?.stop());

interface Call {
  name: string;
  data: Record<string, unknown>;
}

/** One phone with its own storage and its own run of the app, talking to the real functions. */
function phoneOf(openid: string, storage = new Map<string, unknown>()) {
  const sent: Call[] = [];
  const way = { losesAnswers: false, change: (answer: unknown): unknown => answer };
  const wx = {
    cloud: {
      async callFunction({ name, data }: Call) {
        sent.push({ name, data });
        const result = await product.cloud.call(name, data, { openid });
        if (way.losesAnswers && data.action === 'hall.checkIn') throw new Error('lost');
        return { result: data.action === 'hall.keys' ? way.change(result) : result };
      },
    },
    getNetworkType: async () => ({ networkType: 'wifi' }),
    getRandomValues: async ({ length }: { length: number }) => ({
      randomValues: new Uint8Array(randomBytes(length)).buffer,
    }),
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => storage.set(key, structuredClone(value)),
    removeStorageSync: (key: string) => storage.delete(key),
    getStorageInfoSync: () => ({ keys: [...storage.keys()] }),
  };
  Object.assign(globalThis, { wx });
  jest.resetModules();
  const credentials = jest.requireActual<typeof Credentials>('../../miniprogram/api/credentials');
  const ballots = jest.requireActual<typeof Ballots>('../../miniprogram/api/ballots');
  const choices = jest.requireActual<typeof ChoicesOfPhone>('../../miniprogram/api/choices');
  return { sent, storage, way, ...credentials, ...ballots, ...choices };
}

const scan = () => screenCode(product, sessionId);

test('an answer lost at the door is asked for again with the same serials, even with another code', async () => {
  const phone = phoneOf('guest-0');
  phone.way.losesAnswers = true;
  await expect(phone.checkIn(sessionId, await scan())).rejects.toMatchObject({ code: 'unreachable' });
  expect(phone.holdingOf(sessionId)).toBe('asked');

  // The app was killed in between, and the screen shows another code.
  const again = phoneOf('guest-0', phone.storage);
  await product.cloud.clock.advance(MINUTE);
  const { answer, holding } = await again.checkIn(sessionId, await scan());
  expect(answer).toMatchObject({ isFirst: false, hasIssued: true });
  expect(holding).toBe('held');
  const sets = [...phone.sent, ...again.sent].flatMap(({ data }) =>
    data.action === 'hall.checkIn' ? [JSON.stringify(Object(data.input).blinded)] : [],
  );
  expect(new Set(sets).size).toBe(1);
});

test('a second phone of the same person is told that the credentials are elsewhere', async () => {
  const second = phoneOf('guest-0');
  expect((await second.checkIn(sessionId, await scan())).holding).toBe('elsewhere');
  await expect(second.fetchCredentials(sessionId)).rejects.toMatchObject({ code: 'credentials_taken' });
});

test('keys that are not what they say are not used; the person is in all the same', async () => {
  const phone = phoneOf('guest-1', kept);
  phone.way.change = (answer) => {
    const changed = structuredClone(Object(answer));
    changed.data.keySet = '0'.repeat(64);
    return changed;
  };
  const { answer, holding } = await phone.checkIn(sessionId, await scan());
  expect(answer.isFirst).toBe(true);
  expect(holding).toBe('refused');
  expect(phone.holdingOf(sessionId)).toBe('none');
  // Once the right keys come, the credentials can still be fetched.
  const later = phoneOf('guest-1', kept);
  expect((await later.fetchCredentials(sessionId)).holding).toBe('held');
});

test('without an address of its own a ballot goes through WeChat, with nothing in it but the ballot', async () => {
  const office = product.as('p-wu');
  await office.call('hall.open', { sessionId });
  await add(product, sessionId, question());
  await closeAndPublish(product, sessionId);
  await office.call('survey.open', { sessionId });
  const { survey } = await product.as('guest-1').call('survey.get', { sessionId });
  if (!survey) throw new Error('no survey');
  expect(survey).toMatchObject({ isSeparateDomain: false, ballotUrl: '', countedUrl: '' });

  const phone = phoneOf('guest-1', kept);
  const { envelopeKey, receiptKey } = survey;
  const slots = survey.items.map(({ slot }) => slot);
  const round = { ...survey, boxKeys: { envelopeKey, receiptKey }, slots, receipt: null };
  const isDone = new Promise<void>((resolve) => {
    phone.watchCasting(() => phone.castingOf(round).left === 0 && resolve());
  });
  await phone.castRatings(round, { 0: 'dissatisfied' });
  expect(phone.castingOf(round)).toEqual({ left: 1, counted: 0, refused: [] });
  await isDone;
  expect(phone.castingOf(round)).toEqual({ left: 0, counted: 1, refused: [] });
  const ballots = phone.sent.filter(({ name }) => name === 'ballot');
  expect(ballots.map(({ data }) => Object.keys(data))).toEqual([['httpMethod', 'body']]);
  expect(JSON.stringify([...kept])).not.toContain('dissatisfied');
});

test('once the box is sealed the phone finds its ballot in the public list, and forgets it', async () => {
  const office = product.as('p-wu');
  const { survey } = await product.as('guest-1').call('survey.get', { sessionId });
  if (!survey) throw new Error('no survey');
  const round = { ...survey, slots: [0], receipt: null };
  const phone = phoneOf('guest-1', kept);
  expect(await phone.settleRound(round)).toBeNull();
  await office.call('survey.close', { sessionId, reason: '提前截止' });
  await phone.settleRounds(() => true);
  expect(await phone.settleRound(round)).toMatchObject({ cast: 1, counted: 1, late: [], lateChanges: [] });
  // Once more, after the app was killed: the same answer, from what is kept.
  const later = phoneOf('guest-1', kept);
  expect(await later.settleRound(round)).toMatchObject({ cast: 1, counted: 1, late: [], lateChanges: [] });
  expect(later.castingOf(round)).toEqual({ left: 0, counted: 0, refused: [] });
});

describe('choices that were not sent', () => {
  const hour = 3_600_000;
  const now = Date.now();
  test.each([
    ['are kept until the close', now + hour, 'open', true],
    ['are forgotten when the close has come, with or without network', now - 1, 'open', false],
    ['are forgotten when the office has closed before its time', now + hour, 'sealed', false],
  ])('%s', (_label, closesAt, state, isKept) => {
    const storage = new Map<string, unknown>();
    const phone = phoneOf('guest-1', storage);
    phone.keepChoices('s.1', { sessionId: 's', closesAt, ratings: { 0: 'very_dissatisfied' } });
    phone.keepWords('s.1', { sessionId: 's', closesAt, text: '还可以更好' });
    // The app is opened again; the home page hears how the survey stands.
    const later = phoneOf('guest-1', storage);
    later.resumeCasting();
    later.forgetOver(({ sessionId }) => sessionId === 's' && state !== 'open');
    expect([later.choicesOf('s.1')[0], later.wordsOf('s.1')]).toEqual(
      isKept ? ['very_dissatisfied', '还可以更好'] : [undefined, ''],
    );
    expect(JSON.stringify([...storage]).includes('dissatisfied')).toBe(isKept);
  });

  test('that another version of the app has left are forgotten as well', () => {
    const storage = new Map<string, unknown>([['draft:ratings:s.1', { ratings: { 0: 'satisfied' } }]]);
    phoneOf('guest-1', storage).resumeCasting();
    expect([...storage.keys()]).toEqual([]);
  });
});
