import { randomUUID } from 'node:crypto';
import { type Attendance, NOBODY, namelessAttendance } from '../core/hall/attendance';
import { forgottenQuestion } from '../core/hall/question';
import { keptSince, type RetentionRules } from '../core/rules/retention';
import type { Session } from '../core/session/session';
import {
  attendance,
  bookingPools,
  bookings,
  issueRecords,
  lateEntries,
  questions,
  seatQuestions,
  sessions,
  surveys,
  unmatchedEntries,
} from '../platform/database/collections';
import { _, count, find, remove, update } from '../platform/database/store';
import { transact } from '../platform/database/transaction';
import { removeForgotten, writeForgotten } from '../platform/database/versioned';

/** Entries that change in one transaction. */
const BATCH = 20;

/**
 * Takes the people out of sessions whose date is long past, whatever came of them (held, called off, left half done): who
 * was there, booked, voted and asked. How many were there
 * and how they came in stays. A session whose people still rate something, now or at a later date, waits for it. The
 * mark on the session comes last.
 */
export async function forgetSessions(
  { attendanceDays }: RetentionRules,
  now: number,
  until: number,
): Promise<void> {
  const held: Session[] = await find(
    sessions,
    {
      startsAt: _.lte(keptSince(now, attendanceDays)),
      namesForgottenAt: _.exists(false),
    },
    { order: [['startsAt', 'asc']], limit: 100 },
  );
  for (const session of held) {
    if (Date.now() >= until) return;
    if (!(await isStillRated(session))) await forgetSession(session, now, until);
  }
}

async function isStillRated({ _id: sessionId }: Session): Promise<boolean> {
  const [rounds, asked] = await Promise.all([
    count(surveys, { sessionId, state: _.neq('announced') }),
    count(questions, { sessionId, rerate: _.neq(null) }),
  ]);
  return rounds + asked > 0;
}

async function forgetSession({ _id: sessionId }: Session, now: number, until: number): Promise<void> {
  for (;;) {
    const named = await find(attendance, { sessionId, personId: _.neq(NOBODY) }, { limit: BATCH });
    if (named.length === 0) break;
    if (Date.now() >= until) return;
    await withoutNames(named);
  }
  await Promise.all([
    remove(issueRecords, { session: sessionId }),
    remove(lateEntries, { sessionId }),
    remove(unmatchedEntries, { sessionId }),
    remove(bookingPools, { sessionId }),
    forgetBookings(sessionId),
    forgetQuestions(sessionId, now),
    forgetSeats(sessionId),
  ]);
  await update(sessions, { _id: sessionId }, { namesForgottenAt: now });
}

/** One leaves as the other comes, so that nobody is counted twice or not at all whenever the run dies. */
const withoutNames = (named: readonly Attendance[]): Promise<void> =>
  transact(async (transaction) => {
    for (const entry of named) {
      await transaction.remove(attendance, entry._id);
      await transaction.add(attendance, namelessAttendance(entry, `${NOBODY}-${randomUUID()}`));
    }
  });

async function forgetBookings(sessionId: string): Promise<void> {
  const booked = await find(bookings, { sessionId }, { fields: ['_id'], limit: 1000 });
  await removeForgotten(
    bookings,
    booked.map(({ _id }) => _id),
  );
}

async function forgetSeats(sessionId: string): Promise<void> {
  const sent = await find(seatQuestions, { sessionId }, { fields: ['_id'], limit: 1000 });
  await removeForgotten(
    seatQuestions,
    sent.map(({ _id }) => _id),
  );
}

/** One that changed meanwhile fails the step, and is taken up again with the session. */
async function forgetQuestions(sessionId: string, now: number): Promise<void> {
  const asked = await find(questions, { sessionId, forgottenAt: _.exists(false) }, { limit: 200 });
  for (const question of asked) {
    const written = await writeForgotten(questions, question, forgottenQuestion(question, now));
    if (written === 'stale') throw new Error('a question changed while it was forgotten');
  }
}
