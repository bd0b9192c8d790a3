import { bindCodes } from '../platform/database/collections';
import { _, remove } from '../platform/database/store';
import { dueOn, type TimerStep } from './timer-step';

const overAt = (now: number) => ({ until: _.lte(now) }) as const;

/** A code for binding that nobody has used is gone when it is over. */
export const forgetCodes: TimerStep = {
  name: 'forget_codes',
  dueWhen: (now) => [dueOn(bindCodes, overAt(now))],
  run: (now) => remove(bindCodes, overAt(now)),
};
