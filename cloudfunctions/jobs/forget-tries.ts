import { bindAttempts } from '../platform/database/collections';
import { _, remove } from '../platform/database/store';
import { dueOn, type TimerStep } from './timer-step';

const overAt = (now: number) => ({ until: _.lte(now) }) as const;

/** Who tried to bind is not kept longer than they must wait. */
export const forgetTries: TimerStep = {
  name: 'forget_tries',
  dueWhen: (now) => [dueOn(bindAttempts, overAt(now))],
  run: (now) => remove(bindAttempts, overAt(now)),
};
