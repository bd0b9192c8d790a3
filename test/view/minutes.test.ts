import type { Output, PublishedMinutes } from '../../miniprogram/api/dto';
import { topicView } from '../../miniprogram/packages/dialogue/agenda/view';
import { chainOf, minutesView } from '../../miniprogram/packages/dialogue/minutes/view';
import { myQuestionsView } from '../../miniprogram/packages/dialogue/my-questions/view';
import { DAY, now } from './facts';

type Item = PublishedMinutes['items'][number];

const item = (part: Partial<Item> = {}): Item => ({
  questionId: 'q1',
  title: '宿舍热水',
  body: '三号楼晚上没有热水。',
  answer: '',
  answeredBy: '',
  category: 'logistics',
  departmentName: '后勤保障处',
  coDepartmentNames: [],
  outcome: 'transferred',
  onSpot: null,
  case: null,
  rating: '',
  card: null,
  ...part,
});
const opened = { id: 'k1', number: 'D20261203-0001', status: 'in_progress', outcome: null, dueAt: now };

test.each([
  [
    'answered on the spot and agreed',
    { outcome: 'on_spot' as const, onSpot: 'agreed' as const },
    ['现场答复（提问人已确认）'],
  ],
  ['transferred and under way', { case: opened }, ['会后转办', 'D20261203-0001', '办理中，11月25日前办结']],
  [
    'solved and rated',
    { case: { ...opened, status: 'closed', outcome: 'solved' }, rating: '42 人评价，不满意 5 人' },
    ['会后转办', 'D20261203-0001', '已解决', '42 人评价，不满意 5 人'],
  ],
])('a question %s is followed as far as it has come', (_label, part, texts) => {
  const chain = chainOf(item(part), 's');
  expect(chain.map(({ text }) => text)).toEqual(texts);
  // Everything but what was said in the hall, which stands above it, leads on.
  expect(chain.slice(1).every(({ url }) => url !== '')).toBe(true);
});

const minutes = (part: Partial<PublishedMinutes> = {}): PublishedMinutes => ({
  sessionId: 's',
  number: 15,
  startsAt: now - 3 * DAY,
  publishedAt: now,
  delayDays: 3,
  isLate: false,
  revision: 1,
  preface: '',
  items: [item({ card: { id: 'c1', colour: 'red' } })],
  figures: { attended: 320, questions: 15, solvedOnSpot: 12, transferred: 3 },
  present: { chair: '党委书记郑国栋', attendees: ['后勤保障处处长徐立峰'], isTicked: true },
  leftOut: 0,
  revisions: [{ revision: 1, at: now, reason: '' }],
  privacyCorrections: [],
  ...part,
});

test('minutes say when they came out, and whether that was late', () => {
  expect(minutesView(minutes()).published).toBe('11月25日发布，对话后第 3 天');
  expect(minutesView(minutes({ isLate: true })).published).toContain('晚于规定');
  expect(minutesView(minutes({ delayDays: 0 })).published).toBe('11月25日发布，对话当天');
});

test('a card in the minutes leads to its plan', () => {
  expect(minutesView(minutes()).items[0]).toMatchObject({
    colour: 'red',
    cardUrl: '/packages/dialogue/card/card?id=c1',
  });
});

test('who led, who answered and which department leads is said, each once', () => {
  const shared = item({ departmentName: '图书馆', coDepartmentNames: ['后勤保障处'] });
  const view = minutesView(minutes({ items: [shared, item({ departmentName: '' })] }));
  expect(view.present).toEqual(['主持：党委书记郑国栋', '出席：后勤保障处处长徐立峰']);
  expect(view.items.map(({ about }) => about)).toEqual(['牵头 图书馆，协办 后勤保障处', '后勤保障']);
});

test.each([
  ['an old one', 1, '旧版 · 第 1 版，已更正', false],
  ['the newest', 2, '', true],
])('of two revisions %s says on top what it is', (_label, revision, old, canCompare) => {
  const revisions = [1, 2].map((number) => ({ revision: number, at: now, reason: '' }));
  expect(minutesView(minutes({ revision, revisions }))).toMatchObject({ old, canCompare });
});

test('a question of one sentence is not said twice', () => {
  const bodies = minutesView(minutes({ items: [item({ body: '宿舍热水' }), item()] })).items.map(
    ({ body }) => body,
  );
  expect(bodies).toEqual(['', '三号楼晚上没有热水。']);
});

test('what is kept out is counted and never shown; corrections are visible', () => {
  const view = minutesView(
    minutes({
      leftOut: 2,
      revision: 2,
      revisions: [
        { revision: 1, at: now - DAY, reason: '' },
        { revision: 2, at: now, reason: '答复人有误' },
      ],
    }),
  );
  expect(view.leftOut).toContain('2 个问题涉及个人');
  expect(view.revisions.map(({ isShown }) => isShown)).toEqual([false, true]);
  expect(view.revisions[1]?.line).toContain('更正：答复人有误');
});

type Question = Output<'hall.myQuestions'>['questions'][number];
const question = (part: Partial<Question> = {}): Question => ({
  id: 'q1',
  sessionId: 's',
  sessionNumber: 15,
  title: '宿舍热水',
  state: 'on_spot',
  departmentName: '后勤保障处',
  answer: '今晚修好。',
  answeredBy: '徐立峰',
  onSpot: 'waiting',
  answerBy: now + 2 * DAY,
  dueAt: null,
  caseId: null,
  isOwn: true,
  coAskers: 0,
  hasSaid: false,
  isKeptOut: false,
  isPublished: false,
  ...part,
});

test.each([
  ['waits for the asker', {}, true, '现场答复'],
  ['has waited long enough', { answerBy: now }, false, '等提问人确认'],
  ['was agreed to', { onSpot: 'agreed' as const, answerBy: null }, false, '提问人已确认'],
  [
    'was objected to',
    { onSpot: 'objected' as const, answerBy: null, caseId: 'k' },
    false,
    '提问人不认可，已转办',
  ],
])('one’s own question that %s asks for a tap or does not', (_label, part, asks, state) => {
  expect(myQuestionsView([question(part)], now)[0]).toMatchObject({ asks, state });
});

test('the question that waits for a tap stands first, and what is published cannot be kept out any more', () => {
  const list = [
    question({ id: 'a', onSpot: 'agreed', answerBy: null, isPublished: true }),
    question({ id: 'b' }),
  ];
  const views = myQuestionsView(list, now);
  expect(views.map(({ id, canKeepOut }) => [id, canKeepOut])).toEqual([
    ['b', true],
    ['a', false],
  ]);
});

test('a topic says to a screen reader how many want it and what a tap does', () => {
  const topic = {
    id: 't',
    title: '选课',
    category: 'teaching' as const,
    votes: 7,
    hasMyVote: false,
    isSettled: false,
  };
  expect(topicView(topic).spoken).toBe('选课，教育教学，7 人也想问，点一下表示也想问');
  expect(topicView({ ...topic, hasMyVote: true }).spoken).toBe(
    '选课，教育教学，7 人也想问，你也想问，点一下取消',
  );
  expect(topicView({ ...topic, isSettled: true }).spoken).toBe('选课，教育教学，已答复，7 人也想问');
});
