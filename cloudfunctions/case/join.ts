import type { caseContract } from '../contract/case';
import type { Case } from '../core/case';
import { type CaseJoin, caseJoinId } from '../core/case-join';
import { keyOf } from '../core/case-key';
import { ensure } from '../core/domain-error';
import type { Person } from '../core/person';
import { caseJoins, cases } from '../platform/collections';
import type { Handler } from '../platform/dispatch';
import { _, add, get, update } from '../platform/store';

/**
 * "Me too": one more voice instead of one more case, counted once per person, and followed from now on.
 *
 * @throws DomainError not_published, case_closed
 */
export const joinCase: Handler<(typeof caseContract)['case.join']> = {
  may: 'bound',
  async run({ caseId }, { caller, now }) {
    const person = await caller.boundPerson();
    const entity = await published(caseId);
    ensure(entity.isOpen, 'case_closed');
    // One's own case has one's own voice already.
    if (entity.askerId === person._id) return { joins: entity.joins };
    const isNew = await marked(entity, person, now, { hasJoined: true, isFollowing: true });
    if (isNew) await update(cases, { _id: caseId, isPublic: true }, { joins: _.inc(1) });
    return { joins: entity.joins + (isNew ? 1 : 0) };
  },
};

/** @throws DomainError not_published */
export const followCase: Handler<(typeof caseContract)['case.follow']> = {
  may: 'bound',
  async run({ caseId, isFollowing }, { caller, now }) {
    const person = await caller.boundPerson();
    const entity = await published(caseId);
    await marked(entity, person, now, { isFollowing });
    return { isFollowing };
  },
};

async function published(caseId: string): Promise<Case> {
  const entity = await get(cases, caseId);
  ensure(entity?.isPublic === true, 'not_published');
  return entity;
}

/** Keeps the mark; true when it made this person join for the first time. */
async function marked(
  entity: Case,
  person: Person,
  now: number,
  mark: Partial<Pick<CaseJoin, 'hasJoined' | 'isFollowing'>>,
): Promise<boolean> {
  const _id = caseJoinId(entity._id, person._id);
  const fresh = { hasJoined: false, isFollowing: false, ...mark };
  const key = keyOf(now, entity.number);
  const join = { _id, caseId: entity._id, personId: person._id, ...fresh, key };
  if ((await add(caseJoins, join)) === 'added') return fresh.hasJoined;
  if (!mark.hasJoined) {
    await update(caseJoins, { _id }, mark);
    return false;
  }
  return (await update(caseJoins, { _id, hasJoined: false }, mark)) === 1;
}
