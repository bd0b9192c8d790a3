import { blindSignSet } from '../../cloudfunctions/platform/ballots/credential-keys';
import type * as Rounds from '../../miniprogram/api/ballot-rounds';
import type * as Ballots from '../../miniprogram/api/ballots';
import type * as Choices from '../../miniprogram/api/choices';
import type * as Credentials from '../../miniprogram/api/credentials';
import { countedDigest, serialHash } from '../../miniprogram/ballot/receipt';
import { doubleKeys, opened, receiptFor, sealedReply } from '../ballot/box-double';
import { keySet } from '../ballot/signer';
import { installPhone, type PhoneDouble } from './phone';

// One phone from its credentials to its receipt, against a box that the test answers for.

const SESSION = 'session-16';
const SURVEY = `${SESSION}.1`;
const keys = keySet(2);
const HOUR = 3_600_000;
const round = {
  survey: SURVEY,
  sessionId: SESSION,
  number: 16,
  ballotUrl: 'https://box.example/ballot',
  boxKeys: doubleKeys,
  countedUrl: `https://box.example/portal/counted/${SURVEY}`,
  closesAt: null,
  slots: [0, 1],
  receipt: null,
};
type Answer = { statusCode: number; data: unknown } | null;
const boxSays =
  (answerTo: (ballot: { [field: string]: string }) => string) =>
  (_url: string, body = ''): Answer => ({
    statusCode: 200,
    data: sealedReply(body, answerTo(opened(body).inside)),
  });

let phone: PhoneDouble;
let api: typeof Ballots & typeof Credentials & typeof Rounds & typeof Choices;

/** The app as it is started anew: only what lies on the phone is left. */
function openApp(): void {
  jest.resetModules();
  api = {
    ...jest.requireActual<typeof Ballots>('../../miniprogram/api/ballots'),
    ...jest.requireActual<typeof Credentials>('../../miniprogram/api/credentials'),
    ...jest.requireActual<typeof Rounds>('../../miniprogram/api/ballot-rounds'),
    ...jest.requireActual<typeof Choices>('../../miniprogram/api/choices'),
  };
}

beforeEach(async () => {
  phone = installPhone();
  openApp();
  phone.answer = ({ action, input }) => {
    const { blinded = [] } = Object(input);
    const data =
      action === 'hall.keys'
        ? {
            keySet: keys.fingerprint,
            keys: keys.pairs.map(({ publicKey }) => publicKey),
            keysUrl: '',
          }
        : { isFirst: true, hasIssued: true, issue: { signatures: blindSignSet(keys.signers, blinded) } };
    return { ok: true, data, now: Date.now() };
  };
  await api.checkIn(SESSION, 'code');
  phone.reply = boxSays(() => 'counted');
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
});
afterEach(async () => {
  // Nothing goes on sending into the next test.
  phone.reply = boxSays(() => 'survey_closed');
  await minutesPass();
  jest.useRealTimers();
});

/** Time passes on the phone, as long as it may take to send what is queued. */
const minutesPass = (minutes = 2) => jest.advanceTimersByTimeAsync(minutes * 60_000);
const posted = () => phone.posted.filter(({ url }) => url === round.ballotUrl);
const idOf = (slot: number) => {
  const wallet = JSON.parse(String(phone.storage.get(`ballot.wallet.${SESSION}`)));
  return serialHash(SURVEY, slot, wallet.credentials[slot].serial);
};

describe('casting', () => {
  test('is queued at once, sent without any account, and told as it gets on', async () => {
    const told: Array<[string, number]> = [];
    const stop = api.watchCasting((survey) => told.push([survey, api.castingOf(round).left]));
    await api.castRatings(round, { 0: 'satisfied', 1: 'dissatisfied' });
    expect(api.castingOf(round)).toEqual({ left: 2, counted: 0, refused: [] });
    expect(api.ballotRounds()).toEqual([round]);
    await minutesPass();
    expect(api.castingOf(round)).toEqual({ left: 0, counted: 2, refused: [] });
    expect(posted().map(({ body }) => JSON.parse(String(body)).survey)).toEqual([SURVEY, SURVEY]);
    expect(told[0]).toEqual([SURVEY, 2]);
    expect(told.at(-1)).toEqual([SURVEY, 0]);
    stop();
    const count = told.length;
    await api.castRatings(round, { 0: 'satisfied' });
    expect(told).toHaveLength(count);
  });

  test('is not ended by somebody on the way who answers in plain words, nor by a box that signs nothing', async () => {
    for (const data of ['{"answer":"counted"}', '{"answer":"survey_closed"}', '{"answer":"malformed"}']) {
      phone.reply = () => ({ statusCode: 200, data });
      await api.castRatings(round, { 0: 'satisfied' });
      await minutesPass();
      expect(api.castingOf(round)).toEqual({ left: 1, counted: 0, refused: [] });
    }
    phone.reply = (_url, body = '') => {
      const { seal } = opened(body);
      return { statusCode: 200, data: JSON.stringify({ reply: seal('{"answer":"counted"}') }) };
    };
    await minutesPass();
    expect(api.castingOf(round)).toEqual({ left: 1, counted: 0, refused: [] });
  });

  test('without credentials is refused, and nothing is kept', async () => {
    const elsewhere = { ...round, sessionId: 'session-15' };
    await expect(api.castRatings(elsewhere, { 0: 'satisfied' })).rejects.toMatchObject({
      code: 'wrong_state',
    });
    expect(api.ballotRounds()).toEqual([]);
  });

  test('what the box refuses is said by the number of its question', async () => {
    phone.reply = boxSays(({ slot }) => (slot === '01' ? 'slot_unknown' : 'counted'));
    await api.castRatings(round, { 0: 'satisfied', 1: 'dissatisfied' });
    await minutesPass();
    expect(api.castingOf(round)).toEqual({
      left: 0,
      counted: 1,
      refused: [{ number: 2, answer: 'slot_unknown' }],
    });
  });

  test('a college without an address of its own is reached through WeChat', async () => {
    phone.answer = (data) => ({ statusCode: 200, body: sealedReply(String(Object(data).body), 'counted') });
    phone.sent.length = 0;
    await api.castRatings({ ...round, ballotUrl: '' }, { 0: 'satisfied' });
    await minutesPass();
    expect(phone.sent.map(({ name, data }) => [name, Object.keys(data)])).toEqual([
      ['ballot', ['httpMethod', 'body']],
    ]);
    expect(posted()).toEqual([]);
  });
});

describe('going on after the app was killed', () => {
  /** The app is killed and opened again, at this hour. Answers how many ballots it has sent since. */
  const resumed = async (now = Date.now()) => {
    await minutesPass(0);
    jest.clearAllTimers();
    jest.setSystemTime(now);
    const before = posted().length;
    openApp();
    api.resumeCasting();
    await minutesPass();
    return posted().length - before;
  };

  test('what was left unsent is sent', async () => {
    phone.reply = () => null;
    await api.castRatings(round, { 0: 'satisfied' });
    await minutesPass();
    expect(api.castingOf(round).left).toBe(1);
    phone.reply = boxSays(() => 'counted');
    await resumed();
    expect(api.castingOf(round)).toEqual({ left: 0, counted: 1, refused: [] });
  });

  test('after the close it is tried once more, and then forgotten', async () => {
    phone.reply = () => null;
    const closing = { ...round, closesAt: Date.now() + HOUR };
    await api.castRatings(closing, { 0: 'satisfied' });
    await minutesPass(10);
    expect(api.castingOf(closing)).toEqual({ left: 1, counted: 0, refused: [] });
    expect(await resumed(closing.closesAt)).toBe(1);
    expect(api.castingOf(closing)).toEqual({
      left: 0,
      counted: 0,
      refused: [{ number: 1, answer: 'again' }],
    });
  });

  describe('offline over a close that had been moved', () => {
    const closing = () => ({ ...round, closesAt: Date.now() + HOUR });
    /** A ballot that has not got through when the phone goes to sleep. */
    const asleep = async (held: ReturnType<typeof closing>) => {
      phone.reply = () => null;
      await api.castRatings(held, { 0: 'satisfied' });
      await minutesPass(10);
      expect(api.castingOf(held).left).toBe(1);
    };

    test('to a later day, the last try of the old close is counted', async () => {
      const held = closing();
      await asleep(held);
      phone.reply = boxSays(() => 'counted');
      expect(await resumed(held.closesAt + HOUR)).toBe(1);
      expect(api.castingOf(held)).toEqual({ left: 0, counted: 1, refused: [] });
    });

    test('to a later day and still without network, the choice is forgotten, said, and can be made again', async () => {
      const held = closing();
      await asleep(held);
      expect(await resumed(held.closesAt + HOUR)).toBe(1);
      expect(api.castingOf(held).refused).toEqual([{ number: 1, answer: 'again' }]);
      expect(JSON.stringify([...phone.storage])).not.toContain('satisfied');
      // The rate page hears of the new close. The box may have got the first: the next is a later revision.
      const revisions: string[] = [];
      phone.reply = boxSays(({ revision = '' }) => {
        revisions.push(revision);
        return 'counted';
      });
      const moved = { ...held, closesAt: Date.now() + HOUR };
      await api.castRatings(moved, { 0: 'dissatisfied' });
      await minutesPass();
      expect([api.castingOf(moved), revisions]).toEqual([{ left: 0, counted: 1, refused: [] }, ['02']]);
    });

    test('to an earlier day, the box says that it is over and the choice is forgotten', async () => {
      const held = closing();
      await asleep(held);
      phone.reply = boxSays(() => 'survey_closed');
      expect(await resumed()).toBe(1);
      expect(api.castingOf(held)).toEqual({
        left: 0,
        counted: 0,
        refused: [{ number: 1, answer: 'survey_closed' }],
      });
      expect(JSON.stringify([...phone.storage])).not.toContain('satisfied');
    });

    test('to an earlier day and its answer lost, a ballot that was in time is told that it counts', async () => {
      const held = closing();
      phone.reply = (url, body) => {
        boxSays(() => 'counted')(url, body);
        return null;
      };
      await api.castRatings(held, { 0: 'satisfied' });
      await minutesPass(1);
      expect(api.castingOf(held).left).toBe(1);
      phone.reply = boxSays(() => 'counted');
      expect(await resumed()).toBe(1);
      expect(api.castingOf(held)).toEqual({ left: 0, counted: 1, refused: [] });
    });
  });

  test('what was settled, or is of no round that is known, is left alone', async () => {
    phone.reply = () => null;
    await api.castRatings(round, { 0: 'satisfied' });
    api.keepBallotRound({ ...round, receipt: { cast: 0, counted: 0, late: [], lateChanges: [] } });
    await minutesPass();
    expect(await resumed()).toBe(0);
    phone.storage.delete('ballot-rounds');
    expect(await resumed()).toBe(0);
  });

  test('choices that were never sent are forgotten at the close', async () => {
    const choices = (closesAt: number) => ({
      sessionId: SESSION,
      closesAt,
      ratings: { 0: 'satisfied' as const },
    });
    api.keepChoices('later', choices(Date.now() + 1));
    api.keepChoices('now', choices(Date.now()));
    api.resumeCasting();
    expect([api.choicesOf('later'), api.choicesOf('now')]).toEqual([{ 0: 'satisfied' }, {}]);
  });
});

describe('the receipt', () => {
  const sealed = (ids: unknown, survey: unknown = SURVEY): Answer => ({
    statusCode: 200,
    data: { survey, ids },
  });
  beforeEach(async () => {
    await api.castRatings(round, { 0: 'satisfied', 1: 'dissatisfied' });
    await minutesPass();
    api.keepChoices(SURVEY, { sessionId: SESSION, closesAt: Date.now() + HOUR, ratings: { 0: 'satisfied' } });
    api.keepWords(SURVEY, { sessionId: SESSION, closesAt: Date.now() + HOUR, text: '好' });
    phone.posted.length = 0;
  });

  test('says which of one’s own ballots the public list counts, and then forgets them', async () => {
    const ids = [idOf(0), 'ab'.repeat(32)];
    const serial: string = JSON.parse(String(phone.storage.get(`ballot.wallet.${SESSION}`))).credentials[1]
      .serial;
    phone.reply = () => sealed(ids);
    // Of the ballot that is missing what the box signed is kept, and of the counted one nothing.
    const signature = receiptFor({ survey: SURVEY, slot: '01', serial, revision: '01' });
    const missing = [{ survey: SURVEY, id: idOf(1), revision: 1, signature }];
    const listDigest = countedDigest(SURVEY, ids);
    const receipt = { cast: 2, counted: 1, late: [], lateChanges: [], missing, listDigest };
    expect(await api.settleRound(round)).toEqual(receipt);
    expect(phone.posted).toEqual([{ url: round.countedUrl, body: undefined }]);
    expect(api.ballotRounds()).toEqual([{ ...round, receipt }]);
    expect([api.choicesOf(SURVEY), api.wordsOf(SURVEY)]).toEqual([{}, '']);
    expect(String(phone.storage.get(`ballot.queue.${SURVEY}`))).not.toContain('signature');
    expect(await api.settleRound({ ...round, receipt })).toEqual(receipt);
    expect(phone.posted).toHaveLength(1);
  });

  test.each<[string, Answer]>([
    ['is not there yet', { statusCode: 404, data: {} }],
    ['is of another survey', sealed([], 'session-15.1')],
    ['has no ids', sealed('none')],
    ['holds what is no id', sealed(['ab'.repeat(32), 7])],
    ['holds an id in another spelling', sealed(['AB'.repeat(32)])],
    ['is null', { statusCode: 200, data: null }],
    ['is a text', { statusCode: 200, data: 'ids survey' }],
    ['says no survey', { statusCode: 200, data: { ids: [] } }],
    ['says no ids', { statusCode: 200, data: { survey: SURVEY } }],
  ])('is none while the list %s, and nothing is forgotten', async (_label, answer) => {
    phone.reply = () => answer;
    expect(await api.settleRound(round)).toBeNull();
    expect(api.ballotRounds()).toEqual([round]);
    expect(api.choicesOf(SURVEY)).toEqual({ 0: 'satisfied' });
  });

  test('is read through WeChat where there is no address of its own', async () => {
    phone.sent.length = 0;
    phone.answer = () => ({ body: JSON.stringify({ survey: SURVEY, ids: [idOf(0), idOf(1)] }) });
    expect(await api.settleRound({ ...round, countedUrl: '' })).toMatchObject({ cast: 2, counted: 2 });
    expect(phone.sent).toEqual([{ name: 'portal', data: { httpMethod: 'GET', path: `/counted/${SURVEY}` } }]);
    expect(phone.posted).toEqual([]);
  });

  test.each([
    [true, 'offline'],
    [false, 'unreachable'],
  ])('without an answer, the phone offline: %p, it is %s both ways', async (isOffline, code) => {
    phone.isOffline = isOffline;
    phone.reply = () => null;
    await expect(api.settleRound(round)).rejects.toMatchObject({ code });
    phone.answer = () => {
      throw new Error('lost');
    };
    await expect(api.settleRound({ ...round, countedUrl: '' })).rejects.toMatchObject({ code });
    phone.reply = () => ({ statusCode: 500, data: {} });
    await expect(api.settleRound(round)).rejects.toMatchObject({ code });
  });

  test('of all sealed rounds is looked for; a lost network waits, a fault of the program does not', async () => {
    phone.reply = () => sealed([idOf(0), idOf(1)]);
    expect(await api.settleRounds(() => false)).toEqual([]);
    phone.reply = () => ({ statusCode: 404, data: {} });
    expect(await api.settleRounds(() => true)).toEqual([]);
    phone.posted.length = 0;
    phone.reply = () => sealed([idOf(0), idOf(1)]);
    expect(phone.posted).toEqual([]);
    const settled = await api.settleRounds(({ survey }) => survey === SURVEY);
    expect(settled).toMatchObject([{ survey: SURVEY, receipt: { cast: 2, counted: 2 } }]);
    expect(await api.settleRounds(() => true)).toEqual([]);
    api.keepBallotRound(round);
    phone.reply = () => null;
    expect(await api.settleRounds(() => true)).toEqual([]);
    phone.reply = () => {
      throw new TypeError('a fault');
    };
    await expect(api.settleRounds(() => true)).rejects.toThrow(TypeError);
  });
});

describe('rounds on the phone', () => {
  test('the newest stands first, each once, and not more than two years of them', () => {
    for (let index = 0; index < 26; index += 1) api.keepBallotRound({ ...round, survey: `s.${index}` });
    api.keepBallotRound({ ...round, survey: 's.20', number: 99 });
    const kept = api.ballotRounds().map(({ survey }) => survey);
    expect([kept.length, kept[0], kept[1], kept.filter((survey) => survey === 's.20').length]).toEqual([
      24,
      's.20',
      's.25',
      1,
    ]);
    expect(api.ballotRound('s.20')?.number).toBe(99);
    expect(api.ballotRound('s.0')).toBeNull();
  });

  const receipt = { cast: 1, counted: 1, late: [0], lateChanges: [] };
  test.each<[string, unknown, boolean]>([
    ['as it was written', round, true],
    ['with a receipt', { ...round, receipt }, true],
    ['with its close', { ...round, closesAt: 5 }, true],
    ['null', null, false],
    ['a text', 'round', false],
    ...Object.keys(round).map((field): [string, unknown, boolean] => [
      `with a wrong ${field}`,
      { ...round, [field]: field === 'slots' ? [0, 'x'] : {} },
      false,
    ]),
    ['with slots that are no list', { ...round, slots: 3 }, false],
    ...Object.keys(receipt).map((field): [string, unknown, boolean] => [
      `with a receipt without ${field}`,
      { ...round, receipt: { ...receipt, [field]: undefined } },
      false,
    ]),
    ['with a receipt that is a text', { ...round, receipt: 'late' }, false],
  ])('a round %s is read: %3$p', (_label, stored, isRead) => {
    phone.storage.set('ballot-rounds', [stored]);
    expect(api.ballotRounds()).toEqual(isRead ? [stored] : []);
  });

  test('what is no list is none', () => {
    phone.storage.set('ballot-rounds', { length: 1 });
    expect(api.ballotRounds()).toEqual([]);
  });
});
