import { joinable, joinUnmatched } from '../hall/unmatched';
import { unmatchedEntries } from '../platform/database/collections';
import { dueOn, type TimerStep } from './timer-step';

/** Whom a desk wrote down and the roster did not know then. */
export const joinEntries: TimerStep = {
  name: 'join_unmatched',
  dueWhen: (now) => [dueOn(unmatchedEntries, joinable(now))],
  run: joinUnmatched,
};
