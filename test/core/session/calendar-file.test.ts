import { type CalendarEvent, calendarFile } from '../../../cloudfunctions/core/session/calendar-file';

const AT = Date.UTC(2026, 11, 3, 8);
const event = (changes: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'session-16@four-point-dialogue',
  number: 16,
  startsAt: AT,
  venue: '图书馆一楼报告厅',
  isCancelled: false,
  url: '',
  ...changes,
});
const linesOf = (changes: Partial<CalendarEvent> = {}) => calendarFile([event(changes)], AT).split('\r\n');

test('a session has its hours in UTC, a name that stays, its place and its page', () => {
  expect(linesOf({ url: 'https://college.example/portal/sessions/16' })).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//four-point-dialogue//sessions//ZH',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:四点对话',
    'BEGIN:VEVENT',
    'UID:session-16@four-point-dialogue',
    'DTSTAMP:20261203T080000Z',
    'DTSTART:20261203T080000Z',
    'DTEND:20261203T093000Z',
    'SUMMARY:第 16 期四点对话',
    'LOCATION:图书馆一楼报告厅',
    'URL:https://college.example/portal/sessions/16',
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test('one that is called off stays, with that word', () => {
  expect(linesOf({ isCancelled: true })).toEqual(
    expect.arrayContaining(['SUMMARY:第 16 期四点对话（已取消）', 'STATUS:CANCELLED']),
  );
});

test('what calendars read as signs is escaped', () => {
  expect(linesOf({ venue: 'A座,三楼;左\\右\n东门' })).toContain('LOCATION:A座\\,三楼\\;左\\\\右\\n东门');
});

test.each([
  [75, 'a'.repeat(66), ['LOCATION:', 'a'.repeat(66)]],
  [76, 'a'.repeat(67), ['LOCATION:', 'a'.repeat(66), 'a']],
  [75, '厅'.repeat(22), ['LOCATION:', '厅'.repeat(22)]],
  [78, '厅'.repeat(23), ['LOCATION:', '厅'.repeat(22), '厅']],
] as const)(
  'a line of %d octets is folded between letters where it must be',
  (_, venue, [name, first, rest]) => {
    const lines = linesOf({ venue });
    const at = lines.indexOf(`${name}${first}`);
    expect(at).toBeGreaterThan(0);
    expect(lines[at + 1]).toBe(rest === undefined ? 'STATUS:CONFIRMED' : ` ${rest}`);
  },
);
