import type { Case } from '../../cloudfunctions/core/case/case';
import { changeCase } from '../../cloudfunctions/core/case/change';
import {
  ASKER_ACTOR,
  type CaseActor,
  type CaseCommand,
  SYSTEM_ACTOR,
} from '../../cloudfunctions/core/case/command';
import { caseNumber, type Opening, openCase } from '../../cloudfunctions/core/case/opening';
import { DAY_MS, dayOf, HOUR_MS, instantOf } from '../../cloudfunctions/core/rules/calendar';
import type { Channel, Outcome } from '../../miniprogram/shared/case';
import type { Level } from '../../miniprogram/shared/rating';
import { chance } from './chance';
import { type Matter, matterAt } from './matters';
import { caseRules } from './rules';
import { DEMO_NOW } from './sessions';
import { OFFICE, OPERATOR, staff } from './staff';

/** How far a case of the demo has come, and what came of it. */
type Fate = { outcome: Outcome; isSolved: boolean } | 'submitted' | 'assigned' | 'working';

/**
 * How many cases of each channel came to which end; the counts of docs/rules.md, What is counted follow from these.
 */
const PLAN: ReadonlyArray<readonly [channel: Channel, fate: Fate, count: number]> = [
  ['box', { outcome: 'solved', isSolved: true }, 123],
  ['box', { outcome: 'taken_up', isSolved: false }, 95],
  ['box', { outcome: 'explained', isSolved: false }, 58],
  ['box', { outcome: 'not_accepted', isSolved: false }, 7],
  ['hotline', { outcome: 'solved', isSolved: true }, 64],
  ['hotline', { outcome: 'explained', isSolved: false }, 22],
  ['box', 'working', 3],
  ['box', 'assigned', 2],
  ['box', 'submitted', 2],
  ['hotline', 'working', 2],
];

const BEGIN = instantOf('2025-06-09', 9);
const RECENT = instantOf('2026-11-20', 9);
const LEVELS: readonly Level[] = [
  'very_satisfied',
  'satisfied',
  'satisfied',
  'fairly_satisfied',
  'dissatisfied',
];

/** The next number of a day: each day counts by itself. */
export type Numbering = (at: number) => string;
export function numbering(): Numbering {
  const issued = new Map<string, number>();
  return (at) => {
    const day = dayOf(at);
    const sequence = (issued.get(day) ?? 0) + 1;
    issued.set(day, sequence);
    return caseNumber(day, sequence);
  };
}

/** Every case of box and hotline, oldest first within its kind. */
export function boxAndHotline(askers: readonly string[], numberOf: Numbering): Case[] {
  const random = chance(12_345);
  const days = (RECENT - BEGIN) / DAY_MS - 14;
  let index = 0;
  return PLAN.flatMap(([channel, fate, count]) =>
    Array.from({ length: count }, (_, place) => {
      const isOpen = typeof fate === 'string';
      const day = Math.floor(((place + random()) / count) * days);
      const at = isOpen
        ? RECENT + Math.floor(random() * 3 * DAY_MS)
        : BEGIN + day * DAY_MS + Math.floor(random() * 9 * HOUR_MS);
      const number = numberOf(at);
      const matter = matterAt(index * 7);
      index += 1;
      const askerId = askers[Math.floor(random() * askers.length)] ?? null;
      const opening = openingOf({ id: `case-${number}`, number, channel, askerId, matter });
      const opened = openCase(opening, channel === 'hotline' ? OPERATOR : ASKER_ACTOR, at, caseRules);
      return told(lived(opened, matter, fate, random));
    }),
  );
}

const openingOf = (
  facts: Pick<Opening, 'id' | 'number' | 'channel' | 'askerId'> & { matter: Matter },
): Opening => ({
  id: facts.id,
  number: facts.number,
  channel: facts.channel,
  category: facts.matter.category,
  urgency: 'ordinary',
  title: facts.matter.title,
  text: facts.matter.text,
  place: '',
  pictures: [],
  identity: 'hidden',
  isProtected: false,
  isDoubtful: false,
  askerId: facts.askerId,
  phone: '',
  receipt: null,
  recordedBy: facts.channel === 'hotline' ? OPERATOR.personId : null,
  question: null,
});

/** Plays the case through the product's own transitions up to its fate. */
export function lived(opened: Case, matter: Matter, fate: Fate, random: () => number): Case {
  let entity = opened;
  let now = opened.submittedAt;
  const act = (actor: CaseActor, command: CaseCommand, hours: number) => {
    now += Math.floor(hours * HOUR_MS * (0.5 + random()));
    entity = changeCase(entity, command, {
      actor,
      now,
      rules: caseRules,
      requestId: `${entity._id}.${entity.version}`,
    }).entity;
  };
  if (fate === 'submitted') return entity;
  const { departmentId } = matter;
  if (entity.status === 'submitted')
    act(OFFICE, { do: 'accept', urgency: entity.urgency, leadId: departmentId, coIds: [] }, 2);
  if (fate === 'assigned') return entity;
  act(staff('handler', departmentId), { do: 'take' }, 2);
  if (fate === 'working') return entity;
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
  while (entity.isOpen && entity.wakeAt !== null) {
    now = Math.max(now, entity.wakeAt);
    act(SYSTEM_ACTOR, { do: 'wake' }, 0);
  }
  if (random() < 0.6)
    act(OFFICE, { do: 'publish', title: matter.title, text: matter.text, reply: matter.answer }, 20);
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
