import {
  attend,
  DOORS_OPEN_MS,
  deskInstant,
  ensureCheckInOpen,
  ROOM_OPEN_MS,
} from '../../../cloudfunctions/core/hall/attendance';
import { SURNAMES_OF_TWO, surnameLength } from '../../../cloudfunctions/core/hall/surname';
import { SESSION_STATUSES, type SessionStatus } from '../../../miniprogram/shared/labels';
import { refusalOf, STARTS, somebody } from '../session/december';

const DOORS = STARTS - 3_600_000;
const codeOf = (status: string, now: number) =>
  refusalOf(() => ensureCheckInOpen({ startsAt: STARTS, status, history: [] }, now)).code;

test('the doors open an hour before the start', () => {
  expect(DOORS_OPEN_MS).toBe(3_600_000);
});

test.each([
  ['a millisecond before the doors open', DOORS - 1, 'check_in_not_open'],
  ['when the doors open', DOORS, 'allowed'],
  ['at the start', STARTS, 'allowed'],
  ['hours later, as long as nobody has closed it', STARTS + ROOM_OPEN_MS - 1, 'allowed'],
  ['when the clock has closed it', STARTS + ROOM_OPEN_MS, 'check_in_closed'],
])('checking in %s', (_label, now, code) => {
  expect(codeOf('previewed', now)).toBe(code);
  expect(codeOf('live', now)).toBe(code);
});

test.each(Object.keys(SESSION_STATUSES) as SessionStatus[])(
  'checking in while the session is %s',
  (status) => {
    const isOpen = status === 'previewed' || status === 'live';
    const refusal = status === 'planned' ? 'check_in_not_open' : 'check_in_closed';
    expect(codeOf(status, STARTS)).toBe(isOpen ? 'allowed' : refusal);
  },
);

test.each([
  ['a minute ago', 60_000, STARTS, STARTS - 60_000],
  ['just now', 0, STARTS, STARTS],
  ['exactly when the doors opened', 3_600_000, STARTS, DOORS],
  ['before the doors opened, which no clock of a desk decides', 3_600_001, STARTS, DOORS],
  ['in the future, by a device that is fast', -5000, STARTS, STARTS],
  ['while the doors are still closed', 0, DOORS - 10, DOORS - 10],
])('a desk that let somebody in %s', (_label, ageMs, now, at) => {
  expect(deskInstant(ageMs, STARTS, now)).toBe(at);
});

test('whoever comes in is kept as the roster says, listed nowhere', () => {
  const how = {
    firstAt: STARTS,
    method: 'scan',
    wish: 'speak',
    entryId: 'entry-1',
    voice: 'voice-1',
  } as const;
  expect(attend('session-16', somebody, how)).toEqual({
    _id: 'session-16:p-lin',
    sessionId: 'session-16',
    personId: 'p-lin',
    name: '林小满',
    unit: '信息工程系',
    kind: 'student',
    ...how,
    desk: null,
    isListed: false,
  });
});

test.each([
  ['林', true],
  ['赵', true],
  ['仉', true],
  ['的', false],
  ['', false],
  ['欧阳', false],
])('is %p a surname of one character? %p', (character, is) => {
  expect(surnameLength([character]) === 1).toBe(is);
});

test('surnames of two characters are two characters', () => {
  expect(SURNAMES_OF_TWO.has('欧阳')).toBe(true);
  expect([...SURNAMES_OF_TWO].every((name) => name.length === 2)).toBe(true);
});
