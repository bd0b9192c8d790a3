import { blindSignSet, slotSigner } from '../../cloudfunctions/platform/ballots/credential-keys';
import type * as Letters from '../../miniprogram/api/letters';
import type * as Outbox from '../../miniprogram/api/outbox';
import type * as Passes from '../../miniprogram/api/passes';
import { keySet } from '../ballot/signer';
import { installPhone, type PhoneDouble } from './phone';

// The passes on the phone: fetched some time after the app is opened, spent from the next day on, and sent by a way that
// knows no account.

const BASE = 'https://college.example';
const NOVEMBER = Date.UTC(2026, 10, 24, 2);
const DAY = 86_400_000;
const { pairs } = keySet(1);
const [pair] = pairs;
if (!pair) throw new Error('no key');
const signer = slotSigner(pair.privateKey);

const form = {
  channel: 'box',
  category: 'logistics',
  urgency: 'ordinary',
  title: '热水',
  text: '三号楼没有热水。',
  place: '',
  identity: 'anonymous',
  isProtected: false,
  phone: '',
  receiptSeed: 'a'.repeat(32),
} as const;

let phone: PhoneDouble;
let api: typeof Passes & typeof Letters & typeof Outbox;
/** What the letterbox answers next, in order; `kept` for ever afterwards. */
let answers: string[];
let passBase: string | undefined;

const boxes = () => phone.posted.filter(({ url }) => url === `${BASE}/letterbox`);
const at = (now: number) => jest.setSystemTime(now);

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask'] });
  at(NOVEMBER);
  phone = installPhone();
  answers = [];
  passBase = BASE;
  phone.answer = ({ action, input }) => {
    if (action === 'account.me')
      return { ok: true, data: { person: { id: 'p' }, passBase }, now: Date.now() };
    if (action === 'account.fetchPasses') {
      const { blinded } = Object(input);
      return {
        ok: true,
        data: {
          signatures: blindSignSet(
            blinded.map(() => signer),
            blinded,
          ),
        },
        now: Date.now(),
      };
    }
    throw new Error('lost');
  };
  phone.reply = (url) => {
    if (/\/portal\/passes\/2026-1[12]$/.test(url))
      return { statusCode: 200, data: { publicKey: pair.publicKey, passes: 2 } };
    if (url === `${BASE}/letterbox`) {
      const answer = answers.shift() ?? 'kept';
      return answer === 'lost' ? null : { statusCode: 200, data: JSON.stringify({ answer }) };
    }
    return { statusCode: 404, data: '' };
  };
  jest.isolateModules(() => {
    api = {
      ...require('../../miniprogram/api/passes'),
      ...require('../../miniprogram/api/letters'),
      ...require('../../miniprogram/api/outbox'),
    };
  });
});
afterEach(() => jest.useRealTimers());

const file = async () => {
  const { id } = await api.queueCase(form, {}, []);
  return api.sendCase(id);
};

test('passes rest until the next day, and those of the month before are spent first', async () => {
  await api.fetchPasses();
  expect(api.passStand()).toEqual({ ready: 0, resting: 2 });
  expect(api.takePass()).toBeNull();
  at(NOVEMBER + DAY);
  expect(api.passStand()).toEqual({ ready: 2, resting: 0 });
  at(NOVEMBER + 8 * DAY);
  await api.fetchPasses();
  expect(api.passStand()).toEqual({ ready: 2, resting: 2 });
  expect(api.takePass()).toMatchObject({ month: '2026-11' });
});

test('the key is read without an account, and only blinded values go with it', async () => {
  await api.fetchPasses();
  expect(phone.posted.map(({ url }) => url)).toEqual([`${BASE}/portal/passes/2026-11`]);
  const asked = phone.sent.map(({ data }) => data.action);
  expect(asked).toEqual(['account.me', 'account.fetchPasses']);
  await api.fetchPasses();
  expect(phone.sent.filter(({ data }) => data.action === 'account.fetchPasses')).toHaveLength(1);
});

test('an answer that got lost is asked for again with the very same values', async () => {
  const answer = phone.answer;
  phone.answer = (data) => {
    if (data.action === 'account.fetchPasses') throw new Error('lost');
    return answer(data);
  };
  await expect(api.fetchPasses()).rejects.toMatchObject({ code: 'unreachable' });
  phone.answer = answer;
  await api.fetchPasses();
  const [first, second] = phone.sent.filter(({ data }) => data.action === 'account.fetchPasses');
  expect(second?.data).toEqual(first?.data);
  at(NOVEMBER + DAY);
  expect(api.passStand().ready).toBe(2);
});

test('an anonymous item is posted without an account and its pass is forgotten', async () => {
  await api.fetchPasses();
  at(NOVEMBER + DAY);
  const calls = phone.sent.length;
  const sent = await file();
  expect(sent).toMatchObject({ caseId: '', number: '', dueAt: 0 });
  expect(sent.receiptCode).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$/);
  expect(phone.sent).toHaveLength(calls);
  const [letter] = boxes();
  const { serial, receipt, identity, phone: number } = JSON.parse(String(letter?.body));
  expect([identity, number]).toEqual([undefined, undefined]);
  expect(receipt).toBe(sent.receiptCode?.replace(/-/g, ''));
  expect(JSON.stringify([...phone.storage])).not.toContain(serial);
  expect(api.passStand().ready).toBe(1);
});

test('a lost answer is asked for again with the same letter', async () => {
  await api.fetchPasses();
  at(NOVEMBER + DAY);
  answers = ['lost', 'again', 'kept'];
  await expect(file()).rejects.toMatchObject({ code: 'unreachable' });
  await api.resumeOutbox();
  await api.resumeOutbox();
  expect(new Set(boxes().map(({ body }) => body)).size).toBe(1);
  expect(boxes()).toHaveLength(3);
  expect(api.outbox()).toMatchObject([{ state: 'sent' }]);
});

test.each([
  ['words that are refused give the pass back', 'words_refused', 'content_refused', 2],
  ['a report that nobody could read gives the pass back', 'unheard', 'report_unheard', 2],
  ['a pass that was spent is thrown away', 'spent', 'pass_spent', 1],
  ['a pass that is over is thrown away', 'month_unknown', 'pass_spent', 1],
  ['a form that is refused gives the pass back', 'malformed', 'invalid_input', 2],
])('%s', async (_label, answer, code, left) => {
  await api.fetchPasses();
  at(NOVEMBER + DAY);
  answers = [answer];
  await expect(file()).rejects.toMatchObject({ code });
  expect(api.outbox()).toMatchObject([{ state: 'refused' }]);
  expect(api.passStand().ready).toBe(left);
});

test('without a pass the item waits and nothing goes out', async () => {
  await api.fetchPasses();
  await expect(file()).rejects.toMatchObject({ code: 'passes_not_ready' });
  expect(boxes()).toEqual([]);
  expect(api.outbox()).toMatchObject([{ state: 'waiting' }]);
  at(NOVEMBER + DAY);
  await api.resumeOutbox();
  expect(api.outbox()).toMatchObject([{ state: 'sent' }]);
});

test('what is taken back before it went out gives its pass back, what may have arrived does not', async () => {
  await api.fetchPasses();
  at(NOVEMBER + DAY);
  for (const [isOffline, left] of [
    [true, 2],
    [false, 1],
  ] as const) {
    phone.isOffline = isOffline;
    answers = ['lost'];
    const { id } = await api.queueCase(form, {}, []);
    await expect(api.sendCase(id)).rejects.toMatchObject({ isCut: true });
    api.takeOut(id);
    expect(api.passStand().ready).toBe(left);
  }
});

test('an address told later, or none, changes nothing: the first one stays', async () => {
  await api.fetchPasses();
  for (const told of ['https://elsewhere.example', '', undefined]) {
    api.rememberPassBase(told);
    expect(api.passBase()).toBe(BASE);
  }
});

test('a phone that is not bound, or of a college without a domain, asks for nothing', async () => {
  passBase = undefined;
  await api.fetchPasses();
  expect(phone.posted).toEqual([]);
  expect(api.isLetter(form)).toBe(false);
});

test('a named item goes as ever', async () => {
  await api.fetchPasses();
  expect(api.isLetter({ ...form, identity: 'hidden' })).toBe(false);
});
