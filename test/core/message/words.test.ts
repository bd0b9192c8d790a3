import { messageOf, type NoticeFacts } from '../../../cloudfunctions/core/message/message';
import { misfits, pushData, shortened } from '../../../cloudfunctions/core/message/template-field';
import { wordsOf } from '../../../cloudfunctions/core/message/words';
import { isAccepted } from '../../../dev/cloud/weixin/template-field';
import type { MessageKind } from '../../../miniprogram/shared/labels';

// What each sentence says when a fact is known, and what it says when it is not.

const AT = Date.UTC(2026, 11, 3, 8);
const UNTIL = Date.UTC(2026, 10, 30, 15, 59);
const facts: NoticeFacts = { sessionId: 'session-16', sessionNumber: 16, startsAt: AT, venue: '报告厅' };
const said = (kind: MessageKind, known: Partial<NoticeFacts> = {}) =>
  wordsOf({ kind, facts: { ...facts, ...known } });
const MEETING = '12月3日 周四 16:00，报告厅';
const DEADLINE = '11月30日 周一 23:59';

type Known = Partial<NoticeFacts>;
test.each<[string, MessageKind, Known, { body?: string; note?: string; title?: string }]>([
  [
    'with slots',
    'preview',
    { slots: 20 },
    {
      body: `${MEETING}。校领导和各部门负责人当面回答你的问题，发言名额 20 个，现在可以预约；不预约也欢迎直接来。`,
      note: '发言名额20个，点开预约',
    },
  ],
  [
    'without slots',
    'preview',
    { slots: 0 },
    {
      body: `${MEETING}。校领导和各部门负责人当面回答你的问题，现在可以预约；不预约也欢迎直接来。`,
      note: '点开看看谁来答、怎么约',
    },
  ],
  ['without a place', 'minutes', { venue: '' }, { title: '第 16 期对话纪要发布了' }],
  [
    'to speak',
    'booking_confirmed',
    { wish: 'speak' },
    { body: expect.stringMatching(/^你的发言预约已经确认/), note: '发言名额已为你留好' },
  ],
  [
    'to listen',
    'booking_confirmed',
    { wish: 'listen' },
    { body: expect.stringMatching(/^你的旁听预约已经确认/), note: '座席已为你留好' },
  ],
  [
    'of an unknown wish',
    'booking_confirmed',
    {},
    { body: expect.stringMatching(/^你的预约已经确认/), note: '名额已为你留好' },
  ],
  [
    'with a deadline',
    'booking_offered',
    { deadline: UNTIL },
    {
      body: `请在 ${DEADLINE} 前确认，超时未确认将顺延给下一位候补。活动时间：${MEETING}。`,
      title: '轮到你了：第 16 期有一个名额',
    },
  ],
  [
    'without a deadline',
    'booking_offered',
    {},
    { body: `请在活动开始前确认，超时未确认将顺延给下一位候补。活动时间：${MEETING}。` },
  ],
  [
    'with a reason',
    'booking_cancelled',
    { reason: '没有确认' },
    { body: expect.stringMatching(/登记表内容已删除。原因：没有确认。$/), note: '没有确认' },
  ],
  [
    'without a reason',
    'booking_cancelled',
    {},
    { body: expect.stringMatching(/登记表内容已删除。$/), note: '名额已释放，内容已删除' },
  ],
  [
    'to who has a place',
    'session_changed',
    { booking: 'confirmed' },
    { body: `现在的安排：${MEETING}。你的预约仍然有效，来不了请取消。`, note: '时间或地点有变，请点开查看' },
  ],
  [
    'to who waits',
    'session_changed',
    { booking: 'waitlisted', reason: '检修' },
    { body: `现在的安排：${MEETING}。原因：检修。你仍在候补，轮到你时会通知你。`, note: '检修' },
  ],
  [
    'to who is offered a place',
    'session_changed',
    { booking: 'offered', deadline: UNTIL },
    {
      body: `现在的安排：${MEETING}。轮到你的名额仍为你保留，请在 ${DEADLINE} 前确认，超时未确认将顺延给下一位候补。`,
    },
  ],
  [
    'to who is offered one without a deadline',
    'session_changed',
    { booking: 'offered' },
    { body: `现在的安排：${MEETING}。你的预约仍然有效，来不了请取消。` },
  ],
  [
    'to who has a place, with somebody else’s deadline',
    'session_changed',
    { booking: 'confirmed', deadline: UNTIL },
    { body: `现在的安排：${MEETING}。你的预约仍然有效，来不了请取消。` },
  ],
  [
    'to who waits, with somebody else’s deadline',
    'session_changed',
    { booking: 'waitlisted', deadline: UNTIL },
    { body: `现在的安排：${MEETING}。你仍在候补，轮到你时会通知你。` },
  ],
  [
    'with a deadline',
    'survey_open',
    { deadline: UNTIL },
    { body: expect.stringContaining(`逐题评价，${DEADLINE} 截止。评价不记名`) },
  ],
  ['without a deadline', 'survey_open', {}, { body: expect.stringContaining('逐题评价。评价不记名') }],
  [
    'with a deadline',
    'survey_closing',
    { deadline: UNTIL },
    { body: expect.stringMatching(new RegExp(`^${DEADLINE} 截止`)) },
  ],
  ['without a deadline', 'survey_closing', {}, { body: expect.stringMatching(/^明天截止/) }],
  [
    'with cards',
    'results',
    { cards: 2 },
    { body: expect.stringContaining('出来了，亮牌 2 张。'), note: '亮牌2张，点开看每题结果' },
  ],
  [
    'without cards',
    'results',
    { cards: 0 },
    { body: expect.stringContaining('出来了。可在'), note: '点开看每题结果' },
  ],
  [
    'with a question and a deadline',
    'answer_given',
    { title: '热水', deadline: UNTIL },
    {
      body: `“热水”已记为现场答复。请确认是否解决：认可的计入现场解决，不认可的转部门继续办理。${DEADLINE} 前未确认的，视为认可。`,
    },
  ],
  [
    'with neither',
    'answer_given',
    {},
    { body: '“”已记为现场答复。请确认是否解决：认可的计入现场解决，不认可的转部门继续办理。' },
  ],
  [
    'with all that is known',
    'card_given',
    { title: '热水', reason: '红牌', deadline: UNTIL },
    { body: `“热水”红牌。${DEADLINE} 前可以申请复核，同时请提交整改方案；下次调查由同一批人复评。` },
  ],
  ['with nothing known', 'card_given', {}, { body: '“”。请提交整改方案；下次调查由同一批人复评。' }],
  [
    'with its day',
    'minutes_late',
    { deadline: UNTIL },
    { body: expect.stringMatching(new RegExp(`^应在 ${DEADLINE} 前发布`)) },
  ],
  ['without its day', 'minutes_late', {}, { body: expect.stringMatching(/^应在规定时间前发布/) }],
  [
    'with questions that few rated',
    'survey_sealed',
    { few: 3 },
    { body: expect.stringMatching(/^计票已完成。3 个问题/), note: '3个问题评价太少，不亮牌' },
  ],
  [
    'where enough rated all',
    'survey_sealed',
    { few: 0 },
    { body: expect.stringMatching(/^计票已完成。请看过/), note: '看过以后请通报' },
  ],
  [
    'with both digests',
    'box_sealed',
    { boxDigest: `0123456789ab${'f'.repeat(52)}`, countedDigest: `ba9876543210${'f'.repeat(52)}` },
    {
      body: expect.stringMatching(/^票箱核对码 0123 4567 89ab，计票名单核对码 ba98 7654 3210，/),
      note: '名单核对码 ba98 7654 3210',
    },
  ],
])('%s, %s says so', (_label, kind, known, words) => {
  expect(said(kind, known)).toMatchObject(words);
});

test.each<[MessageKind, Known, { page: string; id: string }]>([
  ['preview', {}, { page: 'session', id: 'session-16' }],
  ['session_changed', { itemId: 'x' }, { page: 'session', id: 'session-16' }],
  ['booking_offered', {}, { page: 'bookings', id: '' }],
  ['session_reminder', {}, { page: 'bookings', id: '' }],
  ['minutes', {}, { page: 'minutes', id: 'session-16' }],
  ['survey_open', {}, { page: 'survey', id: 'session-16' }],
  ['survey_closing', {}, { page: 'survey', id: 'session-16' }],
  ['results', {}, { page: 'results', id: 'session-16' }],
  ['answer_given', {}, { page: 'questions', id: '' }],
  ['card_given', { itemId: 'card-1' }, { page: 'card_desk', id: 'card-1' }],
  ['card_given', {}, { page: 'card_desk', id: '' }],
  ['card_progress', { itemId: 'card-1' }, { page: 'card_desk', id: 'card-1' }],
  ['minutes_late', {}, { page: 'desk', id: '' }],
  ['office_due', {}, { page: 'desk', id: '' }],
  ['minutes_corrected', {}, { page: 'minutes', id: 'session-16' }],
  ['survey_sealed', { itemId: 'session-16.1' }, { page: 'verdict', id: 'session-16.1' }],
  ['survey_sealed', {}, { page: 'verdict', id: 'session-16' }],
  ['box_sealed', {}, { page: 'verify', id: '' }],
  ['box_waits', {}, { page: 'keys', id: '' }],
])('%s with %p opens %p', (kind, known, opens) => {
  expect(said(kind, known).opens).toEqual(opens);
});

test.each<[MessageKind, number]>([
  ['preview', AT],
  ['booking_confirmed', AT],
  ['booking_offered', UNTIL],
  ['booking_cancelled', AT],
  ['session_changed', AT],
  ['survey_open', UNTIL],
  ['survey_closing', UNTIL],
  ['answer_given', UNTIL],
  ['card_given', UNTIL],
  ['minutes_late', UNTIL],
  ['office_due', UNTIL],
  ['survey_sealed', AT],
])('%s is about its own moment', (kind, time) => {
  expect(said(kind, { deadline: UNTIL }).time).toBe(time);
  expect(said(kind).time).toBe(AT);
});

test('a kind without a sentence says so', () => {
  expect(() => said('overdue')).toThrow('no sentence for overdue');
});

test('a message is addressed, unread by the fan-out, and says the place or that it is open', () => {
  const notice = { kind: 'preview', to: 'everyone', subject: 'session-16.2', at: 5, facts } as const;
  expect(messageOf(notice, 'p-lin')).toMatchObject({
    _id: 'preview:session-16.2:p-lin',
    to: 'p-lin',
    at: 5,
    push: { subject: '第 16 期四点对话预告', time: AT, place: '报告厅' },
    fanOut: 'open',
    fanOutAfter: '',
  });
  expect(messageOf(notice).to).toBe('everyone');
  const open = messageOf({ ...notice, facts: { ...facts, venue: '' } });
  expect([open.push.place, open.body.includes('16:00，地点待定')]).toEqual(['地点待定', true]);
});

const FIELDS = { subject: 'thing1', time: 'time2', place: 'thing3', note: 'thing4' };
const TYPES =
  'thing number letter symbol character_string time date amount phone_number car_number name phrase';

test('a field is taken only where its type takes every value that we write into it', () => {
  // Words with figures, an address, and more than fits; the double holds the table of WeChat.
  const words = ['发言名额20个，点开预约', '图书馆报告厅 2-301', '字'.repeat(30), '😀'.repeat(12)];
  const takes = (type: string, values: readonly string[]) =>
    values.every((value) => isAccepted(`${type}1`, value));
  for (const type of TYPES.split(' ')) {
    const sent = words.map((place) => {
      const pushed = pushData(
        { ...FIELDS, place: 'place' },
        { subject: '预告', time: AT, place, note: '点开' },
      );
      return pushed.place?.value ?? '';
    });
    const moment = pushData(FIELDS, { subject: '预告', time: AT, place: '', note: '' }).time2?.value ?? '';
    for (const says of ['subject', 'place', 'note'])
      expect([type, misfits('preview', { ...FIELDS, [says]: `${type}1` }).length === 0]).toEqual([
        type,
        takes(type, sent),
      ]);
    expect([type, misfits('preview', { ...FIELDS, time: `${type}1` }).length === 0]).toEqual([
      type,
      takes(type, [moment]),
    ]);
  }
});

test('an emoji at the cut goes whole', () => {
  expect(shortened('一二三😀五', 5)).toBe('一二三…');
  expect(shortened('一二😀五六', 5)).toBe('一二😀…');
  expect(shortened('一二三😀', 5)).toBe('一二三😀');
});

test('a push fills each field of its template with the value that is meant for it', () => {
  const push = { subject: '预告', time: AT, place: '报告厅', note: '点开看看' };
  const fields = { subject: 'thing12', time: 'time3', place: 'thing4', note: 'thing5' };
  expect(pushData(fields, push)).toEqual({
    thing12: { value: '预告' },
    time3: { value: '2026年12月3日 16:00' },
    thing4: { value: '报告厅' },
    thing5: { value: '点开看看' },
  });
});

test('a misfit names kind and field, however many digits it has', () => {
  expect(misfits('preview', { ...FIELDS, subject: 'thing12' })).toEqual([]);
  const wrong = misfits('preview', { ...FIELDS, note: 'phrase12', time: 'character_string3' });
  expect(wrong.map((sentence) => sentence.split('：')[0])).toEqual([
    'preview 的 time 不能用 character_string3',
    'preview 的 note 不能用 phrase12',
  ]);
});
