import { bookingContract } from '../../cloudfunctions/contract/booking';
import {
  blankDraft,
  bookingInput,
  isBookingDraft,
  isWorthKeeping,
  missingFields,
} from '../../miniprogram/pages/booking/form';
import { closedBecause, formView } from '../../miniprogram/pages/booking/view';
import { myBooking, now, sessionDetail } from './facts';

const me = {
  person: {
    id: 'p-lin',
    name: '林小满',
    number: '20240101',
    kind: 'student' as const,
    unit: '信息工程系',
    roles: [],
  },
  unread: 0,
  optOut: [],
  templates: {},
};
const answer = (part = {}, booking: ReturnType<typeof myBooking> | null = null) => ({
  me,
  session: { session: sessionDetail(part), booking },
  departments: [
    { id: 'logistics', name: '后勤保障处', isDissolved: false },
    { id: 'old', name: '旧部门', isDissolved: true },
  ],
});

test('the identity is filled in and a dissolved department is not offered', () => {
  const view = formView(answer(), now);
  expect(view.identity).toBe('林小满 · 学生 · 信息工程系 · 20240101');
  expect(view.departments.map(({ id }) => id)).toEqual(['logistics']);
});

test('what each wish leads to is said before it is chosen', () => {
  expect(formView(answer({ speakingLeft: 0, waiting: 3 }), now).wishNotes.speak).toContain('前面有 3 人');
  expect(formView(answer({ speakingLeft: 6 }), now).wishNotes.speak).toContain('还有 6 个');
});

test.each([
  ['nobody booked and it is open', answer(), ''],
  ['the person holds a slot', answer({}, myBooking()), 'booked'],
  ['the person had cancelled', answer({}, myBooking({ status: 'cancelled' })), ''],
  ['the cut-off has come', answer({ bookingUntil: now }), 'closed'],
  ['there is no preview yet', answer({ status: 'planned' }), 'closed'],
])('when %s, the form knows whether it is of use', (_label, given, reason) => {
  expect(closedBecause(given, now)).toBe(reason);
});

test.each([
  ['a speaker with nothing', blankDraft(), ['category', 'title']],
  ['a speaker with all', { ...blankDraft(), category: 'logistics' as const, title: '热水' }, []],
  ['a title of blanks', { ...blankDraft(), category: 'logistics' as const, title: '  ' }, ['title']],
  ['a listener', { ...blankDraft(), wish: 'listen' as const }, []],
  ['letters for a telephone', { ...blankDraft(), wish: 'listen' as const, phone: 'abc' }, ['phone']],
])('%s hears at once what is missing', (_label, draft, fields) => {
  expect(Object.keys(missingFields(draft))).toEqual(fields);
});

test.each([
  [
    'a speaker',
    {
      ...blankDraft(),
      category: 'teaching' as const,
      title: '选课',
      detail: '第二轮总是卡',
      isUnnamed: true,
    },
  ],
  ['a listener who had typed a topic before', { ...blankDraft(), wish: 'listen' as const, title: '热水' }],
])('what %s sends fits the contract', (_label, draft) => {
  const parsed = bookingContract['booking.create'].input.safeParse(bookingInput('session-16', draft));
  expect(parsed.error).toBeUndefined();
});

test.each([
  ['nothing typed', blankDraft(), false],
  ['a chosen category', { ...blankDraft(), category: 'other' as const }, true],
  ['a word', { ...blankDraft(), title: '热' }, true],
])('%s decides whether a draft is kept', (_label, draft, isKept) => {
  expect(isWorthKeeping(draft)).toBe(isKept);
});

test.each([
  ['of this version', blankDraft(), true],
  ['with an unknown category', { ...blankDraft(), category: 'weather' }, false],
  ['without a field', { wish: 'speak' }, false],
  ['that is text', 'draft', false],
  ['that is nothing', '', false],
])('a draft %s is recognised or dropped', (_label, draft, isKnown) => {
  expect(isBookingDraft(draft)).toBe(isKnown);
});
