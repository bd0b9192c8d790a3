import { bindWaits } from '../platform/database/collections';
import { _, remove } from '../platform/database/store';
import { dueOn, type TimerStep } from './timer-step';

const overAt = (now: number) => ({ until: _.lte(now) }) as const;

/** What was bound to what is not kept longer than somebody may have to wait for it. */
export const forgetWaits: TimerStep = {
  name: 'forget_waits',
  dueWhen: (now) => [dueOn(bindWaits, overAt(now))],
  run: (now) => remove(bindWaits, overAt(now)),
};
