import { ensure } from '../domain-error';
import type { RulesNow } from '../rules/case-rules';
import { classDueAt, movedDeadline } from '../rules/deadline';
import { daysEnd } from '../rules/working-time';
import { ANONYMOUS_GRAIN_MS } from './anonymous';
import type { Case } from './case';
import { type CaseAct, type CaseChange, eventOf, type Transition } from './command';
import { freshDeadline } from './escalation';
import { asAnsweredOf } from './public-state';

/**
 * The clock goes on: the pause becomes part of the deadline, with its length in the history. The deadline that has moved
 * ahead is reminded of anew.
 */
export function resumed(entity: Case, until: number, act: CaseAct): { set: Partial<Case>; lengthMs: number } {
  if (!entity.pause) return { set: {}, lengthMs: 0 };
  const pauses = [...entity.pauses, { at: entity.pause.at, until }];
  const dueAt = movedDeadline({ ...entity, pauses }, act.rules);
  return {
    set: { ...freshDeadline(entity, dueAt, until), pause: null, pauses },
    lengthMs: until - entity.pause.at,
  };
}

export const answer: Transition<'answer'> = (entity, { text, pictures }, act) => {
  const shown = withPictures(entity, pictures);
  if (!entity.pause) return { set: shown, events: [eventOf(act, 'answered_more', { text, pictures })] };
  const { set, lengthMs } = resumed(entity, act.now, act);
  const detail = { text, pictures, lengthMs, dueAt: set.dueAt ?? null };
  return { set: { ...set, ...shown }, events: [eventOf(act, 'answered_more', detail)] };
};

/**
 * What the asker sends later is looked at like what came first. An anonymous item was read by the office before the
 * department ever saw it; what follows goes to the same few people and has no account to be checked by.
 */
function withPictures(entity: Case, fileIds: readonly string[]): Partial<Case> {
  if (fileIds.length === 0) return {};
  const isAnonymous = entity.identity === 'anonymous';
  const state = isAnonymous && !entity.isHeld ? ('passed' as const) : ('waiting' as const);
  const added = fileIds.map((fileId) => ({ fileId, state, traceId: '' }));
  return {
    pictures: [...entity.pictures, ...added],
    hasUnchecked: entity.hasUnchecked || !isAnonymous,
  };
}

/**
 * The time of what an anonymous asker does: by ten minutes only, and never before what has happened already, so that
 * no clock runs backwards.
 */
export const coarseTime = (entity: Case, now: number): number =>
  Math.max(now - (now % ANONYMOUS_GRAIN_MS), ...entity.history.map(({ at }) => at));

export const judge: Transition<'judge'> = (entity, { isSolved, reason, satisfaction }, act) => {
  const isClosedForGood = entity.closing === 'merged' || entity.closing === 'withdrawn';
  ensure(!isClosedForGood && entity.repliedAt !== null, 'case_closed');
  if (isSolved)
    return {
      set: {
        status: 'closed',
        closing: 'asker_solved',
        closedAt: entity.closedAt ?? act.now,
        verdict: 'solved',
        satisfaction: satisfaction ?? entity.satisfaction,
      },
      // Saying it once more only adds how satisfied they are.
      events: entity.verdict === 'solved' ? [] : [eventOf(act, 'solved', { text: reason })],
    };
  ensure(reason !== '', 'reason_needed', { reason: 'text_empty' });
  const until = reopenUntil(entity, act.rules);
  ensure(until !== null && act.now < until, 'reopen_too_late');
  return reopened(entity, reason, satisfaction, act);
};

/** The instant from which "not solved" no longer reopens the case; null before there is an answer. */
export const reopenUntil = ({ repliedAt }: Pick<Case, 'repliedAt'>, rules: RulesNow): number | null =>
  repliedAt === null ? null : daysEnd(repliedAt, rules.cases.reopenDays);

function reopened(
  entity: Case,
  reason: string,
  satisfaction: Case['satisfaction'],
  act: CaseAct,
): CaseChange {
  const dueAt = classDueAt(act.now, entity.urgency, act.rules);
  const asAnswered = asAnsweredOf(entity);
  return {
    set: {
      ...(asAnswered && { asAnswered }),
      clockStart: act.now,
      pauses: [],
      extraDays: 0,
      baseDueAt: dueAt,
      dueAt,
      status: entity.responsibleId === null ? 'accepted' : 'in_progress',
      assignedTo: null,
      draft: null,
      askedExtension: null,
      reopenings: entity.reopenings + 1,
      rung: 0,
      isReminded: false,
      verdict: 'not_solved',
      satisfaction: satisfaction ?? entity.satisfaction,
      closing: null,
      closedAt: null,
      newsAt: act.now,
    },
    events: [eventOf(act, 'reopened', { text: reason, dueAt, departmentId: entity.responsibleId })],
  };
}

export const withdraw: Transition<'withdraw'> = (_entity, { reason }, act) => ({
  set: {
    status: 'closed',
    closing: 'withdrawn',
    closedAt: act.now,
    draft: null,
    pause: null,
    askedExtension: null,
    isOnOverdueList: false,
  },
  events: [eventOf(act, 'withdrawn', { text: reason })],
});

export const allowName: Transition<'allowName'> = (entity, { isAllowed }, act) => {
  ensure(entity.identity !== 'anonymous', 'not_allowed');
  return {
    set: { identity: isAllowed ? 'named' : 'hidden' },
    events: [eventOf(act, isAllowed ? 'name_allowed' : 'name_hidden')],
  };
};
