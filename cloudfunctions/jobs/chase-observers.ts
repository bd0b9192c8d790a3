import { SYSTEM } from '../core/change';
import { changedSurvey, tellingSurvey } from '../core/survey/survey';
import { eachInTurn } from '../platform/call/each';
import { surveys } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { waitingNotices } from '../survey/seal';
import { dueOn, type TimerStep } from './timer-step';

const waitingAt = (now: number) => ({ state: 'sealed', openingReminderAt: _.lte(now) }) as const;

/** Sealed ratings that no two observers have opened: whoever holds a key and has said nothing is told once more. */
export const chaseObservers: TimerStep = {
  name: 'chase_observers',
  dueWhen: (now) => [dueOn(surveys, waitingAt(now))],
  async run(now) {
    const waiting = await find(surveys, waitingAt(now), { limit: 20 });
    await eachInTurn('chase_observers', waiting, async (survey) => {
      const act = { actor: SYSTEM, now, requestId: `chase-${survey._id}` };
      const chased = changedSurvey(survey, act, 'observers_reminded', { openingReminderAt: null });
      const notices = await waitingNotices(survey, `${survey._id}:again`, act);
      await write(surveys, survey, tellingSurvey(chased, notices));
    });
  },
};
