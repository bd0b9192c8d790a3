import { applyCommandAs } from '../case/apply-command';
import { rulesNow } from '../case/numbering';
import { SYSTEM_ACTOR } from '../core/case/command';
import type { Person } from '../core/people/person';
import { eachInTurn } from '../platform/call/each';
import { cases, people } from '../platform/database/collections';
import { _, find, update } from '../platform/database/store';
import { giveUpHoldings } from './leaver-holdings';
import { handOnRoles } from './leaver-roles';
import { dueOn, type TimerStep } from './timer-step';

const PAGE = 50;
const MOVED = { moved: _.in(['left', 'back']) } as const;

/**
 * Whoever has left gives up everything that names them and is not a record of what was; whoever comes back hears of
 * their open cases again (docs/domain.md, Leaving). Stopped anywhere, the next run does the rest.
 */
export const settleMoved: TimerStep = {
  name: 'settle_moved',
  dueWhen: () => [dueOn(people, MOVED)],
  run: settle,
};

async function settle(now: number, until: number): Promise<number> {
  let settled = 0;
  while (Date.now() < until) {
    const moved = await find(people, MOVED, { limit: PAGE });
    const done = await eachInTurn('settle_moved', moved, (person) =>
      person.moved === 'back' ? welcomeBack(person, now) : letGo(person, now),
    );
    settled += done;
    if (moved.length < PAGE || done === 0) break;
  }
  return settled;
}

async function letGo(person: Person, now: number): Promise<void> {
  await giveUpHoldings(person._id, now);
  await handOnRoles(person, now);
  await update(people, { _id: person._id, moved: 'left' }, { moved: null, formerRoles: [] });
}

async function welcomeBack({ _id: personId }: Person, now: number): Promise<void> {
  const own = await find(cases, { askerId: personId, isOpen: true }, { limit: 200 });
  const rules = await rulesNow(now);
  for (const entity of own.filter(({ askerLeft }) => askerLeft))
    await applyCommandAs(
      SYSTEM_ACTOR,
      entity,
      { do: 'comeBack' },
      { rules, now, requestId: `back-${entity._id}-${entity.version}` },
    );
  await update(people, { _id: personId, moved: 'back' }, { moved: null });
}
