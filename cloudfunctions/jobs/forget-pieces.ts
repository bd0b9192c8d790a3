import { requestPieces } from '../platform/database/collections';
import { _, remove } from '../platform/database/store';
import { dueOn, type TimerStep } from './timer-step';

const overAt = (now: number) => ({ forgetAt: _.lte(now) }) as const;

/** Pieces of a call whose last piece never came; the phone begins again (platform/call/pieces.ts). */
export const forgetPieces: TimerStep = {
  name: 'forget_pieces',
  dueWhen: (now) => [dueOn(requestPieces, overAt(now))],
  run: (now) => remove(requestPieces, overAt(now)),
};
