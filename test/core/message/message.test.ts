import fc from 'fast-check';
import { addressOf, messageOf, type Notice } from '../../../cloudfunctions/core/message/message';
import { pushData, shortened } from '../../../cloudfunctions/core/message/template-field';
import app from '../../../miniprogram/app.json';
import { MESSAGE_KINDS, type MessageKind } from '../../../miniprogram/shared/labels';

const AT = Date.UTC(2026, 11, 3, 8);
const notice = (kind: MessageKind, facts: Partial<Notice['facts']> = {}): Notice => ({
  kind,
  to: 'everyone',
  subject: 'session-16.3',
  at: AT,
  facts: {
    sessionId: 'session-16',
    sessionNumber: 16,
    startsAt: AT,
    venue: '行政楼一楼报告厅',
    ...facts,
  },
});
/** Kinds that notices of sessions, bookings, questions and cards have; those of cases have their own words. */
const told = (Object.keys(MESSAGE_KINDS) as MessageKind[]).filter(
  (kind) => !['case_progress', 'deadline_near', 'overdue'].includes(kind),
);
const pages = [
  ...app.pages,
  ...app.subPackages.flatMap(({ root, pages: inside }) => inside.map((page) => `${root}/${page}`)),
].map((page) => `/${page}`);
const FIELDS = { subject: 'thing1', time: 'time2', place: 'thing3', note: 'thing4' };

test('the preview says when, where and how many slots', () => {
  expect(messageOf(notice('preview', { slots: 20 }))).toMatchObject({
    _id: 'preview:session-16.3:everyone',
    title: '第 16 期四点对话预告',
    body: expect.stringContaining('12月3日 周四 16:00，行政楼一楼报告厅'),
    opens: { page: 'session', id: 'session-16' },
  });
});

test('an offer says until when, and that is the time in the push', () => {
  const deadline = Date.UTC(2026, 10, 30, 15, 59);
  const message = messageOf(notice('booking_offered', { wish: 'speak', deadline }));
  expect(message.body).toContain('11月30日 周一 23:59');
  expect(message.push.time).toBe(deadline);
});

test('a reason is shown, and without one no empty one', () => {
  expect(messageOf(notice('session_changed', { reason: '报告厅检修' })).body).toContain('原因：报告厅检修。');
  expect(messageOf(notice('session_changed')).body).not.toContain('原因');
});

test('the same notice gives the same message, and each recipient another id', () => {
  expect(messageOf(notice('preview'))).toEqual(messageOf(notice('preview')));
  expect(messageOf(notice('session_reminder'), 'p-1')._id).not.toBe(
    messageOf(notice('session_reminder'), 'p-2')._id,
  );
});

test.each(told)('every field of %s fits its template', (kind) => {
  const facts = {
    wish: 'speak',
    deadline: AT,
    reason: '因'.repeat(200),
    title: '题'.repeat(40),
    cards: 3,
  } as const;
  for (const each of [notice(kind), notice(kind, facts)]) {
    const data = pushData(FIELDS, { ...messageOf(each).push, place: '厅'.repeat(40) });
    for (const [name, { value }] of Object.entries(data)) {
      expect(value).not.toBe('');
      expect(value).not.toMatch(/\n/);
      if (name.startsWith('thing')) expect(value.length).toBeLessThanOrEqual(20);
    }
  }
});

test.each(told)('a tap on %s opens a page that there is', (kind) => {
  const [page = ''] = addressOf(messageOf(notice(kind)).opens).split('?');
  expect(pages).toContain(page);
});

test.each([
  ['二十个字', '一二三四五六七八九十一二三四五六七八九十', '一二三四五六七八九十一二三四五六七八九十'],
  ['二十一个字', '一二三四五六七八九十一二三四五六七八九十一', '一二三四五六七八九十一二三四五六七八九…'],
  ['换行', '一\n二', '一 二'],
  ['nothing', ' \n ', '详情请点开'],
])('%s becomes a value of at most twenty', (_label, text, value) => expect(shortened(text, 20)).toBe(value));

test('a cut never splits a character, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const value = shortened(text, 20);
      expect(value.length).toBeGreaterThan(0);
      expect(value.length).toBeLessThanOrEqual(20);
      expect(!/[\ud800-\udbff](?![\udc00-\udfff])/.test(value)).toBe(true);
    }),
  );
});
