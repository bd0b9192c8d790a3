import { hasHappened, SYSTEM } from '../change';
import type { CardStep } from '../message/card-words';
import type { RuleBook } from '../rules/rulebook';
import { addWorkingTime, type SchoolTime, workingDaysBefore } from '../rules/working-time';
import { changedCard, type GivenCard, hasOpenPlan } from './card-ledger';

/** What somebody has to do about a card, and until when. */
export interface CardDeadline {
  /** `decision`: the office about an appeal. `plan`: the department, the plan itself or its next open measure. */
  what: 'plan' | 'decision';
  at: number;
}

/** The rungs of cases in working days (docs/rules.md, Cases); cards climb the same. */
export interface CardTimes extends SchoolTime {
  reminderWorkingDays: number;
  rungs: readonly [number, number, number, number];
  decisionWorkingDays: number;
}

export const cardTimesOf = ({ rules }: RuleBook): CardTimes => ({
  reminderWorkingDays: rules.cases.reminderWorkingDays,
  rungs: rules.cases.rungs.workingDays,
  decisionWorkingDays: rules.cards.decisionWorkingDays,
  breaks: rules.calendar.breaks,
  workEndsMinute: rules.calendar.workEndsMinute,
});

/** What the card waits for now; null when it waits for nobody but the next survey. */
export function deadlineOf(card: GivenCard): CardDeadline | null {
  if (card.state === 'appealed')
    return { what: 'decision', at: card.appeal?.decideBy ?? card.appeal?.at ?? card.reviewUntil };
  const { submittedAt, doneAt, dueAt, measures } = card.rectification;
  if (!hasOpenPlan(card) || doneAt !== null) return null;
  if (submittedAt === null) return { what: 'plan', at: dueAt };
  const open = measures.filter(({ isDone }) => !isDone).map((measure) => measure.dueAt);
  return open.length === 0 ? null : { what: 'plan', at: Math.min(...open) };
}

/** Is the department late with its plan, or with a measure of it? Not while an appeal waits. */
export function isPlanOverdue(card: GivenCard, now: number): boolean {
  const deadline = deadlineOf(card);
  return deadline?.what === 'plan' && deadline.at <= now;
}

interface Rung {
  step: CardStep;
  at: number;
}

function rungsOf({ what, at }: CardDeadline, times: CardTimes): Rung[] {
  const after = (workingDays: number) => addWorkingTime(at, { workingDays }, times);
  const near = workingDaysBefore(at, times.reminderWorkingDays, times.breaks);
  const [, head, leader, publicList] = times.rungs;
  if (what === 'decision')
    return [
      { step: 'decision_near', at: near },
      { step: 'decision_late', at },
      { step: 'decision_late_leader', at: after(leader) },
    ];
  return [
    { step: 'plan_near', at: near },
    { step: 'plan_late', at },
    { step: 'plan_late_head', at: after(head) },
    { step: 'plan_late_leader', at: after(leader) },
    { step: 'plan_late_public', at: after(publicList) },
  ];
}

/**
 * The card after the rungs that `now` has passed, each once for each deadline, and with the instant at which to look
 * again. A reminder that comes too late to remind is left out.
 */
export function climb(card: GivenCard, times: CardTimes, now: number): GivenCard {
  const deadline = deadlineOf(card);
  if (deadline === null) return { ...card, wakeAt: null, isLate: false };
  const rungs = rungsOf(deadline, times);
  const isLate = deadline.at <= now;
  const idOf = ({ step }: Rung) => `${step}-${deadline.at}`;
  const passed = rungs.filter(
    (rung) => rung.at <= now && !hasHappened(card, idOf(rung)) && !(isLate && rung.at < deadline.at),
  );
  const climbed = passed.reduce((before, rung) => {
    const act = { actor: SYSTEM, now, requestId: idOf(rung) };
    return changedCard(before, act, rung.step, {}, '', { step: rung.step, deadline: deadline.at }).entity;
  }, card);
  return { ...climbed, wakeAt: rungs.find(({ at }) => at > now)?.at ?? null, isLate };
}
