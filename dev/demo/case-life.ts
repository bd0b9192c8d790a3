import type { Case } from '../../cloudfunctions/core/case/case';
import { changeCase } from '../../cloudfunctions/core/case/change';
import {
  ASKER_ACTOR,
  type CaseActor,
  type CaseCommand,
  SYSTEM_ACTOR,
} from '../../cloudfunctions/core/case/command';
import { HOUR_MS } from '../../cloudfunctions/core/rules/calendar';
import type { Outcome } from '../../miniprogram/shared/case';
import type { Level } from '../../miniprogram/shared/rating';
import type { Matter } from './matters';
import { caseRules } from './rules';
import { DEMO_NOW } from './sessions';
import { OFFICE, staff } from './staff';

/** How far a case of the demo has come, and what came of it. */
export type Fate = { outcome: Outcome; isSolved: boolean } | 'submitted' | 'assigned' | 'working';

const LEVELS: readonly Level[] = [
  'very_satisfied',
  'satisfied',
  'satisfied',
  'fairly_satisfied',
  'dissatisfied',
];

/** What somebody does to a case at a set time, whatever else goes on. */
export interface Deed {
  at: number;
  actor: CaseActor;
  command: CaseCommand;
  requestId: string;
}

/** Plays the case through the product's own transitions up to its fate; time does its part between. */
export function lived(
  opened: Case,
  matter: Matter,
  fate: Fate,
  random: () => number,
  besides: readonly Deed[] = [],
): Case {
  let entity = opened;
  let now = opened.submittedAt;
  const waiting = [...besides];
  const apply = ({ at, actor, command, requestId }: Deed) => {
    const act = { actor, now: at, rules: caseRules, requestId };
    entity = changeCase(until(entity, at), command, act).entity;
  };
  const reach = (at: number) => {
    for (let next = waiting[0]; next && next.at <= at; next = waiting[0]) {
      apply(next);
      waiting.shift();
    }
  };
  const act = (actor: CaseActor, command: CaseCommand, hours: number) => {
    now += Math.floor(hours * HOUR_MS * (0.5 + random()));
    if (now > DEMO_NOW) return;
    reach(now);
    apply({ at: now, actor, command, requestId: `${entity._id}.${entity.version}` });
  };
  const play = () => {
    if (fate === 'submitted') return;
    const { departmentId } = matter;
    if (entity.status === 'submitted')
      act(OFFICE, { do: 'accept', urgency: entity.urgency, leadId: departmentId, coIds: [] }, 2);
    if (fate === 'assigned') return;
    act(staff('handler', departmentId), { do: 'take' }, 2);
    if (fate === 'working') return;
    const { outcome, isSolved } = fate;
    const handler = staff('handler', departmentId);
    // About one answer in fourteen came too late.
    const hours = random() < 0.07 ? 130 : 14;
    act(handler, { do: 'draftReply', text: matter.answer, outcome, promisedFor: null, pictures: [] }, hours);
    const draftId = entity.draft?.draftId ?? '';
    act(staff('head', departmentId), { do: 'reviewReply', draftId, isReleased: true, note: '' }, 3);
    const satisfaction = LEVELS[Math.floor(random() * LEVELS.length)] ?? null;
    if (isSolved) act(ASKER_ACTOR, { do: 'judge', isSolved: true, reason: '', satisfaction }, 20);
    // Nobody objected, so silence has closed it.
    for (let at = entity.wakeAt; entity.isOpen && at !== null; at = entity.wakeAt) {
      now = Math.max(now, at);
      entity = until(entity, now);
    }
    if (random() < 0.6 && !entity.isPublic)
      act(OFFICE, { do: 'publish', title: matter.title, text: matter.text, reply: matter.answer }, 20);
  };
  play();
  reach(DEMO_NOW);
  return entity;
}

/** What time alone has done to the case by then: reminders, rungs, progress notes, closing by silence. */
export function until(entity: Case, now: number): Case {
  let current = entity;
  while (current.wakeAt !== null && current.wakeAt <= now)
    current = changeCase(
      current,
      { do: 'wake' },
      {
        actor: SYSTEM_ACTOR,
        now: current.wakeAt,
        rules: caseRules,
        requestId: `${current._id}.${current.version}`,
      },
    ).entity;
  return current;
}

/** The case as the demo begins with it: time has passed, and all that was to be told has been told. */
export const told = (entity: Case): Case => ({ ...until(entity, DEMO_NOW), notices: [], hasNotice: false });
