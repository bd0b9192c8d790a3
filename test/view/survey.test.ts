import type { Card, CardDetail, ResultItem, SurveyResults, SurveyView } from '../../miniprogram/api/dto';
import { boxRows, recountCommand } from '../../miniprogram/packages/survey/box/view';
import {
  measuresOf,
  missingIn,
  type PlanDraft,
  planDraftOf,
} from '../../miniprogram/packages/survey/card/plan';
import { cardView } from '../../miniprogram/packages/survey/card/view';
import { cardRow } from '../../miniprogram/packages/survey/cards/view';
import { ledgerView } from '../../miniprogram/packages/survey/ledger/view';
import { openingSlides, rateWords } from '../../miniprogram/packages/survey/opening/view';
import { surveyDeskView } from '../../miniprogram/packages/survey/survey/view';

const NOW = Date.parse('2026-12-20T10:00:00+08:00');
const DAY = 86_400_000;

const survey = (changes: Partial<SurveyView> = {}): SurveyView => ({
  survey: 'session-16.1',
  sessionId: 'session-16',
  number: 16,
  round: 1,
  state: 'open',
  opensAt: NOW - DAY,
  closesAt: NOW + 3 * DAY,
  eligible: 100,
  rollFingerprint: 'aa',
  keySet: 'bb',
  items: [],
  later: [],
  withoutSlot: 0,
  turnout: 40,
  ballotUrl: 'https://ballot',
  remarkUrl: '',
  isSeparateDomain: true,
  countedUrl: '',
  skipsReminder: false,
  ...changes,
});

const result = (changes: Partial<ResultItem> = {}): ResultItem => ({
  questionId: 'q-1',
  title: '热水',
  kind: 'first',
  departmentId: 'logistics',
  departmentName: '后勤保障处',
  verdict: 'red',
  valid: 20,
  dissatisfied: 11,
  cannotJudge: 0,
  levels: [9, 0, 0, 11, 0],
  band: '',
  cardId: 'card-1',
  ...changes,
});

const results = (items: ResultItem[]): SurveyResults => ({
  survey: 'session-16.1',
  sessionId: 'session-16',
  number: 16,
  round: 1,
  version: 1,
  state: 'sealed',
  sealedAt: NOW,
  announcedAt: null,
  boxDigest: '0123456789abcdef',
  resultDigest: 'ff',
  rulesVersion: 1,
  eligible: 100,
  turnout: 40,
  counted: 80,
  items,
  departments: [{ name: '后勤保障处', questions: 1, valid: 20, dissatisfied: 11, band: '' }],
  total: { name: '合计', questions: 1, valid: 20, dissatisfied: 11, band: '' },
  countedUrl: '',
  versions: [],
});

describe('the survey on the office’s desk', () => {
  test.each([
    ['scheduled', 'open', '现在开始'],
    ['open', 'close', '现在截止'],
    ['closing', 'seal', '继续封箱'],
    ['sealed', 'announce', '通报结果'],
    ['announced', 'results', '打开开场通报页'],
  ] as const)('while %s the one thing to do is to %s', (state, main, mainLabel) => {
    expect(surveyDeskView({ surveys: [survey({ state })], results: [] }, NOW)).toMatchObject({
      main,
      mainLabel,
    });
  });

  test.each(['scheduled', 'open', 'closing'] as const)(
    'while %s no rating is shown, whatever came',
    (state) => {
      const view = surveyDeskView({ surveys: [survey({ state })], results: [results([result()])] }, NOW);
      expect(view?.rounds[0]?.rows).toEqual([]);
      expect(JSON.stringify(view)).not.toContain('不满意');
    },
  );

  test('before the minutes there is no survey', () => {
    expect(surveyDeskView({ surveys: [], results: [] }, NOW)).toBeNull();
  });

  test.each([
    [0, ''],
    [2, '另有 2 个问题超出每期 39 个的上限，这次没有列入评价。'],
  ])('%d questions without a credential left', (withoutSlot, words) => {
    const desk = surveyDeskView({ surveys: [survey({ withoutSlot })], results: [] }, NOW);
    expect(desk?.rounds[0]?.leftOut).toBe(words);
  });

  test.each([
    ['counts with a card', result(), '20 人评价，11 人不满意', '红牌'],
    [
      'a hidden one',
      result({ verdict: 'hidden', valid: null, dissatisfied: null, band: '样本不足，不公布' }),
      '样本不足，不公布',
      '',
    ],
    ['none', result({ verdict: 'none', dissatisfied: 1 }), '20 人评价，1 人不满意 · 未亮牌', ''],
  ])('a sealed result in words: %s', (_what, item, words, cardWord) => {
    const view = surveyDeskView({ surveys: [survey({ state: 'sealed' })], results: [results([item])] }, NOW);
    expect(view?.rounds[0]?.rows).toMatchObject([{ words, cardWord }]);
  });
});

const card = (changes: Partial<Card> = {}): Card => ({
  id: 'card-1',
  colour: 'yellow',
  state: 'review',
  sessionId: 'session-16',
  sessionNumber: 16,
  questionId: 'q-1',
  title: '热水',
  departmentId: 'logistics',
  departmentName: '后勤保障处',
  valid: 20,
  dissatisfied: 7,
  band: '',
  rulesVersion: 1,
  givenAt: NOW,
  reviewUntil: NOW + 5 * DAY,
  plan: 'missing',
  planDueAt: NOW + 5 * DAY,
  rerated: null,
  isPlanOverdue: false,
  ...changes,
});

const detail = (changes: Partial<CardDetail> = {}): CardDetail => ({
  ...card(),
  version: 1,
  appeal: null,
  planText: '',
  measures: [],
  notes: [],
  history: [],
  may: { appeal: false, decide: false, plan: false },
  ...changes,
});

test('rounds of earlier people stand beside the session’s own, each with its own state and button', () => {
  const again = survey({ survey: 'session-15.2', sessionId: 'session-15', number: 15, round: 2 });
  const desk = (state: SurveyView['state'], other: SurveyView['state']) =>
    surveyDeskView({ surveys: [survey({ state }), { ...again, state: other }], results: [] }, NOW);
  expect(desk('open', 'sealed')?.rounds.map(({ title, mainLabel }) => [title, mainLabel])).toEqual([
    ['第 16 期满意度调查', '第 16 期现在截止'],
    ['第 15 期到期承诺和整改复评', '通报结果'],
  ]);
  expect(desk('open', 'sealed')).toMatchObject({ lead: 0, main: 'close', isSealed: true });
  expect(desk('announced', 'sealed')).toMatchObject({ lead: 1, main: 'announce' });
  expect(desk('announced', 'announced')).toMatchObject({ lead: 0, main: 'results' });
});

describe('a card', () => {
  test.each([
    ['in review', {}, '黄牌', '复核期还剩 5 天 · 待提交整改方案，12月25日前', false],
    ['overdue', { isPlanOverdue: true }, '黄牌', '复核期还剩 5 天 · 整改方案已超期', true],
    ['withdrawn', { state: 'withdrawn' as const, isPlanOverdue: true }, '黄牌', '经复核撤销', false],
    [
      'final',
      { colour: 'red' as const, state: 'final' as const, plan: 'running' as const },
      '红牌',
      '已生效 · 整改中',
      false,
    ],
  ])('%s says so in words', (_what, changes, word, standing, isLate) => {
    expect(cardRow(card(changes), NOW)).toMatchObject({ word, standing, isLate });
  });

  test('a unanimous result is told as its band', () => {
    expect(cardRow(card({ dissatisfied: null, band: '≥90% 不满意' }), NOW).figures).toBe('≥90% 不满意');
  });

  const all = { appeal: true, decide: true, plan: true };
  test.each([
    ['the office', { ...all, appeal: false, plan: false }, 'missing' as const, '决定复核', []],
    ['a head without a plan', { ...all, decide: false }, 'missing' as const, '提交整改方案', ['申请复核']],
    [
      'a head with one',
      { ...all, decide: false },
      'running' as const,
      '更新进展',
      ['修改整改方案', '申请复核'],
    ],
  ])('offers %s what may be done', (_who, may, plan, main, others) => {
    const view = cardView(detail({ may, plan }), NOW);
    expect(view.main?.label).toBe(main);
    expect(view.others.map(({ label }) => label)).toEqual(others);
  });

  test('offers everybody else nothing', () => {
    expect(cardView(detail(), NOW).main).toBeNull();
  });

  test('a measure is done, due or late', () => {
    const measures = [
      { text: '换锅炉', dueAt: NOW - DAY, isDone: true },
      { text: '装表', dueAt: NOW - DAY, isDone: false },
      { text: '公示', dueAt: NOW + DAY, isDone: false },
    ];
    const view = cardView(detail({ measures }), NOW);
    expect(view.measures.map(({ due }) => due)).toEqual(['已完成', '12月19日，已超期', '12月21日前']);
    expect(view.doneWords).toBe('1/3 条完成');
  });

  const measure = { text: '换锅炉', date: '2026-12-25', isDone: false };
  test.each<[string, Partial<PlanDraft>, string]>([
    ['whole', {}, ''],
    ['no reason', { plan: ' ' }, '请写原因和整改思路'],
    ['no measure', { measures: [] }, '至少写一条措施'],
    ['an empty measure', { measures: [{ ...measure, text: '' }] }, '每条措施都要写做什么'],
    ['no day', { measures: [{ ...measure, date: '' }] }, '每条措施都要选完成日期'],
  ])('a plan: %s', (_what, changes, problem) => {
    const draft = { plan: '锅炉旧了', measures: [measure], ...changes };
    expect(missingIn(draft)).toBe(problem);
  });

  test('a plan begins with one measure until the day it is due, or in a week when it is late', () => {
    const begun = (now: number) => planDraftOf(detail(), now).measures;
    expect(begun(NOW + 5 * DAY - 1)).toEqual([{ text: '', date: '2026-12-25', isDone: false }]);
    expect(begun(NOW + 5 * DAY)).toEqual([{ text: '', date: '2027-01-01', isDone: false }]);
    expect(measuresOf({ plan: '', measures: [measure] })).toEqual([
      { text: '换锅炉', dueAt: Date.parse('2026-12-25T18:00:00+08:00'), isDone: false },
    ]);
  });
});

test('the ledger’s chart puts red first and measures bars by the longest', () => {
  const row = { withdrawn: 0, plansDone: 1, reratedBetter: 0 };
  const view = ledgerView({
    cards: [card(), card()],
    departments: [
      { departmentId: 'a', name: '教务处', yellow: 4, red: 0, ...row },
      { departmentId: 'b', name: '保卫处', yellow: 0, red: 1, ...row },
    ],
    periods: [{ sessionNumber: 16, yellow: 1, red: 1 }],
  });
  expect(view.departments.map(({ name, redWidth, yellowWidth }) => [name, redWidth, yellowWidth])).toEqual([
    ['保卫处', 25, 0],
    ['教务处', 0, 100],
  ]);
  expect(view.departments[0]?.words).toBe('黄 0 · 红 1 · 整改完成 1');
});

describe('the opening page', () => {
  test.each([
    [20, 11, '', '45%'],
    [3, 1, '', '66.7%'],
    [0, 0, '', '样本不足'],
    [null, null, '另有 1 个问题样本不足，未计入', '样本不足'],
    [20, null, '不满意 0 至 2 人（共 20 人评价）', '不满意 0 至 2 人'],
  ])('of %s valid with %s dissatisfied says %s%s', (valid, dissatisfied, band, words) => {
    expect(rateWords({ valid, dissatisfied, band })).toBe(words);
  });

  test('tells every card by word, question and department, and nothing where there is no result', () => {
    const slides = openingSlides([results([result(), result({ questionId: 'q-2', verdict: 'none' })])]);
    expect(slides.map(({ kind }) => kind)).toEqual(['title', 'figures', 'departments', 'card', 'end']);
    expect(slides[3]).toMatchObject({
      word: '红牌',
      title: '热水',
      lines: ['后勤保障处', '20 人评价，11 人不满意'],
    });
    expect(openingSlides([])).toEqual([]);
  });

  test('tells what the people of an earlier session said of promises and plans, after the session’s own', () => {
    const again = {
      ...results([
        result({ verdict: 'none', kind: 'rerated' }),
        result({ questionId: 'q-2', title: '操场', verdict: 'not_due', kind: 'rolled' }),
      ]),
      number: 15,
      round: 2,
    };
    const slides = openingSlides([results([result({ questionId: 'q-3' })]), again]);
    expect(slides.map(({ kind }) => kind)).toEqual([
      'title',
      'figures',
      'departments',
      'again',
      'card',
      'end',
    ]);
    expect(slides[0]?.title).toContain('第 16 期');
    expect(slides[3]).toMatchObject({ title: '第 15 期的人，再评一次', lines: ['通过  热水'] });
  });
});

test('an observer sees each round’s box and the command that recounts it', () => {
  expect(boxRows([{ ...results([]), round: 2 }, results([])]).map(({ title }) => title)).toEqual([
    '第 16 期票箱，第 2 轮',
    '第 16 期票箱',
  ]);
  expect(recountCommand('session-16.1.v1.json')).toBe('npm run recount -- session-16.1.v1.json');
});
