import { requests } from '../platform/database/collections';
import { _, remove } from '../platform/database/store';
import { dueOn, type TimerStep } from './timer-step';

const overAt = (now: number) => ({ forgetAt: _.lte(now) }) as const;

/** No phone repeats a command after a week, so nothing says any longer who sent it (platform/call/request.ts). */
export const forgetRequests: TimerStep = {
  name: 'forget_requests',
  dueWhen: (now) => [dueOn(requests, overAt(now))],
  run: (now) => remove(requests, overAt(now)),
};
