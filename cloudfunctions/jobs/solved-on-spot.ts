import { fallSilent } from '../core/hall/question';
import { refreshFigures } from '../hall/figures';
import { questions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { dueOn, type TimerStep } from './timer-step';

const PAGE = 100;

const silentAt = (now: number) => ({ onSpot: 'waiting', answerBy: _.lte(now) }) as const;

/** Three days without an objection count as agreed. */
export const countSilence: TimerStep = {
  name: 'count_silence',
  dueWhen: (now) => [dueOn(questions, silentAt(now))],
  run: countSilent,
};

async function countSilent(now: number): Promise<number> {
  const waiting = await find(questions, silentAt(now), { order: [['answerBy', 'asc']], limit: PAGE });
  const touched = new Set<string>();
  for (const question of waiting) {
    const silent = fallSilent(question, now);
    if (silent && (await write(questions, question, silent.entity)) === 'written')
      touched.add(question.sessionId);
  }
  for (const sessionId of touched) await refreshFigures(sessionId);
  return touched.size;
}
