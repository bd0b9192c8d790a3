import fc from 'fast-check';
import type { MinutesItemForm, RedactionFinding } from '../../miniprogram/api/dto';
import {
  answered,
  isMinutesDraft,
  type MinutesText,
  merge,
  moved,
  withText,
} from '../../miniprogram/packages/hall/minutes/text';
import {
  itemViews,
  minutesHead,
  openFindings,
  saveLine,
  segmentsOf,
} from '../../miniprogram/packages/hall/minutes/view';
import { applied } from '../../miniprogram/view/findings';

const NOW = Date.parse('2026-12-04T09:00:00+08:00');
const DAY = 86_400_000;

const item = (changes: Partial<MinutesItemForm> = {}): MinutesItemForm => ({
  questionId: 'q-1',
  title: '热水',
  body: '林小满问热水。',
  answer: '今晚修好。',
  isLeftOut: false,
  leftOutReason: '',
  ...changes,
});
const text = (...items: MinutesItemForm[]): MinutesText => ({ preface: '开头', items });
const finding = (changes: Partial<RedactionFinding> = {}): RedactionFinding => ({
  id: 'f-1',
  questionId: 'q-1',
  field: 'body',
  kind: 'name',
  start: 0,
  end: 3,
  text: '林小满',
  suggestion: '林某',
  ...changes,
});

test.each([
  ['saved', '已保存，吴雅琴 09:00'],
  ['typing', '正在保存'],
  ['saving', '正在保存'],
  ['cut', '没有网络，已存在手机'],
  ['refused', '没有存上，已存在手机'],
] as const)('while %s the line says so', (state, line) => {
  expect(saveLine(state, NOW, '吴雅琴')).toBe(line);
});

test.each([
  ['due later', { dueAt: NOW + 6 * DAY, isLate: false }, '应在12月10日前发布，距发布期限 6 天', false],
  ['late', { dueAt: NOW - DAY, isLate: true }, '应在12月3日前发布，已超期', true],
  [
    'out late',
    { state: 'published' as const, publishedAt: NOW, dueAt: NOW - DAY, isLate: true },
    '12月4日发布，晚于规定',
    true,
  ],
])('a draft that is %s', (_what, changes, due, isLate) => {
  const draft = {
    sessionId: 's',
    number: 16,
    state: 'draft' as const,
    version: 1,
    preface: '',
    items: [],
    findings: [],
    present: { chair: '党委书记郑国栋', attendees: [], isTicked: false },
    savedAt: NOW,
    savedBy: '',
    publishedAt: null,
    ...changes,
  };
  expect(minutesHead(draft, NOW)).toMatchObject({ title: '第 16 期纪要', due, isLate });
});

describe('findings', () => {
  test('are marked where they stand, and skipped where the words have moved on', () => {
    const marks = segmentsOf('林小满和周一鸣', [finding({ start: 4, end: 7, text: '周一鸣' }), finding()]);
    expect(marks.map(({ text: words, isMark }) => [words, isMark])).toEqual([
      ['林小满', true],
      ['和', false],
      ['周一鸣', true],
    ]);
    expect(segmentsOf('何思源', [finding()])).toEqual([{ key: 0, text: '何思源', isMark: false }]);
  });

  test('one tap puts the suggestion there, also after something was typed before it', () => {
    expect(applied('林小满问', finding())).toBe('林某问');
    expect(applied('昨天林小满问', finding())).toBe('昨天林某问');
    expect(applied('没有名字', finding())).toBe('没有名字');
  });

  test('those behind it in the same text move along', () => {
    const behind = finding({ id: 'f-2', start: 5, end: 8, text: '周一鸣' });
    const elsewhere = finding({ id: 'f-3', field: 'answer', start: 5, end: 8 });
    expect(moved([finding(), behind, elsewhere], finding()).map(({ start }) => start)).toEqual([4, 5]);
  });

  test.each([
    ['open', [], false, 1],
    ['kept', ['f-1'], false, 0],
    ['of an item left out', [], true, 0],
  ])('what is %s counts or not', (_what, kept, isLeftOut, count) => {
    expect(openFindings([finding()], kept, text(item({ isLeftOut })))).toHaveLength(count);
  });

  test('stand beneath the item they belong to, the preface first', () => {
    const [preface, first] = itemViews(text(item()), [finding()]);
    expect(preface).toMatchObject({ id: '', order: 0, findings: [] });
    expect(first?.findings).toEqual([{ id: 'f-1', kind: '姓名', text: '林小满', suggestion: '林某' }]);
  });
});

describe('two people writing at once', () => {
  const base = text(item(), item({ questionId: 'q-2' }));

  test('each text goes to whoever changed it', () => {
    const mine = withText(base, 'q-1', 'body', '我的');
    const theirs = withText(withText(base, 'q-2', 'answer', '对方的'), '', 'preface', '新开头');
    const joined = merge(base, mine, theirs);
    expect(joined).toMatchObject({ taken: 2, overlaps: [] });
    expect(joined.text.preface).toBe('新开头');
    expect(joined.text.items.map(({ body, answer }) => [body, answer])).toEqual([
      ['我的', '今晚修好。'],
      ['林小满问热水。', '对方的'],
    ]);
  });

  test('where both wrote, what was typed here stands and the other is offered', () => {
    const joined = merge(
      base,
      withText(base, 'q-1', 'body', '我的'),
      withText(base, 'q-1', 'body', '对方的'),
    );
    expect(joined.text.items[0]?.body).toBe('我的');
    expect(joined.overlaps).toEqual([{ questionId: 'q-1', field: 'body', theirs: '对方的' }]);
  });

  test('an item that is new there is new here', () => {
    const theirs = text(...base.items, item({ questionId: 'q-3' }));
    expect(merge(base, base, theirs).text.items).toHaveLength(3);
  });

  test('nothing typed here is ever lost', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (was, my, their) => {
        const of = (body: string) => text(item({ body }));
        const joined = merge(of(was), of(my), of(their)).text.items[0]?.body;
        expect(joined).toBe(my === was ? their : my);
      }),
    );
  });
});

test('blanks at the end stay under the fingers of who is typing; the asker’s wish is taken over', () => {
  const sent = text(item({ body: '第一行\n' }));
  const stored = text(item({ body: '第一行', isLeftOut: true }));
  expect(answered(sent, stored).items).toEqual([item({ body: '第一行\n', isLeftOut: true })]);
  expect(answered(sent, text()).items).toEqual([]);
});

test.each([
  ['a draft', { ...text(item()), version: 2, kept: ['f-1'] }, true],
  ['no version', { ...text(item()), kept: [] }, false],
  ['an item of an older version', { preface: '', items: [{ title: '' }], version: 1, kept: [] }, false],
])('%s is recognised or dropped', (_what, value, isOne) => {
  expect(isMinutesDraft(value)).toBe(isOne);
});
