import type { Output } from '../../miniprogram/api/dto';
import { keysView } from '../../miniprogram/packages/survey/keys/view';
import { countsLine, readCountsLine } from '../../miniprogram/shared/opening-counts';

type Opening = Output<'survey.closingKeys'>['openings'][number];

const holder = (label: string, digest = '', isOwn = false) => ({
  label,
  fingerprint: `${label.length}`.padEnd(64, '0'),
  isOwn,
  digest,
});

const opening = (changes: Partial<Opening> = {}): Opening => ({
  survey: 'session-16.1',
  number: 16,
  round: 1,
  state: 'sealed',
  closesAt: 0,
  boxDigest: 'b'.repeat(64),
  version: 0,
  holders: [holder('学生会', '', true), holder('工会'), holder('纪检办')],
  isOpened: false,
  isVoid: false,
  ...changes,
});

const rowOf = (changes: Partial<Opening>) =>
  keysView({ keys: [], templates: {}, openings: [opening(changes)] }).openings[0];

test.each([
  [0, '还差 3 把公钥'],
  [2, '还差 1 把公钥'],
  [3, ''],
])('with %i keys it says what is missing', (count, words) => {
  const keys = Array.from({ length: count }, (_, at) => ({
    label: String(at),
    fingerprint: `${at}`.repeat(64),
    isOwn: at === 2,
  }));
  const view = keysView({ keys, templates: {}, openings: [] });
  expect(view.missing.startsWith(words)).toBe(true);
  expect(view.missing === '').toBe(words === '');
  expect(view.hasOwn).toBe(count === 3);
});

test.each<[string, Partial<Opening>, string, string, boolean]>([
  ['before the close', { state: 'open' }, '进行中', '封箱后可以开封', false],
  ['after the seal', {}, '已封箱，等待开封', '请下载封存的评价', true],
  [
    'after one has confirmed',
    { holders: [holder('学生会', 'a'.repeat(64), true), holder('工会'), holder('纪检办')] },
    '已封箱，等待开封',
    '还需要另一位',
    true,
  ],
  [
    'when two differ',
    { holders: [holder('学生会', 'a'.repeat(64), true), holder('工会', 'b'.repeat(64)), holder('纪检办')] },
    '已封箱，等待开封',
    '计数不一致',
    true,
  ],
  ['when it is open', { isOpened: true }, '已开封', '结果已经得出', false],
  ['when it was given up', { isOpened: true, isVoid: true }, '无法开封，本次评价作废', '没有结果', false],
])('%s a holder reads what to do', (_label, changes, state, hint, mayConfirm) => {
  expect(rowOf(changes)).toMatchObject({ state, hint: expect.stringContaining(hint), mayConfirm });
});

test('an observer without a key to this survey looks on, and confirms nothing', () => {
  const holders = [holder('学生会'), holder('工会'), holder('纪检办')];
  expect(rowOf({ holders })).toMatchObject({ hasBox: true, mayConfirm: false });
});

test('a later round says whose it is', () => {
  expect(rowOf({ round: 2 })?.title).toBe('第 16 期，第 2 轮');
});

test('the line of counts is read as it was printed', () => {
  const counts = [0, 12].map((slot) => ({
    slot,
    ratings: { '0': 1, '1': 22, '2': 3, '3': 4, '4': 555, '5': 6 },
    invalid: 7,
  }));
  expect(readCountsLine(` ${countsLine('session-16.1', counts)}\n`, 'session-16.1')).toEqual(counts);
});
