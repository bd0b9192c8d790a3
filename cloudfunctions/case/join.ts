import type { caseContract } from '../contract/case';
import type { Case } from '../core/case/case';
import { type CaseJoin, caseJoinId } from '../core/case/join';
import { keyOf } from '../core/case/key';
import { isAnswered } from '../core/case/public-state';
import { ensure } from '../core/domain-error';
import type { Person } from '../core/people/person';
import type { Caller } from '../platform/call/caller';
import type { Handler } from '../platform/call/dispatch';
import { voiceOf } from '../platform/call/voice';
import { caseJoins, cases } from '../platform/database/collections';
import { add, find, get, update } from '../platform/database/store';
import { addVoice, takeVoiceBack } from './count-joins';

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
    // Whether an answered case is open still is its asker's word.
    if (hasJoined) ensure(entity.isOpen && !isAnswered(entity), 'case_closed');
    const isChanged = hasJoined
      ? await joined(entity, caller, now)
      : await takeVoiceBack(caseJoinId(caseId, person._id), caseId, now);
    const step = isChanged ? (hasJoined ? 1 : -1) : 0;
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
    const mark = await markFor(entity, caller, now);
    if ((await add(caseJoins, { ...mark, isFollowing })) === 'exists') {
      await ensureOwnVoice(mark);
      await update(caseJoins, { _id: mark._id }, { isFollowing });
    }
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

/** @throws DomainError account_used when the account has joined under another number */
async function joined(entity: Case, caller: Caller, now: number): Promise<boolean> {
  const mark = await markFor(entity, caller, now);
  await ensureOwnVoice(mark);
  return addVoice({ ...mark, hasJoined: true, isFollowing: true }, now);
}

async function markFor(entity: Case, caller: Caller, now: number): Promise<CaseJoin> {
  const { _id: personId } = await caller.boundPerson();
  const _id = caseJoinId(entity._id, personId);
  const voice = voiceOf(caller.openid, entity._id);
  const key = keyOf(now, entity.number);
  return { _id, caseId: entity._id, personId, voice, hasJoined: false, isFollowing: false, key };
}

/** @throws DomainError account_used */
async function ensureOwnVoice({ _id, voice }: CaseJoin): Promise<void> {
  const [used] = await find(caseJoins, { voice }, { limit: 1, fields: ['_id'] });
  ensure(!used || used._id === _id, 'account_used');
}
