import { sweepUploads, sweptBy } from '../case/uploads';
import { uploads } from '../platform/database/collections';
import { dueOn, type TimerStep } from './timer-step';

/** Pictures without a case are not kept for ever: whoever may write may upload. */
export const sweepPictures: TimerStep = {
  name: 'sweep_pictures',
  dueWhen: (now) => [dueOn(uploads, sweptBy(now))],
  run: sweepUploads,
};
