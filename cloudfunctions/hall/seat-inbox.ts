import { synonymsNow } from '../case/synonyms';
import type { hallContract } from '../contract/hall';
import type { SeatInbox } from '../contract/seat';
import { alikeTo, groupsOf } from '../core/case/alike';
import { type Act, hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import { isSettled, type Question } from '../core/hall/question';
import {
  answerLater,
  approveSeat,
  groupSeat,
  questionIdOf,
  type SeatQuestion,
  setAside,
} from '../core/hall/seat-question';
import { OFFICE } from '../core/people/role-sets';
import { isOver } from '../core/session/course';
import type { Handler } from '../platform/call/dispatch';
import { inParallel } from '../platform/call/parallel';
import { people, seatQuestions } from '../platform/database/collections';
import { _, find, get } from '../platform/database/store';
import { commit } from '../platform/database/versioned';
import { actOf, readSession } from '../session/change-session';
import { ensureLookedThrough, lookThrough, type PublicWords } from './gate';
import { finishSeat } from './seat-outbox';
import { questionsOf } from './view';

const MOST = 500;
/** Far more than can be asked; beyond it the host groups or answers in writing. */
const QUEUE_MAX = 150;

/** What came from the seats, and what in the queue seems to be one matter. Four round trips, two in sequence; one more a minute. */
export const seatInbox: Handler<(typeof hallContract)['hall.seatInbox']> = {
  may: OFFICE,
  run: async ({ sessionId }, { now }) => inboxOf(sessionId, now),
};

/** The host's inbox as it stands. @throws DomainError not_found */
export async function inboxOf(sessionId: string, now: number): Promise<SeatInbox> {
  const [session, sent, asked, thesaurus] = await Promise.all([
    readSession(sessionId),
    find(seatQuestions, { sessionId, state: 'waiting' }, { order: [['at', 'asc']], limit: MOST }),
    questionsOf(sessionId),
    synonymsNow(now),
  ]);
  const askers = await find(
    people,
    { _id: _.in(sent.map(({ personId }) => personId)) },
    { limit: MOST, fields: ['name', 'unit'] },
  );
  const open = asked.filter((question) => !isSettled(question));
  const heads = open.map(wordingOf);
  const seats = sent.map(wordingOf);
  const titles = new Map(asked.map(({ _id, title }) => [_id, title]));
  return {
    number: session.number,
    sessionId: session._id,
    isOpen: !isOver(session),
    waiting: sent.map((seat) => {
      const asker = askers.find(({ _id }) => _id === seat.personId);
      return {
        id: seat._id,
        title: seat.title,
        detail: seat.detail,
        category: seat.category,
        isHidden: seat.isHidden,
        askerName: asker?.name ?? '',
        askerUnit: asker?.unit ?? '',
        at: seat.at,
        isDoubtful: seat.isDoubtful,
        alike: alikeTo(wordingOf(seat), heads, thesaurus),
        alikeSeats: alikeTo(wordingOf(seat), seats, thesaurus),
      };
    }),
    queue: open.map(({ _id: id, title, votes, isApproved }) => ({ id, title, votes, isApproved })),
    groups: groupsOf(heads, thesaurus).filter((ids) =>
      open.some(({ _id, state }) => state === 'queued' && ids.includes(_id)),
    ),
    merged: asked
      .filter(({ state }) => state === 'merged')
      .map(({ _id: id, title, mergedInto }) => ({ id, title, into: titles.get(mergedInto ?? '') ?? '' })),
  };
}

const wordingOf = ({ _id: id, title, detail, category }: Question | SeatQuestion) => ({
  id,
  title,
  detail,
  category,
});

/** What the host has to look at before these words go up. @throws DomainError not_found */
export const seatFindings: Handler<(typeof hallContract)['hall.seatFindings']> = {
  may: OFFICE,
  run: async ({ seatId, title }) => ({ findings: await lookThrough(wordsOf(await readSeat(seatId), title)) }),
};

const wordsOf = ({ _id, personId }: SeatQuestion, title: string): PublicWords => ({
  passages: [{ questionId: _id, field: 'title', text: title }],
  askerIds: [personId],
});

/**
 * The host lets a question from a seat in, in words that passed the gate; groups it with another, answers it in writing, or
 * sets it aside with a reason. What alike ones wait is grouped along. May be repeated.
 *
 * @throws DomainError not_found, wrong_stage, redaction_open, question_full, conflict
 */
export const decideSeat: Handler<(typeof hallContract)['hall.decideSeat']> = {
  may: OFFICE,
  async run({ seatId, as, along }, context) {
    const act = await actOf(context);
    const seat = await readSeat(seatId);
    const session = await readSession(seat.sessionId);
    if (!hasHappened(seat, act.requestId)) {
      ensure(!isOver(session), 'wrong_stage');
      const queue = await questionsOf(seat.sessionId);
      if (as.kind === 'grouped') ensureTakesIn(queue, as.questionId);
      if (as.kind === 'approved') {
        ensure(queue.filter((question) => !isSettled(question)).length < QUEUE_MAX, 'question_full');
        await ensureLookedThrough(wordsOf(seat, as.title), as.kept);
      }
    }
    await decide(seat, act, (before) => {
      if (as.kind === 'approved') return approveSeat(before, as.title, act);
      if (as.kind === 'grouped') return groupSeat(before, as.questionId, act);
      return as.kind === 'filed' ? answerLater(before, act) : setAside(before, as.reason, act);
    });
    const head = as.kind === 'approved' ? questionIdOf(seatId) : as.kind === 'grouped' ? as.questionId : null;
    if (head !== null) await groupAlong(seat, along, head, act);
    return inboxOf(seat.sessionId, act.now);
  },
};

async function groupAlong(
  seat: SeatQuestion,
  along: readonly string[],
  head: string,
  act: Act,
): Promise<void> {
  const others = await find(
    seatQuestions,
    { _id: _.in([...along]), sessionId: seat.sessionId },
    { limit: MOST },
  );
  // Decided by somebody else meanwhile: that stands.
  const waiting = others.filter(
    (other) => other._id !== seat._id && (other.state === 'waiting' || hasHappened(other, act.requestId)),
  );
  await inParallel(waiting, 10, (other) => decide(other, act, (before) => groupSeat(before, head, act)));
}

async function decide(
  seat: SeatQuestion,
  act: Act,
  transition: (before: SeatQuestion) => { entity: SeatQuestion },
): Promise<void> {
  const isDone = hasHappened(seat, act.requestId);
  const decided = isDone ? seat : await commit(seatQuestions, seat, transition(seat).entity);
  await finishSeat(decided, act.now);
}

/** @throws DomainError not_found for a question of elsewhere, wrong_stage for one that is settled */
function ensureTakesIn(queue: readonly Question[], questionId: string): void {
  const head = queue.find(({ _id }) => _id === questionId);
  ensure(head !== undefined, 'not_found');
  ensure(!isSettled(head), 'wrong_stage');
}

async function readSeat(seatId: string): Promise<SeatQuestion> {
  const seat = await get(seatQuestions, seatId);
  ensure(seat !== null, 'not_found');
  return seat;
}
