import type { Card, SurveyResults } from '../../miniprogram/api/dto';
import { cardView } from '../../miniprogram/packages/dialogue/cards/view';
import { roundView, totalWords } from '../../miniprogram/packages/dialogue/results/view';
import { DAY, now } from './facts';

type Item = SurveyResults['items'][number];

const item = (part: Partial<Item> = {}): Item => ({
  questionId: 'q1',
  title: '图书馆延长开放',
  kind: 'first',
  departmentId: 'library',
  departmentName: '图书馆',
  verdict: 'none',
  valid: 42,
  dissatisfied: 5,
  cannotJudge: 0,
  levels: [20, 10, 7, 4, 1],
  band: '',
  cardId: null,
  since: null,
  progress: '',
  caseId: null,
  ...part,
});
const hidden = { valid: null, dissatisfied: null, cannotJudge: null, levels: null };
const total = { name: '全部问题', questions: 1, valid: 42, dissatisfied: 5, band: '' };

const results = (items: Item[], part: Partial<SurveyResults> = {}): SurveyResults => ({
  survey: 's.1',
  sessionId: 's',
  number: 15,
  round: 1,
  version: 1,
  state: 'announced',
  sealedAt: now - DAY,
  announcedAt: now,
  boxDigest: 'aa',
  resultDigest: 'bb',
  countedDigest: 'cc',
  openingDigest: 'ee',
  keySet: 'dd',
  rulesVersion: 3,
  limits: { yellow: { numerator: 3, denominator: 10 }, red: { numerator: 1, denominator: 2 } },
  eligible: 60,
  turnout: 45,
  counted: 45,
  items,
  departments: [],
  total,
  countedUrl: '',
  openingUrl: '',
  versions: [{ version: 1, at: now, reason: '' }],
  ...part,
});
const rowOf = (part: Partial<Item>) => roundView(results([item(part)])).rows[0];

test.each([
  ['exact figures', {}, '42 人评价，5 人不满意', '', 5],
  ['some who could not judge', { cannotJudge: 3 }, '42 人评价，5 人不满意；另有 3 人不了解，不计入', '', 5],
  [
    'too few to show',
    { ...hidden, verdict: 'hidden' as const, band: '样本不足，不公布' },
    '样本不足，不公布',
    '等于公布某个人的评价',
    0,
  ],
  [
    'nearly all of one mind',
    { ...hidden, valid: 42, band: '不满意 0 至 4 人' },
    '不满意 0 至 4 人',
    '几乎一致',
    0,
  ],
  [
    'a promise still to come',
    { ...hidden, verdict: 'not_due' as const, band: '承诺期限未到' },
    '承诺期限未到',
    '由同一批人评价',
    0,
  ],
  [
    'too few for a card',
    { verdict: 'too_few' as const, valid: 9, dissatisfied: 6 },
    '9 人评价，6 人不满意',
    '有效评价不足',
    5,
  ],
])('a question with %s shows just that, and why', (_label, part, figures, why, bars) => {
  const row = rowOf(part);
  expect(row?.figures).toBe(figures);
  expect(row?.why).toContain(why);
  expect(row?.segments).toHaveLength(bars);
  expect(row?.levels).toHaveLength(bars);
});

test('a card is told by colour and by word, and leads to its plan', () => {
  expect(rowOf({ verdict: 'red', cardId: 'c1' })).toMatchObject({
    colour: 'red',
    verdict: '红牌',
    cardId: 'c1',
  });
  expect(rowOf({ verdict: 'none' })).toMatchObject({ colour: '', verdict: '未亮牌' });
  expect(roundView(results([item({ verdict: 'yellow' }), item()])).cards).toBe('黄牌 1 张');
  expect(roundView(results([item()])).cards).toBe('没有亮牌');
});

test('red stands first, then yellow, then the worst; a band keeps the order of the hall', () => {
  const titles = (items: Item[]) => roundView(results(items)).rows.map(({ title }) => title);
  expect(
    titles([
      item({ title: '未到期', ...hidden, verdict: 'not_due' }),
      item({ title: '不公布', ...hidden, verdict: 'hidden' }),
      item({ title: '一致', ...hidden, valid: 42 }),
      item({ title: '好', dissatisfied: 1 }),
      item({ title: '差', dissatisfied: 9 }),
      item({ title: '黄', verdict: 'yellow' }),
      item({ title: '红', ...hidden, valid: 42, verdict: 'red' }),
    ]),
  ).toEqual(['红', '黄', '差', '好', '不公布', '一致', '未到期']);
});

test('a bar is all ratings, worst first, with the limits in force on it', () => {
  const row = rowOf({ valid: 40, levels: [20, 10, 4, 4, 2] });
  expect(row?.segments.map(({ width, isLow }) => [width, isLow])).toEqual([
    ['5%', true],
    ['10%', true],
    ['10%', false],
    ['25%', false],
    ['50%', false],
  ]);
  expect(roundView(results([item()])).marks.map(({ left, label }) => [left, label])).toEqual([
    ['30%', '超过 30% 黄牌'],
    ['50%', '超过 50% 红牌'],
  ]);
});

test.each([
  ['lower', { valid: 100, dissatisfied: 20 }, '比第 14 期（20.0%）低 8.1 个百分点'],
  ['higher', { valid: 100, dissatisfied: 10 }, '比第 14 期（10.0%）高 1.9 个百分点'],
  ['the same', { valid: 42, dissatisfied: 5 }, '比第 14 期（11.9%）持平'],
  ['not to be compared with a band', { valid: 100, dissatisfied: null }, ''],
])('the rate is %s against the session before', (_label, figures, words) => {
  const view = roundView(results([item()]), { number: 14, total: { ...total, ...figures } });
  expect(view).toMatchObject({ rate: '不满意度 11.9%', change: words });
});

test.each([
  ['its plan', { plan: 'running' as const }, '整改中'],
  ['its late plan', { plan: 'missing' as const, isPlanOverdue: true }, '待提交整改方案，已超期'],
  ['the re-rating', { rerated: 'none' as const }, '复评通过，不再亮牌'],
])('what became of a card is %s', (_label, part, words) => {
  const since = { state: 'final', plan: 'done', isPlanOverdue: false, rerated: null, ...part } as const;
  expect(rowOf({ verdict: 'red', since })?.since).toBe(words);
  expect(rowOf({ progress: '已转后勤保障处办理' })?.since).toBe('已转后勤保障处办理');
});

test('a correction stands beside the first version with its reason; a single version needs no list', () => {
  expect(roundView(results([item()])).versions).toEqual([]);
  const versions = [
    { version: 1, at: now - DAY, reason: '' },
    { version: 2, at: now, reason: '牵头部门有误' },
  ];
  const shown = roundView(results([item()], { version: 2, versions })).versions;
  expect(shown.map(({ line, isShown }) => [line.includes('牵头部门有误'), isShown])).toEqual([
    [false, false],
    [true, true],
  ]);
});

test('totals leave out what is hidden and say so', () => {
  expect(totalWords(total)).toBe('1 个问题，42 人次评价，5 人次不满意，不满意度 11.9%');
  expect(
    totalWords({ ...total, valid: null, dissatisfied: null, band: '另有 1 个问题样本不足，未计入' }),
  ).toBe('1 个问题，另有 1 个问题样本不足，未计入');
  const none = { ...total, questions: 0, valid: null, dissatisfied: null };
  expect(totalWords({ ...none, band: '另有 1 个问题样本不足，未计入' })).toBe('1 个问题样本不足，未计入');
});

const card: Card = {
  id: 'c1',
  colour: 'yellow',
  state: 'final',
  sessionId: 's',
  sessionNumber: 15,
  questionId: 'q1',
  title: '宿舍热水',
  departmentId: 'logistics',
  departmentName: '后勤保障处',
  valid: 20,
  dissatisfied: 7,
  band: '',
  rulesVersion: 1,
  givenAt: now,
  reviewUntil: now + DAY,
  plan: 'running',
  planDueAt: now + DAY,
  rerated: null,
  isPlanOverdue: false,
};

test.each([
  ['is in force', {}, { figures: '20 人评价，7 人不满意', plan: '整改中', rerated: '' }],
  ['has a late plan', { plan: 'missing' as const, isPlanOverdue: true }, { plan: '待提交整改方案，已超期' }],
  ['was rated again and passed', { rerated: 'none' as const }, { rerated: '复评通过，不再亮牌' }],
  ['was withdrawn', { state: 'withdrawn' as const }, { state: '经复核撤销', plan: '' }],
  [
    'is published as a band',
    { dissatisfied: null, band: '不满意 18 至 20 人' },
    { figures: '不满意 18 至 20 人' },
  ],
])('a card that %s says so', (_label, part, expected) => {
  expect(cardView({ ...card, ...part })).toMatchObject(expected);
});
