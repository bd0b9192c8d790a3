import type { Card, CardDetail, ResultItem, SurveyResults, SurveyView } from '../../miniprogram/api/dto';
import { boxRows, publicFiles, recountCommand } from '../../miniprogram/packages/survey/box/view';
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
  openingDigest: '',
  keySet: 'bb',
  envelopeKey: '',
  receiptKey: '',
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
  since: null,
  progress: '',
  caseId: null,
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
  countedDigest: 'ab',
  openingDigest: 'ee',
  keySet: 'dd',
  rulesVersion: 1,
  limits: { yellow: { numerator: 3, denominator: 10 }, red: { numerator: 1, denominator: 2 } },
  eligible: 100,
  turnout: 40,
  counted: 80,
  items,
  departments: [{ name: '后勤保障处', questions: 1, valid: 20, dissatisfied: 11, band: '' }],
  total: { name: '合计', questions: 1, valid: 20, dissatisfied: 11, band: '' },
  countedUrl: '',
  openingUrl: '',
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
    expect(surveyDeskView({ surveys: [survey({ state })], results: [], brief: '' }, NOW)).toMatchObject({
      main,
      mainLabel,
    });
  });

  test.each(['scheduled', 'open', 'closing'] as const)(
    'while %s no rating is shown, whatever came',
    (state) => {
      const view = surveyDeskView(
        { surveys: [survey({ state })], results: [results([result()])], brief: '' },
        NOW,
      );
      expect(view?.rounds[0]?.rows).toEqual([]);
      expect(JSON.stringify(view)).not.toContain('不满意');
    },
  );

  test('what observers have yet to open cannot be announced', () => {
    const closing = { keys: [], labels: ['学生会', '工会', '纪检办'], isVoid: false, invalid: 0 };
    const sealed = (isOpened: boolean) =>
      surveyDeskView(
        { surveys: [survey({ state: 'sealed', closing: { ...closing, isOpened } })], results: [], brief: '' },
        NOW,
      );
    expect(sealed(false)).toMatchObject({
      main: '',
      rounds: [{ hint: expect.stringContaining('观察员开封') }],
    });
    expect(sealed(true)).toMatchObject({ main: 'announce' });
  });

  test('before the minutes there is no survey', () => {
    expect(surveyDeskView({ surveys: [], results: [], brief: '' }, NOW)).toBeNull();
  });

  test.each([
    [0, ''],
    [2, '另有 2 个问题超出每期 39 个的上限，这次没有列入评价。'],
  ])('%d questions without a credential left', (withoutSlot, words) => {
    const desk = surveyDeskView({ surveys: [survey({ withoutSlot })], results: [], brief: '' }, NOW);
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
    const view = surveyDeskView(
      { surveys: [survey({ state: 'sealed' })], results: [results([item])], brief: '' },
      NOW,
    );
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
    surveyDeskView({ surveys: [survey({ state }), { ...again, state: other }], results: [], brief: '' }, NOW);
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
    ['in review', {}, '黄牌', '距复核截止 5 天 · 待提交整改方案，12月25日前', false],
    ['overdue', { isPlanOverdue: true }, '黄牌', '距复核截止 5 天 · 整改方案已超期', true],
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
      { text: '换锅炉', dueAt: Date.parse('2026-12-25T17:30:00+08:00'), isDone: false },
    ]);
  });
});

describe('the ledger for performance assessment', () => {
  const line = {
    semester: '2026—2027 学年第一学期',
    departmentId: 'a',
    name: '教务处',
    questions: 0,
    judged: 0,
    yellow: 0,
    red: 0,
    pending: 0,
    withdrawn: 0,
    plansDone: 0,
    plansLate: 0,
    reratedBetter: 0,
    points: 0,
  };
  const filed = {
    ...card(),
    semester: line.semester,
    appealDecision: null,
    appealReason: '',
    resultVersion: 1,
    resultDigest: 'ab',
    wasLate: false,
    points: null,
  };

  test('says beside each sum what it is a share of, and measures bars by the longest', () => {
    const view = ledgerView({
      total: 5,
      cards: [],
      rules: [],
      lines: [
        { ...line, questions: 6, judged: 5, yellow: 1, red: 1, points: 4, plansLate: 1 },
        { ...line, departmentId: 'b', questions: 2, pending: 2 },
        { ...line, departmentId: 'c', yellow: 4, points: 4 },
      ],
    });
    expect(view.total).toBe('共 5 张牌，其中 2 张待定，不计入');
    expect(view.lines.map(({ points, share }) => [points, share])).toEqual([
      ['扣 4 分', '参评 6 个问题，有效 5 个，亮牌率 40.0%'],
      ['不扣分', '参评 2 个问题，有效 0 个'],
      ['扣 4 分', '本学期没有参评问题'],
    ]);
    expect(view.lines.map(({ redWidth, yellowWidth }) => [redWidth, yellowWidth])).toEqual([
      [25, 25],
      [0, 0],
      [0, 100],
    ]);
    expect(view.lines[0]?.words).toBe('黄牌 1 张，红牌 1 张，整改超期 1');
  });

  test.each([
    ['in review', {}, '不计入', ''],
    ['final', { points: 3 }, '扣 3 分', ''],
    [
      'upheld',
      { points: 1, appealDecision: 'upheld', appealReason: '属实' } as const,
      '扣 1 分',
      '复核维持：属实',
    ],
    ['withdrawn', { appealDecision: 'withdrawn', appealReason: '有误' } as const, '不计入', '复核撤销：有误'],
  ])('a card that is %s', (_label, changes, points, decision) => {
    const view = ledgerView({ total: 1, cards: [{ ...filed, ...changes }], rules: [], lines: [line] });
    expect(view.cards[0]).toMatchObject({ points, decision, rules: 1 });
  });
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

  test('draws the departments best first, and those without an exact rate last and without a bar', () => {
    const total = (name: string, valid: number | null, dissatisfied: number | null, band = '') => ({
      ...results([result()]).total,
      name,
      valid,
      dissatisfied,
      band,
    });
    const departments = [
      total('图书馆', null, null),
      total('教务处', 20, 5),
      total('后勤保障处', 20, 1),
      total('学工部', 20, null, '九成以上满意（人数少）'),
    ];
    const [, , slide] = openingSlides([{ ...results([result()]), departments }]);
    expect(slide?.bars).toEqual([
      { name: '后勤保障处', text: '95%', percent: 95 },
      { name: '教务处', text: '75%', percent: 75 },
      { name: '图书馆', text: '样本不足', percent: 0 },
      { name: '学工部', text: '九成以上满意', percent: 0 },
    ]);
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
    expect(slides[3]).toMatchObject({ title: '第 15 期承诺事项和整改复评', lines: ['通过  热水'] });
  });
});

test('an observer sees each round’s box and the command that recounts it', () => {
  expect(boxRows([{ ...results([]), round: 2 }, results([])]).map(({ title }) => title)).toEqual([
    '第 16 期票箱，第 2 轮',
    '第 16 期票箱',
  ]);
  const [row, corrected] = boxRows([results([]), { ...results([]), version: 2 }]);
  expect(row?.before).toBe(0);
  expect(corrected?.before).toBe(1);
  if (!row || !corrected) throw new Error('no row');
  expect(recountCommand('session-16.1.v1.json', row.anchors)).toBe(
    'node recount.mjs session-16.1.v1.json --record opening.json --opening ee --digest ff --key-set dd --counted counted.json',
  );
  expect(recountCommand('session-16.1.v2.json', corrected.anchors)).toMatch(
    / --before session-16\.1\.v1\.json$/,
  );
  expect(publicFiles('', '')).toEqual([]);
  expect(
    publicFiles('https://b.example/opening/s', 'https://b.example/counted/s').map(({ name }) => name),
  ).toEqual(['opening.json', 'counted.json']);
});
