import { CallError } from '../../miniprogram/api/call-error';
import { ask, command } from '../../miniprogram/api/client';
import { askConsent } from '../../miniprogram/api/consent';
import { blankScreen, show } from '../../miniprogram/api/screen';
import { LONG_TOAST, sentenceForNew, toastTrouble, troubleOf } from '../../miniprogram/api/trouble';
import { readThroughWeixin, sendThroughWeixin } from '../../miniprogram/api/without-account';
import { installPhone, type PhoneDouble } from './phone';

let phone: PhoneDouble;
beforeEach(() => {
  phone = installPhone();
});
const good = (data: unknown) => () => ({ ok: true, data, now: Date.now() });
const lost = () => {
  throw new Error('lost');
};

/** 23 November 2026, 12:00 in Shanghai. */
const NOON = Date.UTC(2026, 10, 23, 4);

describe('what the back end answers', () => {
  const error = { code: 'not_found', message: '', requestId: 'r-12345678' };
  test.each<[string, unknown]>([
    ['null', null],
    ['a text', 'ok'],
    ['nothing of ours', {}],
    ['an answer without its hour', { ok: true, data: 1 }],
    ['an answer whose hour is a text', { ok: true, data: 1, now: '5' }],
    ['an answer without data', { ok: true, now: 1 }],
    ['neither yes nor no', { ok: 'yes', data: 1, now: 1, error }],
    ['a refusal without an error', { ok: false }],
    ['a refusal whose error is null', { ok: false, error: null }],
    ['a refusal whose error is a text', { ok: false, error: 'code' }],
    ['a refusal without a code', { ok: false, error: {} }],
    ['a refusal whose code is no text', { ok: false, error: { code: 5 } }],
  ])('is an unknown failure where it is %s', async (_label, answer) => {
    phone.answer = () => answer;
    await expect(ask('session.list', {})).rejects.toMatchObject({
      code: 'internal',
      fields: {},
      requestId: '',
    });
  });

  test('is a refusal with everything that it says', async () => {
    phone.answer = () => ({ ok: false, error });
    await expect(ask('session.list', {})).rejects.toMatchObject({
      name: 'CallError',
      message: 'not_found',
      code: 'not_found',
      requestId: 'r-12345678',
      fields: {},
      isCut: false,
    });
  });

  test('a command whose caller keeps its id is given under that id, and nothing is kept here', async () => {
    phone.answer = good({});
    await command('booking.cancel', { sessionId: 's' }, 'box-1');
    await command('booking.cancel', { sessionId: 's' }, 'box-1');
    expect(phone.sent.map(({ data }) => data.requestId)).toEqual(['box-1', 'box-1']);
    expect(phone.storage.size).toBe(0);
  });

  test('a command that was answered is another one when it is given again', async () => {
    phone.answer = good({});
    await command('booking.cancel', { sessionId: 's' });
    expect(phone.storage.size).toBe(0);
    await command('booking.cancel', { sessionId: 's' });
    const [first, second] = phone.sent.map(({ data }) => data.requestId);
    expect(second).not.toBe(first);
  });

  test('the pauses of a crowded hour grow, each by half more or less at most', async () => {
    jest.useFakeTimers({ now: NOON });
    const times: number[] = [];
    phone.answer = () => {
      times.push(Date.now());
      return { ok: false, error: { ...error, code: 'busy' } };
    };
    const refused = ask('session.list', {}).catch((reason: unknown) => reason);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(await refused).toMatchObject({ code: 'busy' });
    const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(pauses).toHaveLength(3);
    for (const [index, wait] of [1000, 2000, 4000].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(wait / 2);
      expect(pauses[index]).toBeLessThanOrEqual(wait * 1.5 + 1);
    }
    jest.useRealTimers();
  });
});

describe('answers that are kept', () => {
  const kept = () => phone.storage.get('answers');
  const question = (sessionId: string) => `answer:session.get:{"sessionId":"${sessionId}"}`;

  test('are given again with the hour they were given at', async () => {
    phone.answer = good({ a: 1 });
    const { at } = await ask('session.get', { sessionId: 's' });
    phone.answer = lost;
    expect(await ask('session.get', { sessionId: 's' })).toEqual({ data: { a: 1 }, at, isStale: true });
    await expect(ask('session.get', { sessionId: 'other' })).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('of a question that is asked again move to the front', async () => {
    phone.answer = good({});
    for (const sessionId of ['a', 'b', 'a']) {
      const { isStale } = await ask('session.get', { sessionId });
      expect(isStale).toBe(false);
    }
    expect(kept()).toEqual([question('a'), question('b')]);
  });

  test('stand once each, the youngest first; the forty-first is gone', async () => {
    phone.answer = good({});
    for (let index = 0; index < 40; index += 1) await ask('session.get', { sessionId: `s${index}` });
    await ask('session.get', { sessionId: 's0' });
    expect(kept()).toHaveLength(40);
    expect(Object(kept())[0]).toBe(question('s0'));
    expect(phone.storage.has(question('s1'))).toBe(true);
    await ask('session.get', { sessionId: 'one more' });
    expect(kept()).toHaveLength(40);
    expect([question('s0'), question('s1')].map((key) => phone.storage.has(key))).toEqual([true, false]);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a text', 'data at'],
    ['without data', { at: 1 }],
    ['without its hour', { data: 1 }],
    ['with an hour that is a text', { data: 1, at: '1' }],
  ])('are none where what lies there is %s', async (_label, value) => {
    phone.storage.set(question('s'), value);
    await expect(ask('session.get', { sessionId: 's' })).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('are kept anew where the list of them is spoilt', async () => {
    phone.storage.set('answers', 'spoilt');
    phone.answer = good(null);
    await ask('session.get', { sessionId: 's' });
    expect(kept()).toEqual([question('s')]);
    phone.storage.set('answers', [7, question('s')]);
    await ask('session.get', { sessionId: 't' });
    expect(kept()).toEqual([question('t'), question('s')]);
  });
});

describe('a page that asks', () => {
  const page = (phase: 'waiting' | 'skeleton' | 'ready' | 'trouble' = 'waiting') => {
    const screen = {
      data: { ...blankScreen(), phase, view: null as unknown },
      said: [] as object[],
      setData(data: Record<string, unknown>) {
        screen.said.push(data);
        Object.assign(screen.data, data);
      },
    };
    return screen;
  };
  const answer = <T>(data: T, isStale = false) => ({ data, at: Date.now() - 3_600_000, isStale });
  const refused = (code: 'offline' | 'not_allowed' | 'not_found') => async () => {
    throw new CallError(code, {});
  };
  beforeEach(() => jest.useFakeTimers({ now: NOON }));
  afterEach(() => jest.useRealTimers());

  test('is blank at first, and shows nothing for a moment', () => {
    expect(blankScreen()).toEqual({ phase: 'waiting', trouble: null, staleSince: '' });
  });

  test('shows its shape after 300 milliseconds, and then the answer', async () => {
    const screen = page();
    let give: (value: ReturnType<typeof answer<number>>) => void = () => undefined;
    const shown = show(
      screen,
      () => new Promise<ReturnType<typeof answer<number>>>((resolve) => (give = resolve)),
      (n) => ({ n }),
    );
    await jest.advanceTimersByTimeAsync(299);
    expect(screen.data.phase).toBe('waiting');
    await jest.advanceTimersByTimeAsync(1);
    expect(screen.data.phase).toBe('skeleton');
    give(answer(5));
    expect(await shown).toBe(5);
    expect(screen.data).toEqual({ phase: 'ready', trouble: null, staleSince: '', view: { n: 5 } });
  });

  test('that shows something shows no shape while it asks again', async () => {
    const screen = page('ready');
    let give: (value: ReturnType<typeof answer<number>>) => void = () => undefined;
    const shown = show(
      screen,
      () => new Promise<ReturnType<typeof answer<number>>>((resolve) => (give = resolve)),
      (n) => ({ n }),
    );
    await jest.advanceTimersByTimeAsync(1000);
    expect(screen.data.phase).toBe('ready');
    give(answer(5));
    await shown;
  });

  test('that has its answer in time never shows its shape', async () => {
    const screen = page();
    await show(
      screen,
      async () => answer(5),
      () => ({}),
    );
    await jest.advanceTimersByTimeAsync(1000);
    expect(screen.data.phase).toBe('ready');
    expect(screen.said).toHaveLength(1);
  });

  test('says since when what it shows is old', async () => {
    const screen = page();
    await show(
      screen,
      async () => answer(5, true),
      () => ({}),
    );
    expect(screen.data.staleSince).toMatch(/小时|前/);
  });

  test('tries again out of a trouble with a blank page', async () => {
    const screen = page('trouble');
    const shown = show(
      screen,
      async () => answer(5),
      () => ({}),
    );
    expect(screen.data).toMatchObject({ phase: 'waiting', trouble: null });
    await shown;
    expect(screen.data.phase).toBe('ready');
  });

  test('that shows something keeps it while it asks again, and when that fails', async () => {
    const screen = page('ready');
    screen.data.view = 'old';
    expect(await show(screen, refused('offline'), () => ({}))).toBeNull();
    expect(screen.data).toMatchObject({ phase: 'ready', trouble: null, view: 'old' });
    expect(phone.toasts).toEqual(['现在没有网络。你填的内容都还在，连上后再试。']);
  });

  test.each(['not_allowed', 'not_found'] as const)('keeps nothing where it is %s', async (code) => {
    const screen = page('ready');
    expect(await show(screen, refused(code), () => ({}))).toBeNull();
    expect(screen.data).toMatchObject({ phase: 'trouble', trouble: { action: '回首页' } });
    expect(phone.toasts).toEqual([]);
  });

  test('that shows nothing yet says what is wrong', async () => {
    const screen = page();
    expect(await show(screen, refused('offline'), () => ({}))).toBeNull();
    expect(screen.data).toMatchObject({ phase: 'trouble', trouble: { kind: 'offline' } });
    await jest.advanceTimersByTimeAsync(1000);
    expect(screen.data.phase).toBe('trouble');
  });

  test('shows the later question only, whichever answer comes last', async () => {
    const screen = page();
    let give: (value: ReturnType<typeof answer<string>>) => void = () => undefined;
    let fail: (reason: unknown) => void = () => undefined;
    const first = show(
      screen,
      () => new Promise<ReturnType<typeof answer<string>>>((resolve) => (give = resolve)),
      (view) => ({ view }),
    );
    const second = show(
      screen,
      () => new Promise<never>((_resolve, reject) => (fail = reject)),
      (view) => ({ view }),
    );
    expect(
      await show(
        screen,
        async () => answer('third'),
        (view) => ({ view }),
      ),
    ).toBe('third');
    give(answer('first'));
    fail(new CallError('not_found', {}));
    expect(await Promise.all([first, second])).toEqual([null, null]);
    expect(screen.data).toMatchObject({ phase: 'ready', view: { view: 'third' } });
    await jest.advanceTimersByTimeAsync(1000);
    expect(screen.data.phase).toBe('ready');
  });
});

describe('troubles in words', () => {
  const trouble = (
    code: 'receipt_unknown' | 'unreachable' | 'internal' | 'not_found' | 'invalid_input',
    requestId?: string,
  ) => troubleOf(new CallError(code, requestId === undefined ? {} : { requestId }));

  test('speak of the link where a page was opened with something wrong, not of what was filled in', () => {
    expect(trouble('invalid_input').text).toBe('链接可能不完整，请从首页进入。');
  });

  test('say which call it was where the back end has said so, shortened for reading aloud', () => {
    const title = '没能打开';
    expect(trouble('internal')).toMatchObject({
      kind: 'error',
      title,
      text: '服务器出了点问题，你填的内容都还在，请稍后再试。',
    });
    expect(trouble('internal', '1234567890').text).toBe(
      '服务器出了点问题，你填的内容都还在，请稍后再试。 编号 12345678',
    );
    expect(trouble('not_found')).toMatchObject({ kind: 'missing', title: '没有找到' });
    expect(troubleOf(new CallError('offline', {}))).toMatchObject({ kind: 'offline', title: '没有网络' });
    expect(trouble('receipt_unknown')).toMatchObject({ kind: 'missing', action: '回首页' });
    expect(trouble('unreachable')).toMatchObject({ kind: 'offline', title: '没有连上' });
  });

  test('over the page are short, and no fault of the program', () => {
    const shown: unknown[] = [];
    Object.assign(Reflect.get(globalThis, 'wx'), { showToast: (toast: unknown) => shown.push(toast) });
    toastTrouble(new CallError('no_offer', {}));
    toastTrouble(new CallError('no_offer', {}), LONG_TOAST);
    const title = '现在没有等你确认的名额。';
    expect(shown).toEqual([
      { title, icon: 'none', duration: 1500 },
      { title, icon: 'none', duration: 3000 },
    ]);
    expect(() => toastTrouble(new TypeError('a fault'))).toThrow(TypeError);
  });

  test('of something new say that nobody else has changed it', () => {
    expect(sentenceForNew(new CallError('conflict', {}))).toBe('没有提交成功，内容都在，请再点一次。');
    expect(sentenceForNew(new CallError('no_offer', {}))).toBe('现在没有等你确认的名额。');
    expect(() => sentenceForNew(new TypeError('conflict'))).toThrow(TypeError);
  });
});

describe('what goes through WeChat', () => {
  test('is posted to the ballot function, and its body is the answer', async () => {
    phone.answer = () => ({ statusCode: 200, body: 'text' });
    expect(await sendThroughWeixin('ballot')).toBe('text');
    expect(phone.sent).toEqual([{ name: 'ballot', data: { httpMethod: 'POST', body: 'ballot' } }]);
  });

  test.each([[null], ['body'], [{}], [{ body: 5 }]])('an answer that is %p is none', async (answer) => {
    phone.answer = () => answer;
    await expect(sendThroughWeixin('ballot')).rejects.toMatchObject({ code: 'internal' });
    await expect(readThroughWeixin('/counted')).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('consent to messages', () => {
  const asked: string[][] = [];
  const answering = (answers: Record<string, unknown>) =>
    Object.assign(Reflect.get(globalThis, 'wx'), {
      requestSubscribeMessage: async ({ tmplIds }: { tmplIds: string[] }) => {
        asked.push(tmplIds);
        return answers;
      },
    });
  const templates = {
    preview: 't1',
    booking_offered: 't2',
    session_reminder: 't3',
    minutes: 't4',
    results: 't5',
    case_progress: 't6',
  };
  const kinds = [
    'preview',
    'booking_offered',
    'session_reminder',
    'minutes',
    'results',
    'case_progress',
  ] as const;
  beforeEach(() => {
    asked.length = 0;
    phone.answer = good({ credits: {} });
  });

  test('asks for five at most', async () => {
    answering({});
    await askConsent(kinds, templates);
    expect(asked).toEqual([['t1', 't2', 't3', 't4', 't5']]);
  });

  test.each<[string, unknown, string[], string[], string]>([
    ['accepted', 'accept', ['preview'], [], 'accepted'],
    ['accepted with sound', 'acceptWithAudio', ['preview'], [], 'accepted'],
    ['rejected', 'reject', [], ['preview'], 'rejected'],
    ['banned', 'ban', [], ['preview'], 'rejected'],
    ['filtered, which decides nothing', 'filter', [], [], 'rejected'],
    ['not answered', undefined, [], [], 'rejected'],
  ])('a template that is %s', async (_label, answer, accepted, rejected, outcome) => {
    answering({ t1: answer });
    expect(await askConsent(['preview'], templates)).toBe(outcome);
    expect(phone.sent[0]?.data.input).toEqual({ accepted, rejected });
  });

  test('decides nothing where the sheet could not be shown', async () => {
    Object.assign(Reflect.get(globalThis, 'wx'), { requestSubscribeMessage: async () => lost() });
    expect(await askConsent(['preview'], templates)).toBe('unavailable');
    expect(phone.sent).toEqual([]);
  });

  test('holds nobody up without a network; a refusal is said', async () => {
    answering({ t1: 'accept' });
    phone.answer = lost;
    expect(await askConsent(['preview'], templates)).toBe('unavailable');
    phone.answer = () => ({ ok: false, error: { code: 'not_bound', message: '', requestId: 'r' } });
    await expect(askConsent(['preview'], templates)).rejects.toMatchObject({ code: 'not_bound' });
  });
});
