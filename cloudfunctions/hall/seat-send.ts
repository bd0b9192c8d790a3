import { checkWords } from '../case/text-check';
import type { hallContract } from '../contract/hall';
import { hasHappened } from '../core/change';
import { DomainError, ensure } from '../core/domain-error';
import { attendanceId } from '../core/hall/attendance';
import { chooseSeat, type SeatQuestion, sentFromSeat } from '../core/hall/seat-question';
import { HOUR_MS } from '../core/rules/calendar';
import type { Session } from '../core/session/session';
import type { Handler } from '../platform/call/dispatch';
import { voiceOf } from '../platform/call/voice';
import { attendance, seatQuestions } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { _, add, find, get } from '../platform/database/store';
import { ensureChoosable } from '../platform/database/topics';
import { commit } from '../platform/database/versioned';
import { actOf, readSession } from '../session/change-session';
import { finishSeat } from './seat-outbox';

const SHOWN = 20;
/** A session is over by then; the close asks at once. */
const SURELY_OVER_MS = 12 * HOUR_MS;

const isOn = ({ status }: Pick<Session, 'status'>): boolean => status === 'previewed' || status === 'live';

/**
 * A question from a seat, by whoever is checked in, until the close. Nothing of it is public. Its id is the command's,
 * so a repeat meets itself; the same words sent twice are one question.
 *
 * @throws DomainError not_found, check_in_closed, not_checked_in, account_used, seat_questions_used, content_refused
 */
export const askFromSeat: Handler<(typeof hallContract)['hall.askFromSeat']> = {
  may: 'bound',
  async run({ sessionId, title, detail, category, isHidden }, context) {
    const { caller, now, requestId } = context;
    const { _id: personId } = await caller.boundPerson();
    const place = attendanceId(sessionId, personId);
    const voice = voiceOf(caller.openid, sessionId);
    const [session, present, own, book] = await Promise.all([
      readSession(sessionId),
      find(attendance, _.or([{ _id: place }, { voice }]), { limit: 2, fields: ['personId'] }),
      find(seatQuestions, { personId, sessionId }, { limit: 100 }),
      currentRuleBook(now),
    ]);
    const _id = `s-${requestId}`;
    const isSame = (seat: SeatQuestion) =>
      seat._id === _id || (seat.state === 'waiting' && seat.title === title && seat.detail === detail);
    const earlier = own.find(isSame);
    if (earlier) return shownSeat(earlier);
    await ensureChoosable(category, now);
    ensure(isOn(session), 'check_in_closed');
    ensure(
      present.some((entry) => entry.personId === personId),
      'not_checked_in',
    );
    // Bound to another number since: the account has had its say under the first one.
    ensure(present.length === 1, 'account_used');
    const most = book.rules.questions.seatQuestions;
    ensure(own.length < most, 'seat_questions_used');
    const { isDoubtful } = await checkWords(
      [title, detail].filter(Boolean).join('\n'),
      caller.openid,
      'title',
    );
    const act = { actor: personId, now, requestId };
    const sent = {
      _id,
      sessionId,
      sessionNumber: session.number,
      personId,
      isHidden,
      title,
      detail,
      category,
    };
    const lookAt = Math.max(now, session.startsAt) + SURELY_OVER_MS;
    for (let at = own.length; at < most; at++) {
      const fresh = sentFromSeat({ ...sent, isDoubtful, slot: `${place}:${at}` }, lookAt, act);
      if ((await add(seatQuestions, fresh)) === 'added') return shownSeat(fresh);
      const repeated = await get(seatQuestions, _id);
      if (repeated) return shownSeat(repeated);
    }
    throw new DomainError('seat_questions_used');
  },
};

/** What the caller sent from seats, newest first. Three round trips in one, besides the caller. */
export const mySeats: Handler<(typeof hallContract)['hall.mySeats']> = {
  may: 'bound',
  async run({ sessionId }, { caller, now }) {
    const { _id: personId } = await caller.boundPerson();
    const [own, entry, session, book] = await Promise.all([
      find(seatQuestions, { personId }, { order: [['sessionId', 'desc']], limit: SHOWN }),
      sessionId === undefined ? null : get(attendance, attendanceId(sessionId, personId)),
      sessionId === undefined ? null : readSession(sessionId),
      currentRuleBook(now),
    ]);
    const used = own.filter((seat) => seat.sessionId === sessionId).length;
    const left = entry && session && isOn(session) ? book.rules.questions.seatQuestions - used : 0;
    const newest = [...own].sort((one, other) => other.at - one.at);
    return { questions: newest.map(shownSeat), left: Math.max(0, left) };
  },
};

/**
 * What was not asked goes on in writing, or is deleted. @throws DomainError not_found, wrong_stage, content_refused
 */
export const chooseOwnSeat: Handler<(typeof hallContract)['hall.chooseSeat']> = {
  may: 'bound',
  async run({ seatId, choice }, context) {
    const act = await actOf(context);
    const seat = await get(seatQuestions, seatId);
    ensure(seat !== null && seat.personId === act.actor, 'not_found');
    if (hasHappened(seat, act.requestId)) return shownSeat(await finishSeat(seat, act.now));
    const { entity } = chooseSeat(seat, choice, act);
    return shownSeat(await finishSeat(await commit(seatQuestions, seat, entity), act.now));
  },
};

const shownSeat = (seat: SeatQuestion) => ({
  id: seat._id,
  sessionId: seat.sessionId,
  sessionNumber: seat.sessionNumber,
  title: seat.title || seat.approved,
  state: seat.state,
  isHidden: seat.isHidden,
  reason: seat.reason,
  caseId: seat.caseId,
  chooseUntil: seat.state === 'unasked' ? seat.lookAt : null,
});
