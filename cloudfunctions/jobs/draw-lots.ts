import { drawLots } from '../booking/draw-lots';
import { eachInTurn } from '../platform/call/each';
import { sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { dueOn, type TimerStep } from './timer-step';

const dueAt = (now: number) => ({ status: 'previewed', 'lottery.nextAt': _.lte(now) }) as const;

/** Speaking slots by lot: entries close, and some minutes later the order is drawn. */
export const drawLotsWhenDue: TimerStep = {
  name: 'draw_lots',
  dueWhen: (now) => [dueOn(sessions, dueAt(now))],
  async run(now) {
    const pending = await find(sessions, dueAt(now), { limit: 10 });
    await eachInTurn('draw_lots', pending, (session) => drawLots(session, now));
  },
};
