import { chooseTypeSize, typeScale, typeSize } from '../../miniprogram/api/appearance';
import { openArticle } from '../../miniprogram/api/article';
import {
  bindInstead,
  bindThenOpen,
  bindThenRun,
  continueAfterBinding,
  giveUpBinding,
} from '../../miniprogram/api/binding';
import { departmentNames } from '../../miniprogram/api/departments';
import { fieldSentenceOf, fieldSentences, sentenceOf } from '../../miniprogram/api/errors';
import { holdReceipt, receiptInHand } from '../../miniprogram/api/receipt-in-hand';
import { answered, requestIdOf } from '../../miniprogram/api/requests';
import { learnServerTime, serverNow } from '../../miniprogram/api/server-time';
import { installPhone, type PhoneDouble } from './phone';

let phone: PhoneDouble;
/** What the phone was told to open, copy or show. */
let done: Array<[string, unknown]>;
let pages: number;
const has = (parts: object) => Object.assign(Reflect.get(globalThis, 'wx'), parts);

beforeEach(() => {
  phone = installPhone();
  done = [];
  pages = 1;
  const does = (name: string) => (call: { url?: string; title?: string; success?: () => void }) => {
    done.push([name, call.url ?? call.title ?? null]);
    call.success?.();
  };
  has({
    navigateTo: does('open'),
    redirectTo: does('replace'),
    switchTab: does('tab'),
    navigateBack: does('back'),
    showToast: does('say'),
    setClipboardData: ({ data, success }: { data: string; success: () => void }) => {
      done.push(['copy', data]);
      success();
    },
  });
  Object.assign(globalThis, { getCurrentPages: () => Array.from({ length: pages }) });
});

describe('binding first', () => {
  test('a page that needs an identity opens once there is one', () => {
    bindThenOpen('/pages/me/me');
    continueAfterBinding();
    expect(done).toEqual([
      ['open', '/pages/bind/bind'],
      ['replace', '/pages/me/me'],
    ]);
  });

  test('a page that turned out to need one gives its place to the bind page', () => {
    bindInstead('/pages/me/me');
    continueAfterBinding();
    expect(done).toEqual([
      ['replace', '/pages/bind/bind'],
      ['replace', '/pages/me/me'],
    ]);
  });

  test('an action goes on where it was, once', () => {
    pages = 2;
    bindThenRun(() => done.push(['run', null]));
    continueAfterBinding();
    continueAfterBinding();
    expect(done.map(([name]) => name)).toEqual(['open', 'back', 'run', 'back']);
    expect(done[0]).toEqual(['open', '/pages/bind/bind']);
  });

  test('what was given up is not gone on with; without a page to go back to, home it is', () => {
    bindThenOpen('/pages/me/me');
    giveUpBinding();
    continueAfterBinding();
    expect(done.slice(1)).toEqual([['tab', '/pages/home/home']]);
  });
});

describe('an article', () => {
  const opens = (can: boolean, fails = false) =>
    has({
      canIUse: (name: string) => can && name === 'openOfficialAccountArticle',
      openOfficialAccountArticle: ({ url, fail }: { url: string; fail: () => void }) => {
        done.push(['article', url]);
        if (fails) fail();
      },
    });

  test.each([
    ['opens', true, false, ['article']],
    ['is copied where it does not open', true, true, ['article', 'copy', 'say']],
    ['is copied where WeChat is too old', false, false, ['copy', 'say']],
  ])('%s', (_label, can, fails, names) => {
    opens(can, fails);
    openArticle('https://mp.weixin.qq.com/s/a');
    expect(done.map(([name]) => name)).toEqual(names);
    expect(done.slice(0, 2).every(([, what]) => what === 'https://mp.weixin.qq.com/s/a')).toBe(
      names.length !== 2,
    );
  });

  test('that is none does nothing', () => {
    opens(true);
    openArticle('');
    expect(done).toEqual([]);
  });
});

test.each([
  ['system', undefined, 1],
  ['system', 1.3, 1.3],
  ['system', 0.8, 1],
  ['large', undefined, 1.2],
  ['large', 1.3, 1.3],
  ['largest', 1, 1.4],
  ['largest', 2, 1.6],
] as const)(
  'type that is %s, WeChat’s factor being %p, is shown by %p',
  (size, fontSizeScaleFactor, scale) => {
    has({ getAppBaseInfo: () => ({ fontSizeScaleFactor }) });
    if (size !== 'system') chooseTypeSize(size);
    expect([typeSize(), typeScale()]).toEqual([size, scale]);
  },
);

test('a size that nobody knows is WeChat’s own', () => {
  phone.storage.set('type-size', 'huge');
  expect(typeSize()).toBe('system');
});

test('names of departments are asked for once, and again only after a failure', async () => {
  expect(await departmentNames()).toEqual({});
  phone.answer = () => ({ ok: true, data: { departments: [{ id: 'a', name: '后勤处' }] }, now: Date.now() });
  expect(await departmentNames()).toEqual({ a: '后勤处' });
  await departmentNames();
  expect(phone.sent).toHaveLength(2);
});

test('a receipt code is in hand until the app is closed', () => {
  holdReceipt('ABCDE');
  expect(receiptInHand()).toBe('ABCDE');
  expect([...phone.storage.values()]).toEqual([]);
});

test.each([
  ['just under a minute ahead', 59_999, 0],
  ['a minute ahead', 60_000, 60_000],
  ['a minute behind', -60_000, -60_000],
  ['just under a minute behind', -59_999, 0],
])('the server’s clock %s', (_label, off, counted) => {
  jest.useFakeTimers();
  learnServerTime(Date.now() + off);
  expect(serverNow() - Date.now()).toBe(counted);
  learnServerTime(Date.now());
  expect(serverNow()).toBe(Date.now());
  jest.useRealTimers();
});

describe('the id of a command', () => {
  test('stays until it was answered, then is another', () => {
    const first = requestIdOf('book');
    expect(requestIdOf('book')).toBe(first);
    expect(requestIdOf('cancel')).not.toBe(first);
    answered('book');
    expect(requestIdOf('book')).not.toBe(first);
    expect(first).toMatch(/^[a-z0-9]+-[a-z0-9]{8}-[a-z0-9]{8}$/);
  });

  test('is not shared by commands that only look alike', () => {
    const alike = ['ab', 'ba', 'abc', 'a', '', '好', '坏'];
    expect(new Set(alike.map(requestIdOf)).size).toBe(alike.length);
    expect(phone.storage.size).toBe(alike.length);
  });

  test('is new where storage holds something else', () => {
    requestIdOf('book');
    const [key = ''] = phone.storage.keys();
    phone.storage.set(key, 7);
    expect(requestIdOf('book')).toMatch(/-/);
  });
});

describe('sentences', () => {
  test('say what happened with the network, and with everything else', () => {
    expect(sentenceOf('offline')).toContain('没有网络');
    expect(sentenceOf('unreachable')).toContain('没有连上服务器');
    expect(sentenceOf('no_offer')).toBe('现在没有等你确认的名额。');
  });

  test('stand under their fields, without the prefix', () => {
    expect(fieldSentences({ 'form.title': 'text_too_long', other: 'unheard_of' }, 'form.')).toEqual({
      title: fieldSentenceOf('text_too_long'),
      other: '请检查这一项',
    });
    expect(fieldSentences({ title: 'text_empty' })).toEqual({ title: '请填写这一项' });
  });

  test('of pictures share one line that says which they are', () => {
    expect(
      fieldSentences({
        'pictures.0': 'picture_type',
        'pictures.10': 'picture_twice',
        'pictures.x': 'too_big',
        'form.pictures.0': 'too_big',
        'pictures.0.size': 'too_big',
      }),
    ).toEqual({
      'form.pictures.0': '超过了上限',
      'pictures.0.size': '超过了上限',
      pictures: '第 1 张不是照片，请去掉或换一张；第 11 张和前面的是同一张，请去掉',
      'pictures.x': '超过了上限',
    });
  });
});
