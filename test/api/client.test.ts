import { forgetAnswers } from '../../miniprogram/api/answers';
import { ask, command } from '../../miniprogram/api/client';
import { askConsent } from '../../miniprogram/api/consent';
import { dropDraft, keepDraft, readDraft } from '../../miniprogram/api/draft';
import { show } from '../../miniprogram/api/screen';
import { troubleOf } from '../../miniprogram/api/trouble';
import { installPhone, type PhoneDouble } from './phone';

const refusal = (code: string, fields?: Record<string, string>) => () => ({
  ok: false,
  error: { code, message: code, requestId: 'r-12345678', fields },
});
const success =
  (data: unknown, now = Date.now()) =>
  () => ({ ok: true, data, now });
const sessions = { sessions: [], next: null };

let phone: PhoneDouble;
beforeEach(() => {
  phone = installPhone();
});

const idsOf = () => phone.sent.map(({ data }) => data.requestId);

test('the part before the dot is the function that is called', async () => {
  phone.answer = success(sessions);
  await ask('session.list', {});
  expect(phone.sent).toEqual([{ name: 'session', data: { action: 'session.list', input: {} } }]);
});

test('a lost answer is asked for again with the same request id, even after the app was killed', async () => {
  const cancel = () => command('booking.cancel', { sessionId: 's' });
  await expect(cancel()).rejects.toMatchObject({ code: 'unreachable' });
  phone.answer = success({});
  await cancel();
  await cancel();
  const [first, again, next] = idsOf();
  expect(again).toBe(first);
  expect(next).not.toBe(first);
  expect(first).toMatch(/^[A-Za-z0-9-]{8,64}$/);
});

test.each([
  ['a refusal, which is an answer', 'booking_closed', false],
  ['an unknown failure, after which nobody knows', 'internal', true],
])('after %s the request id is given up or kept', async (_label, code, isKept) => {
  phone.answer = refusal(code);
  const confirm = () => command('booking.confirm', { sessionId: 's' });
  await expect(confirm()).rejects.toMatchObject({ code });
  await expect(confirm()).rejects.toMatchObject({ code });
  const [first, second] = idsOf();
  expect(first === second).toBe(isKept);
});

describe('when the environment takes no more', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const confirm = () => command('booking.confirm', { sessionId: 's' });

  test('the same command is given again by itself, and the person is told that it is crowded', async () => {
    phone.answer = () => (phone.sent.length < 3 ? refusal('busy')() : success({})());
    const given = confirm();
    await jest.advanceTimersByTimeAsync(10_000);
    await given;
    expect(phone.toasts).toEqual(['人多，正在重试', '人多，正在重试']);
    expect(new Set(idsOf()).size).toBe(1);
  });

  test.each([
    'cloud.callFunction:fail Error: errCode: -501001 | errMsg: EXCEED_RATELIMIT: the environment has reached its limit',
    'cloud.callFunction:fail Error: errCode: -501003 exceed request limit',
    'cloud.callFunction:fail Error: errCode: -501004 exceed concurrent request limit',
    '[RequestLimitExceeded] the request frequency exceeds the limit',
  ])('a call that the platform itself refuses is given again likewise: %s', async (errMsg) => {
    phone.answer = () => {
      if (phone.sent.length < 3) throw { errMsg };
      return success({})();
    };
    const given = confirm();
    await jest.advanceTimersByTimeAsync(10_000);
    await given;
    expect(phone.toasts).toEqual(['人多，正在重试', '人多，正在重试']);
    expect(new Set(idsOf()).size).toBe(1);
  });

  test('after four tries it is said, and the next tap still gives the same command', async () => {
    phone.answer = refusal('busy');
    const given = confirm().catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(await given).toMatchObject({ code: 'busy' });
    expect(phone.sent).toHaveLength(4);
    phone.answer = success({});
    await confirm();
    expect(new Set(idsOf()).size).toBe(1);
  });
});

describe('a call that hangs', () => {
  const hang = () => new Promise<never>(() => undefined);
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('is given up after 15 s and made again under the same request id', async () => {
    phone.answer = hang;
    const cancelled = command('booking.cancel', { sessionId: 's' });
    await jest.advanceTimersByTimeAsync(14_999);
    expect(phone.sent).toHaveLength(1);
    phone.answer = success({});
    await jest.advanceTimersByTimeAsync(1);
    await expect(cancelled).resolves.toEqual({});
    const [first, again] = idsOf();
    expect(phone.sent).toHaveLength(2);
    expect(again).toBe(first);
  });

  test('twice is told after 30 s', async () => {
    phone.answer = hang;
    const asked = ask('session.list', {});
    const refused = expect(asked).rejects.toMatchObject({ code: 'unreachable' });
    await jest.advanceTimersByTimeAsync(30_000);
    await refused;
    expect(phone.sent).toHaveLength(2);
  });

  test('without a network is told at once and not made again', async () => {
    phone.answer = hang;
    phone.isOffline = true;
    const refused = expect(ask('session.list', {})).rejects.toMatchObject({ code: 'offline' });
    await jest.advanceTimersByTimeAsync(500);
    await refused;
    expect(phone.sent).toHaveLength(1);
  });
});

test('another form is another command', async () => {
  await expect(command('booking.cancel', { sessionId: 'a' })).rejects.toMatchObject({ code: 'unreachable' });
  await expect(command('booking.cancel', { sessionId: 'b' })).rejects.toMatchObject({ code: 'unreachable' });
  expect(new Set(idsOf()).size).toBe(2);
});

test('a double tap sends one command and both taps get its answer', async () => {
  phone.answer = success({ status: 'confirmed' });
  const answers = await Promise.all([
    command('booking.confirm', { sessionId: 's' }),
    command('booking.confirm', { sessionId: 's' }),
  ]);
  expect(phone.sent).toHaveLength(1);
  expect(answers[0]).toEqual(answers[1]);
});

test('without a network the last answer is given again, marked stale with its time', async () => {
  phone.answer = success(sessions);
  const fresh = await ask('session.list', {});
  phone.answer = () => {
    throw new Error('lost');
  };
  phone.isOffline = true;
  expect(await ask('session.list', {})).toEqual({ data: sessions, at: fresh.at, isStale: true });
});

test.each([
  ['no network', true, 'offline'],
  ['a network without an answer', false, 'unreachable'],
])('%s and nothing kept is a trouble of its own', async (_label, isOffline, code) => {
  phone.isOffline = isOffline;
  await expect(ask('session.list', {})).rejects.toMatchObject({ code });
});

test('a refusal is never covered by an old answer', async () => {
  phone.answer = success(sessions);
  await ask('session.list', {});
  phone.answer = refusal('not_allowed');
  await expect(ask('session.list', {})).rejects.toMatchObject({ code: 'not_allowed' });
});

test('lists of other people are never kept on the phone', async () => {
  phone.answer = success({ people: [], next: null });
  await ask('account.people', {});
  expect([...phone.storage.keys()]).toEqual([]);
});

test('when the person changes, nothing of the former one is left', async () => {
  phone.answer = success({ bookings: [], next: null });
  await ask('booking.mine', {});
  forgetAnswers();
  expect([...phone.storage.keys()]).toEqual([]);
});

test.each([
  ['asker', true],
  ['public', true],
  ['department', false],
  ['office', false],
  ['leader', false],
  ['operator', false],
])('a case as the %s sees it is kept for a place without network: %p', async (viewer, isKept) => {
  phone.answer = success({ viewer });
  await ask('case.get', { caseId: 'c1' });
  phone.isOffline = true;
  phone.answer = () => {
    throw new Error('no network');
  };
  const again = ask('case.get', { caseId: 'c1' });
  if (isKept) await expect(again).resolves.toMatchObject({ data: { viewer }, isStale: true });
  else await expect(again).rejects.toMatchObject({ code: 'offline' });
});

test('no more than forty answers are kept, the oldest go', async () => {
  phone.answer = success({});
  for (let index = 0; index < 45; index += 1) await ask('session.get', { sessionId: `s${index}` });
  const kept = [...phone.storage.keys()].filter((key) => key.startsWith('answer:'));
  expect(kept).toHaveLength(40);
  expect(kept.some((key) => key.includes('"s4"'))).toBe(false);
});

test('what is no answer at all is an unknown failure', async () => {
  phone.answer = () => 'nonsense';
  await expect(ask('session.list', {})).rejects.toMatchObject({ code: 'internal' });
});

test('refused fields arrive with the refusal', async () => {
  phone.answer = refusal('invalid_input', { 'form.title': 'text_too_long' });
  await expect(command('booking.cancel', { sessionId: 's' })).rejects.toMatchObject({
    fields: { 'form.title': 'text_too_long' },
  });
});

test.each([
  ['offline', 'offline', '再试一次'],
  ['not_allowed', 'no-right', '回首页'],
  ['not_bound', 'unbound', '去绑定'],
  ['not_found', 'missing', '回首页'],
  ['invalid_input', 'missing', '回首页'],
  ['internal', 'error', '再试一次'],
])('%s shows its own state with one thing to do', async (code, kind, action) => {
  phone.isOffline = true;
  if (code !== 'offline') phone.answer = refusal(code);
  const error: unknown = await ask('session.list', {}).catch((reason: unknown) => reason);
  expect(troubleOf(error)).toMatchObject({ kind, action });
});

test('a mistake in the program is not dressed up as a trouble of the network', () => {
  expect(() => troubleOf(new TypeError('undefined is not a function'))).toThrow(TypeError);
});

test('consent asks for each template once, five at most, and tells the server what was answered', async () => {
  phone.answer = success({ credits: {} });
  const templates = { preview: 't1', booking_offered: 't2', session_reminder: 't2' };
  expect(await askConsent(['preview', 'booking_offered', 'session_reminder'], templates)).toBe('accepted');
  expect(phone.sent[0]?.data.input).toEqual({ accepted: ['preview'], rejected: ['booking_offered'] });
});

test('where the college has no template nothing is asked', async () => {
  expect(await askConsent(['preview'], {})).toBe('unavailable');
  expect(phone.sent).toEqual([]);
});

test('a draft comes back if this version of the app knows it', () => {
  const isText = (value: unknown): value is { text: string } =>
    typeof value === 'object' && value !== null && 'text' in value;
  keepDraft('a', { text: '热水' });
  expect(readDraft('a', isText)).toEqual({ text: '热水' });
  keepDraft('a', { old: true });
  expect(readDraft('a', isText)).toBeNull();
  dropDraft('a');
  expect(readDraft('a', isText)).toBeNull();
});

test.each([
  ['an hour slow', 3_600_000],
  ['an hour fast', -3_600_000],
  ['a few seconds off, as after a slow answer', 5_000],
])('a page is shown as of the server’s now, the phone’s clock being %s', async (_label, off) => {
  const shown: number[] = [];
  const screen = { data: { phase: 'waiting' as const }, setData: () => undefined };
  const now = Date.now() + off;
  phone.answer = success(sessions, now);
  await show(
    screen,
    () => ask('session.list', {}),
    (_data, at) => shown.push(at) && {},
  );
  expect(Math.abs((shown[0] ?? 0) - now)).toBeLessThan(10_000);
});
