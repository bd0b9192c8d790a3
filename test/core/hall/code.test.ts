import fc from 'fast-check';
import { DomainError } from '../../../cloudfunctions/core/domain-error';
import { attend, deskInstant, ensureCheckInOpen } from '../../../cloudfunctions/core/hall/attendance';
import {
  ensureHallCode,
  ensureHallTicket,
  hallCode,
  hallTicket,
  stepAt,
  upcomingCodes,
} from '../../../cloudfunctions/core/hall/code';

const SECRET = 'a'.repeat(64);
const SESSION = 'session-16';
/** The beginning of a step. */
const SHOWN = 15_000 * 119_000_000;

function refusalOf(run: () => void): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'taken';
}

const answer = (code: string, now: number, session = SESSION, secret = SECRET) =>
  refusalOf(() => ensureHallCode(secret, session, code, now));

describe('the ticket that a code is exchanged for', () => {
  const UNTIL = SHOWN + 600_000;
  const ticket = hallTicket(SECRET, SESSION, 'account-1', UNTIL);
  const later = ticket.replace(/[0-9a-z]+(?=\/[^/]+$)/, (UNTIL + 1).toString(36));

  it.each([
    ['by its account', ticket, 'account-1', SESSION, UNTIL - 1, 'taken'],
    ['when its time is over', ticket, 'account-1', SESSION, UNTIL, 'code_expired'],
    ['by another account', ticket, 'account-2', SESSION, SHOWN, 'code_malformed'],
    ['for another session', ticket, 'account-1', 'session-15', SHOWN, 'code_other_session'],
    ['with a later end written in', later, 'account-1', SESSION, SHOWN, 'code_malformed'],
    ['cut off', ticket.slice(0, -1), 'account-1', SESSION, SHOWN, 'code_malformed'],
    [
      'that is a code',
      hallCode(SECRET, SESSION, stepAt(SHOWN)),
      'account-1',
      SESSION,
      SHOWN,
      'code_malformed',
    ],
  ])('%s', (_label, text, account, session, now, expected) => {
    expect(refusalOf(() => ensureHallTicket(SECRET, session, account, text, now))).toBe(expected);
  });
});

describe('the code on the screen of the hall', () => {
  const code = hallCode(SECRET, SESSION, stepAt(SHOWN));

  it.each([
    ['the moment it appears', 0, 'taken'],
    ['the last moment it is shown', 14_999, 'taken'],
    ['19.999 s after it appeared', 19_999, 'taken'],
    ['20 s after it appeared', 20_000, 'code_expired'],
    ['an hour later', 3_600_000, 'code_expired'],
    ['a moment before it appears', -1, 'code_expired'],
  ])('%s', (_label, age, expected) => {
    expect(answer(code, SHOWN + age)).toBe(expected);
  });

  it.each([
    ['a code of another session', hallCode(SECRET, 'session-15', stepAt(SHOWN)), 'code_other_session'],
    ['a code made with another secret', hallCode('b'.repeat(64), SESSION, stepAt(SHOWN)), 'code_malformed'],
    [
      'the code with one letter changed',
      code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A'),
      'code_malformed',
    ],
    [
      'a later step with the old authenticator',
      code.replace(/\/[0-9a-z]+\//, `/${(stepAt(SHOWN) + 1).toString(36)}/`),
      'code_malformed',
    ],
    ['another QR code', 'https://example.org/', 'code_malformed'],
    ['nothing', '', 'code_malformed'],
  ])('%s is refused', (_label, scanned, expected) => {
    expect(answer(scanned, SHOWN)).toBe(expected);
  });

  it('the screen always shows a code that is taken, whenever it asked for its codes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60_000 }),
        fc.integer({ min: 0, max: 599_000 }),
        (asked, later) => {
          const codes = upcomingCodes(SECRET, SESSION, SHOWN + asked, 41);
          const shown = codes.find(
            ({ showInMs, showForMs }) => later >= showInMs && later < showInMs + showForMs,
          );
          expect(answer(shown?.text ?? '', SHOWN + asked + later)).toBe('taken');
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('who may be checked in, and when', () => {
  const startsAt = SHOWN;
  const hour = 3_600_000;
  it.each([
    ['an hour before', 'previewed', -hour, 'taken'],
    ['a moment earlier', 'previewed', -hour - 1, 'check_in_not_open'],
    ['while it is on', 'live', hour, 'taken'],
    ['after it is closed', 'closed', hour, 'check_in_closed'],
    ['before the preview', 'planned', 0, 'check_in_not_open'],
  ])('%s', (_label, status, age, expected) => {
    expect(refusalOf(() => ensureCheckInOpen({ status, startsAt, history: [] }, startsAt + age))).toBe(
      expected,
    );
  });

  it('takes from a desk how long ago it was, never what its clock says', () => {
    expect(deskInstant(5 * 60_000, startsAt, startsAt)).toBe(startsAt - 5 * 60_000);
    expect(deskInstant(24 * hour, startsAt, startsAt)).toBe(startsAt - hour);
  });

  it('gives one person of one session one id, whoever let them in', () => {
    const person = { _id: 'p-lin', name: '林小满', unit: '信息工程系', kind: 'student' } as const;
    const how = { firstAt: startsAt, wish: null, entryId: 'one', voice: 'voice-1' };
    const scanned = attend(SESSION, person, { ...how, method: 'scan' });
    const atDesk = attend(SESSION, person, { ...how, method: 'desk' });
    expect(scanned._id).toBe(atDesk._id);
  });
});
