import { DAY_MS, dayOf, HOUR_MS, instantOf } from '../../cloudfunctions/core/calendar';
import type { Case } from '../../cloudfunctions/core/case';
import { changeCase } from '../../cloudfunctions/core/case-change';
import {
  ASKER_ACTOR,
  type CaseActor,
  type CaseCommand,
  SYSTEM_ACTOR,
} from '../../cloudfunctions/core/case-command';
import { caseNumber, type Opening, openCase } from '../../cloudfunctions/core/case-opening';
import type { Channel, Outcome } from '../../miniprogram/shared/case';
import type { Level } from '../../miniprogram/shared/rating';
import { chance } from './chance';
import { type Matter, matterAt } from './matters';
import { caseRules } from './rules';

const OFFICE: CaseActor = { role: 'office', personId: 'p-wu', name: '吴雅琴', departmentId: null };
const OPERATOR: CaseActor = { role: 'operator', personId: 'p-tang', name: '唐丽', departmentId: null };
const staff = (role: 'handler' | 'head', departmentId: string): CaseActor => ({
  role,
  personId: null,
  name: role === 'handler' ? '经办人' : '负责人',
  departmentId,
});

/** How far a case of the demo has come, and what came of it. */
type Fate = { outcome: Outcome; isSolved: boolean } | 'submitted' | 'assigned' | 'working';

/** How many cases of each channel came to which end; the counts of product.md S14 follow from these. */
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

/** Every case of box and hotline, oldest first within its kind. */
export function boxAndHotline(askers: readonly string[]): Case[] {
  const random = chance(12_345);
  const perDay = new Map<string, number>();
  const days = (RECENT - BEGIN) / DAY_MS - 14;
  let index = 0;
  return PLAN.flatMap(([channel, fate, count]) =>
    Array.from({ length: count }, (_, place) => {
      const isOpen = typeof fate === 'string';
      const day = Math.floor(((place + random()) / count) * days);
      const at = isOpen
        ? RECENT + Math.floor(random() * 3 * DAY_MS)
        : BEGIN + day * DAY_MS + Math.floor(random() * 9 * HOUR_MS);
      const sequence = (perDay.get(dayOf(at)) ?? 0) + 1;
      perDay.set(dayOf(at), sequence);
      const number = caseNumber(dayOf(at), sequence);
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
  act(handler, { do: 'draftReply', text: matter.answer, outcome, promisedFor: null, pictures: [] }, 14);
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

/** All that was to be told has been told long ago. */
export const told = (entity: Case): Case => ({ ...entity, notices: [], hasNotice: false });
