import type { CaseView } from '../contract/case';
import { coarseTime } from '../core/case/asker';
import type { Case } from '../core/case/case';
import { changeCase } from '../core/case/change';
import { ASKER_ACTOR, type CaseActor, type CaseCommand } from '../core/case/command';
import { forgotten } from '../core/case/forgotten';
import { actorFor, actorsOf, viewerOf } from '../core/case/identity';
import { onPickedDay } from '../core/case/picked-day';
import { DomainError } from '../core/domain-error';
import type { Person } from '../core/people/person';
import type { RulesNow } from '../core/rules/case-rules';
import type { Context } from '../platform/call/dispatch';
import { cases } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { write, writeForgotten } from '../platform/database/versioned';
import { versionedCases } from '../platform/database/versioned-cases';
import { rulesNow } from './numbering';
import { caseByReceipt } from './receipt';
import { showCase } from './show-case';

/** Which case: by id for who is known, by receipt code for who is not. */
export interface CaseRef {
  caseId?: string | undefined;
  receiptCode?: string | undefined;
}

const TRIES = 4;

/**
 * One command by the caller, in the first capacity in which it may be given; the case afterwards as the caller sees it.
 * Who they are and what they may is read now. Somebody else's change in between is no conflict: the command is tried
 * again on what the case has become, and refused if it no longer fits. A repeat of the same request changes nothing.
 *
 * @throws DomainError not_found (none the caller may see), not_allowed, case_closed, wrong_case_stage, conflict, or the
 *   command's own
 */
export async function applyCommand(ref: CaseRef, command: CaseCommand, context: Context): Promise<CaseView> {
  const { now, requestId } = context;
  const { entity, person } = await readVisibleCase(ref, context);
  const rules = await rulesNow(now);
  const after = await applyFor(entity, onPickedDay(command, rules), {
    person,
    byReceipt: ref.caseId === undefined,
    rules,
    now,
    requestId,
  });
  const viewer = ref.caseId === undefined ? 'asker' : viewerOf(after, person);
  // Who gave it away by this very command (a department that handed it back) sees it one last time.
  const last = viewer ?? viewerOf(entity, person);
  if (!last) throw new DomainError('not_found');
  return showCase({ entity: after, viewer: last, person, now, rules });
}

/** The case the caller means, if it is one they may see. @throws DomainError not_found, receipt_unknown, invalid_input */
async function readVisibleCase(
  ref: CaseRef,
  { caller, now }: Context,
): Promise<{ entity: Case; person: Person | null }> {
  if ((ref.caseId === undefined) === (ref.receiptCode === undefined))
    throw new DomainError('invalid_input', { caseId: 'one_of_two' });
  if (ref.receiptCode !== undefined)
    return { entity: await caseByReceipt(ref.receiptCode, caller.openid, now), person: null };
  const [entity, person] = await Promise.all([get(cases, ref.caseId ?? ''), caller.boundPerson()]);
  if (!entity || !viewerOf(entity, person)) throw new DomainError('not_found');
  return { entity, person };
}

interface CommandContext {
  person: Person | null;
  byReceipt: boolean;
  rules: RulesNow;
  now: number;
  requestId: string;
}

async function applyFor(first: Case, command: CaseCommand, by: CommandContext): Promise<Case> {
  return persist(first, by.requestId, (entity) => {
    const actors = by.byReceipt ? [ASKER_ACTOR] : actorsOf(entity, by.person);
    const actor = actorFor(entity, command.do, actors);
    if (!actor) throw new DomainError('not_allowed');
    // An anonymous asker leaves no exact time.
    const now = by.byReceipt ? coarseTime(entity, by.now) : by.now;
    return changeCase(entity, command, { ...by, now, actor }).entity;
  });
}

/** A change made by time or by another part of the product; @throws DomainError conflict */
export async function applyCommandAs(
  actor: CaseActor,
  entity: Case,
  command: CaseCommand,
  act: { rules: RulesNow; now: number; requestId: string },
): Promise<Case> {
  return persist(entity, act.requestId, (current) => changeCase(current, command, { ...act, actor }).entity);
}

/** Writes what `transition` makes of the newest version; does nothing where the request has happened already. */
async function persist(first: Case, requestId: string, transition: (entity: Case) => Case): Promise<Case> {
  let entity = first;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (entity.history.some((event) => event.requestId === requestId)) return entity;
    const after = transition(entity);
    if ((await write(versionedCases, entity, after)) === 'written') return after;
    const fresh = await get(cases, entity._id);
    if (!fresh) break;
    entity = fresh;
  }
  throw new DomainError('conflict');
}

/** Takes person and words out of an ended case. 'stale' when it changed meanwhile: the next run looks again. */
export const forgetCase = (entity: Case, now: number): Promise<'written' | 'stale'> =>
  writeForgotten(versionedCases, entity, forgotten(entity, now));
