import type { caseContract } from '../contract/case';
import type { Case } from '../core/case/case';
import { type CaseJoin, caseJoinId } from '../core/case/join';
import { keyOf } from '../core/case/key';
import { ensure } from '../core/domain-error';
import type { Person } from '../core/people/person';
import type { Caller } from '../platform/call/caller';
import type { Handler } from '../platform/call/dispatch';
import { voiceOf } from '../platform/call/voice';
import { caseJoins, cases } from '../platform/database/collections';
import { _, add, find, get, update } from '../platform/database/store';

/**
 * "Me too": one more voice instead of one more case, counted once per person, and followed from now on. Taken back, the
 * voice counts no more.
 *
 * @throws DomainError not_published, case_closed, account_used
 */
export const joinCase: Handler<(typeof caseContract)['case.join']> = {
  may: 'bound',
  runs: 'once',
  async run({ caseId, hasJoined }, { caller, now, isDone }) {
    const person = await caller.boundPerson();
    const entity = await published(caseId);
    if (isDone) return { joins: entity.joins, hasJoined: (await markOf(entity, person))?.hasJoined === true };
    // One's own case has one's own voice already.
    if (entity.askerId === person._id) return { joins: entity.joins, hasJoined: false };
    if (hasJoined) ensure(entity.isOpen, 'case_closed');
    const isChanged = hasJoined
      ? await marked(entity, caller, now, { hasJoined, isFollowing: true })
      : await takenBack(entity, person);
    const step = isChanged ? (hasJoined ? 1 : -1) : 0;
    if (step !== 0) await update(cases, { _id: caseId, isPublic: true }, { joins: _.inc(step) });
    return { joins: entity.joins + step, hasJoined };
  },
};

/** @throws DomainError not_published, account_used */
export const followCase: Handler<(typeof caseContract)['case.follow']> = {
  may: 'bound',
  runs: 'once',
  async run({ caseId, isFollowing }, { caller, now, isDone }) {
    const entity = await published(caseId);
    const person = await caller.boundPerson();
    if (isDone) return { isFollowing: (await markOf(entity, person))?.isFollowing === true };
    await marked(entity, caller, now, { isFollowing });
    return { isFollowing };
  },
};

async function published(caseId: string): Promise<Case> {
  const entity = await get(cases, caseId);
  ensure(entity?.isPublic === true, 'not_published');
  return entity;
}

const markOf = (entity: Case, person: Person): Promise<CaseJoin | null> =>
  get(caseJoins, caseJoinId(entity._id, person._id));

const takenBack = async (entity: Case, person: Person): Promise<boolean> =>
  (await update(
    caseJoins,
    { _id: caseJoinId(entity._id, person._id), hasJoined: true },
    { hasJoined: false, isFollowing: false },
  )) === 1;

/** Keeps the mark; true when it made this person join for the first time. */
async function marked(
  entity: Case,
  caller: Caller,
  now: number,
  mark: Partial<Pick<CaseJoin, 'hasJoined' | 'isFollowing'>>,
): Promise<boolean> {
  const { _id: personId } = await caller.boundPerson();
  const _id = caseJoinId(entity._id, personId);
  const fresh = { hasJoined: false, isFollowing: false, ...mark };
  const key = keyOf(now, entity.number);
  const voice = voiceOf(caller.openid, entity._id);
  const join = { _id, caseId: entity._id, personId, voice, ...fresh, key };
  if ((await add(caseJoins, join)) === 'added') return fresh.hasJoined;
  const [used] = await find(caseJoins, { voice }, { limit: 1, fields: ['_id'] });
  ensure(!used || used._id === _id, 'account_used');
  if (!mark.hasJoined) {
    await update(caseJoins, { _id }, mark);
    return false;
  }
  return (await update(caseJoins, { _id, hasJoined: false }, mark)) === 1;
}
