import fc from 'fast-check';
import type { PublishedMinutes } from '../../miniprogram/api/dto';
import { comparisonView } from '../../miniprogram/packages/dialogue/minutes/comparison';
import { wordDiff } from '../../miniprogram/shared/word-diff';
import { now } from './facts';

const textOf = (before: string, after: string, left: 'gone' | 'new') =>
  wordDiff(before, after)
    .filter(({ kind }) => kind === 'same' || kind === left)
    .map(({ text }) => text)
    .join('');

test.each([
  [
    'one character',
    '今晚修好',
    '明晚修好',
    [
      ['gone', '今'],
      ['new', '明'],
      ['same', '晚修好'],
    ],
  ],
  [
    'a number is one word',
    '第15项',
    '第16项',
    [
      ['same', '第'],
      ['gone', '15'],
      ['new', '16'],
      ['same', '项'],
    ],
  ],
  ['added', '', '新的', [['new', '新的']]],
  ['taken out', '旧的', '', [['gone', '旧的']]],
  ['the same', '一样', '一样', [['same', '一样']]],
  ['nothing at all', '', '', []],
  [
    'a sign of two halves',
    '好😀',
    '好😃',
    [
      ['same', '好'],
      ['gone', '😀'],
      ['new', '😃'],
    ],
  ],
])('%s is marked word by word', (_label, before, after, runs) => {
  expect(wordDiff(before, after).map(({ kind, text }) => [kind, text])).toEqual(runs);
});

test('whatever the texts, both can be read out of the comparison', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
      expect(textOf(before, after, 'gone')).toBe(before);
      expect(textOf(before, after, 'new')).toBe(after);
    }),
  );
});

test('texts too long for words are compared line by line, and soon', () => {
  const before = Array.from({ length: 400 }, (_none, at) => `第 ${at} 行的文字`).join('\n');
  const after = before.replace('第 200 行的文字', '另一行');
  expect(textOf(before, after, 'new')).toBe(after);
  expect(wordDiff(before, after).filter(({ kind }) => kind === 'new')).toEqual([
    { kind: 'new', text: '另一行\n' },
  ]);
});

type Item = PublishedMinutes['items'][number];
const item = (questionId: string, part: Partial<Item> = {}): Item => ({
  questionId,
  title: `题目${questionId}`,
  body: '',
  answer: '今晚修好。',
  answeredBy: '',
  category: 'logistics',
  departmentName: '后勤保障处',
  coDepartmentNames: [],
  outcome: 'on_spot',
  onSpot: null,
  case: null,
  rating: '',
  card: null,
  ...part,
});
const revision = (number: number, items: Item[], preface = ''): PublishedMinutes => ({
  sessionId: 's',
  number: 15,
  startsAt: now,
  publishedAt: now,
  delayDays: 0,
  isLate: false,
  revision: number,
  preface,
  items,
  figures: { attended: 1, questions: 1, solvedOnSpot: 1, transferred: 0 },
  present: { chair: '', attendees: [], isTicked: true },
  leftOut: 0,
  revisions: [
    { revision: 1, at: now, reason: '' },
    { revision: 2, at: now, reason: '答复有误' },
  ],
  privacyCorrections: [],
});

test('only what changed is shown, with the reason, and what is the same is counted', () => {
  const view = comparisonView(
    revision(1, [item('1'), item('2'), item('3')], '开头'),
    revision(2, [item('1', { answer: '明晚修好。' }), item('2'), item('4')], '开头'),
  );
  expect(view).toMatchObject({
    heading: '第 1 版与第 2 版对比',
    reason: '答复有误',
    unchanged: '其余 1 项没有变化。',
  });
  expect(view.items.map(({ title, parts }) => [title, parts.map(({ label }) => label)])).toEqual([
    ['1. 题目1', ['答复']],
    ['3. 题目4', ['题目', '答复']],
    ['题目3（已移出纪要）', ['题目', '答复']],
  ]);
  expect(view.items[0]?.parts[0]?.runs.map(({ spoken }) => spoken)).toEqual([
    '删去：今',
    '新增：明',
    '晚修好。',
  ]);
});

test('two revisions of the same words say so', () => {
  expect(comparisonView(revision(1, [item('1')]), revision(2, [item('1')]))).toMatchObject({
    items: [],
    unchanged: '两版的文字相同。',
  });
});
