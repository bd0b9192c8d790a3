import type { CaseEventKind } from '../../../miniprogram/shared/case';
import type { RulesNow } from '../rules/case-rules';
import { reminderAt, rungAt, workingDaysLater } from '../rules/deadline';
import type { Case, Derived } from './case';

/** What time alone does to a case. */
export type Falls =
  | { what: 'resumed'; at: number }
  | { what: 'reminded'; at: number }
  | { what: 'escalated'; at: number; rung: number }
  | { what: 'note_asked'; at: number }
  | { what: 'progress'; at: number }
  | { what: 'closed'; at: number }
  | { what: 'commitment_late'; at: number }
  | { what: 'supervision_chased'; at: number; orderId: string };

export const RUNGS = 4;

/** What was reported in confidence goes up to the leaders, and into no public list; nor does what was sent back, which that list would tell. */
const lastRungOf = ({ isProtected, firstReplyAt }: Pick<Case, 'isProtected' | 'firstReplyAt'>): number =>
  isProtected || firstReplyAt !== null ? RUNGS - 1 : RUNGS;

/** The event of each rung: handler → department head → leader in charge → public list (docs/rules.md, Cases). */
export const RUNG_EVENTS: readonly CaseEventKind[] = [
  'escalated_handler',
  'escalated_head',
  'escalated_leader',
  'escalated_public',
];

/**
 * Everything that time will do to the case as it is now, each with its instant. Each rung stands here once: after it
 * has been climbed the next one follows. Recomputed from the rules at each look, so a changed rule moves what has not
 * happened yet and repeats nothing.
 */
export function falls(entity: Omit<Case, keyof Derived>, rules: RulesNow): Falls[] {
  const list: Falls[] = [];
  const isAnswered = entity.status === 'replied' || entity.status === 'closed';
  if (entity.pause && !isAnswered) list.push({ what: 'resumed', at: entity.pause.until });
  if (!isAnswered && entity.pause === null) {
    const { dueAt, urgency, rung } = entity;
    if (!entity.isReminded) list.push({ what: 'reminded', at: reminderAt(dueAt, urgency, rules) });
    if (rung < lastRungOf(entity))
      list.push({ what: 'escalated', at: rungAt(rung + 1, dueAt, urgency, rules), rung: rung + 1 });
    if (isNoteAsked(entity, rules)) list.push({ what: 'note_asked', at: noteAskedAt(entity, rules) });
    list.push({ what: 'progress', at: progressAt(entity, rules) });
  }
  if (entity.status === 'replied' && entity.repliedAt !== null)
    list.push({
      what: 'closed',
      at: workingDaysLater(entity.repliedAt, rules.cases.silenceWorkingDays, rules),
    });
  if (entity.commitment?.state === 'open')
    list.push({ what: 'commitment_late', at: entity.commitment.dueAt });
  for (const order of entity.supervisions)
    if (order.state === 'ordered' && !order.isChased)
      list.push({ what: 'supervision_chased', at: order.dueAt, orderId: order.orderId });
  return list;
}

/** When the asker hears from the clock that the case is open still, where nobody has written a note. */
export const progressAt = ({ newsAt }: Pick<Case, 'newsAt'>, rules: RulesNow): number =>
  workingDaysLater(newsAt, rules.cases.progressWorkingDays, rules);

/** A working day earlier. */
const noteAskedAt = ({ newsAt }: Pick<Case, 'newsAt'>, rules: RulesNow): number =>
  workingDaysLater(newsAt, rules.cases.progressWorkingDays - 1, rules);

/** Whoever has the case is asked for a note once before each; where one is due every day, nobody has a day to be asked. */
const isNoteAsked = (
  { status, newsAt, noteAskedFor }: Pick<Case, 'status' | 'newsAt' | 'noteAskedFor'>,
  rules: RulesNow,
): boolean => status !== 'submitted' && noteAskedFor !== newsAt && rules.cases.progressWorkingDays > 1;

/** A new deadline that lies ahead begins its rungs anew; one that has passed already keeps those climbed. */
export const freshDeadline = (entity: Case, dueAt: number, now: number): Partial<Case> =>
  dueAt === entity.dueAt || dueAt <= now
    ? { dueAt }
    : { dueAt, rung: 0, isReminded: false, isOnOverdueList: false };

/** The next instant at which time does something to the case, or null. */
export function nextWakeAt(entity: Omit<Case, keyof Derived>, rules: RulesNow): number | null {
  const instants = falls(entity, rules).map(({ at }) => at);
  return instants.length === 0 ? null : Math.min(...instants);
}

/** The earliest thing that is due by now, or null. */
export function firstDue(entity: Omit<Case, keyof Derived>, rules: RulesNow, now: number): Falls | null {
  return falls(entity, rules)
    .filter(({ at }) => at <= now)
    .reduce<Falls | null>((first, fall) => (first === null || fall.at < first.at ? fall : first), null);
}
