import { forgetCoAskers, votersOver } from '../hall/forget-co-askers';
import { lookedAt, settleSeats, WITH_PENDING } from '../hall/seat-outbox';
import { questions, seatQuestions } from '../platform/database/collections';
import { dueOn, type TimerStep } from './timer-step';

/** Questions from seats: what calls left half made, what a session left unasked, what nobody chose in time. */
export const settleSeatQuestions: TimerStep = {
  name: 'settle_seats',
  dueWhen: (now) => [dueOn(seatQuestions, WITH_PENDING), dueOn(seatQuestions, lookedAt(now))],
  run: settleSeats,
};

/** Co-askers who have been told, and have had their say. */
export const forgetVoters: TimerStep = {
  name: 'forget_voters',
  dueWhen: (now) => [dueOn(questions, votersOver(now))],
  run: forgetCoAskers,
};
