import { free } from '../booking/cancel';
import { applyCommandAs } from '../case/apply-command';
import { rulesNow } from '../case/numbering';
import { SYSTEM_ACTOR } from '../core/case/command';
import { SYSTEM } from '../core/change';
import { DomainError } from '../core/domain-error';
import { askerLeft } from '../core/hall/question';
import { leave, OPEN_TO_LEAVE } from '../core/session/booking';
import { refreshFigures } from '../hall/figures';
import { observerKeys } from '../platform/ballots/observer-keys';
import {
  bindCodes,
  bookings,
  caseJoins,
  cases,
  deliveries,
  mailboxes,
  questions,
  sessions,
} from '../platform/database/collections';
import { _, find, get, remove, update } from '../platform/database/store';
import { write } from '../platform/database/versioned';

const MOST = 500;

/**
 * Everything that somebody who left still held: places and turns go to the next, forms are deleted, the queue passes
 * them over, their open cases lie with the office, the cases they worked on have no handler, and nothing is sent to
 * them any more. May be repeated. Attendance, answers, votes that were counted and the history stay: they are records.
 *
 * @throws DomainError conflict when something changed meanwhile: the next minute does the rest
 */
export async function giveUpHoldings(personId: string, now: number): Promise<void> {
  await giveUpBookings(personId, now);
  await giveUpQuestions(personId, now);
  await leaveCases(personId, now);
  await Promise.all([
    update(caseJoins, { personId, isFollowing: true }, { isFollowing: false }),
    remove(deliveries, { personId, state: _.in(['waiting', 'failed', 'unwanted']) }),
    remove(mailboxes, { _id: personId }),
    remove(observerKeys, { _id: personId }),
    remove(bindCodes, { _id: personId }),
  ]);
}

async function giveUpBookings(personId: string, now: number): Promise<void> {
  const open = await find(bookings, { personId, status: _.in([...OPEN_TO_LEAVE]) }, { limit: MOST });
  for (const booking of open.filter(({ status, form }) => status !== 'unreached' || form !== null)) {
    const session = await get(sessions, booking.sessionId);
    const act = { actor: SYSTEM, now, requestId: `left-${booking._id}.${booking.version}` };
    if ((await write(bookings, booking, leave(booking, act).entity)) === 'stale')
      throw new DomainError('conflict');
    if (session) await free(booking, session, now);
  }
}

async function giveUpQuestions(personId: string, now: number): Promise<void> {
  const asked = await find(questions, { askerId: personId }, { limit: MOST });
  for (const question of asked) {
    const after = askerLeft(question, {
      actor: SYSTEM,
      now,
      requestId: `left-${question._id}.${question.version}`,
    });
    if (after === null) continue;
    if ((await write(questions, question, after.entity)) === 'stale') throw new DomainError('conflict');
    await refreshFigures(question.sessionId);
  }
}

async function leaveCases(personId: string, now: number): Promise<void> {
  const [asked, handled] = await Promise.all([
    find(cases, { askerId: personId, isOpen: true }, { limit: MOST }),
    find(cases, { isOpen: true, handlerId: personId }, { limit: MOST }),
  ]);
  const held = new Map(
    [...asked.filter((entity) => !entity.askerLeft), ...handled].map((entity) => [entity._id, entity]),
  );
  if (held.size === 0) return;
  const rules = await rulesNow(now);
  for (const entity of held.values())
    await applyCommandAs(
      SYSTEM_ACTOR,
      entity,
      { do: 'leave', personId },
      { rules, now, requestId: `left-${entity._id}-${entity.version}` },
    );
}
