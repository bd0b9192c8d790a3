import { COMPLETE_RUN, TURN_MS } from '../core/message/timer-run';
import { acquire } from '../platform/database/lock';
import { lockIsFree, type TimerStep } from './timer-step';

/** The last step, left out where another one has failed: the office is told when no run was complete for too long. */
export const noteComplete: TimerStep = {
  name: 'note_complete',
  dueWhen: (now) => [lockIsFree(COMPLETE_RUN, TURN_MS, now)],
  run: (now) => acquire(COMPLETE_RUN, TURN_MS, now),
};
