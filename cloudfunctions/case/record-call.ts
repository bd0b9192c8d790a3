import type { caseContract } from '../contract/case';
import { DomainError } from '../core/domain-error';
import { OPERATOR } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { people } from '../platform/database/collections';
import { _, find, get, whereAt } from '../platform/database/store';
import { ensureChoosable } from '../platform/database/topics';
import { fileCase, wasFiled } from './file';
import { askedTopicNow } from './topics';

/** Roster entries by number or name, or by how they begin. Two round trips: operator, page. */
export const findCaller: Handler<(typeof caseContract)['case.findCaller']> = {
  may: OPERATOR,
  async run({ search }) {
    const field = /^[A-Za-z]?\d+$/.test(search) ? 'number' : 'name';
    const found = await find(
      people,
      { ...whereAt(people, field, _.gte(search).and(_.lt(`${search}\uffff`))), hasLeft: false },
      { limit: 5, order: [[field, 'asc']], fields: ['name', 'number', 'unit'] },
    );
    return { people: found.map(({ _id, name, number, unit }) => ({ personId: _id, name, number, unit })) };
  },
};

/**
 * Records a call while talking. The caller is looked up in the roster, kept by the name they give where they stand in
 * none, or left out; an anonymous caller leaves nothing
 * but the case. What an operator types is not sent to WeChat's check: it is not the operator's own speech.
 *
 * @throws DomainError not_found for a caller who is not in the roster, invalid_input
 */
export const recordCall: Handler<(typeof caseContract)['case.record']> = {
  may: OPERATOR,
  async run(
    { callerId, callerName, callSeconds, receiptSeed, topicId, ...form },
    { caller, now, requestId },
  ) {
    const operator = await caller.boundPerson();
    const isAnonymous = form.identity === 'anonymous';
    const isInNoRoster = callerId === null && callerName !== '';
    if (isAnonymous && (callerId !== null || callerName !== '' || form.phone !== ''))
      throw new DomainError('invalid_input', { callerId: 'caller_not_anonymous' });
    if (!isAnonymous && callerId === null && !isInNoRoster)
      throw new DomainError('invalid_input', { callerId: 'caller_needed' });
    await ensureChoosable(form.category, now, () => wasFiled(requestId));
    const asker = callerId === null ? null : await get(people, callerId);
    if (callerId !== null && (!asker || asker.hasLeft))
      throw new DomainError('not_found', { callerId: 'not_found' });
    return fileCase(
      {
        ...form,
        topic: await askedTopicNow(form.category, topicId, now),
        channel: 'hotline',
        pictures: [],
        isProtected: false,
        isDoubtful: false,
        askerId: asker?._id ?? null,
        recordedBy: operator._id,
        ...(isInNoRoster ? { callerName } : {}),
        ...(callSeconds === undefined ? {} : { callSeconds }),
      },
      {
        actor: { role: 'operator', personId: operator._id, name: operator.name, departmentId: null },
        now,
        requestId,
        openid: null,
        receiptSeed,
      },
    );
  },
};
