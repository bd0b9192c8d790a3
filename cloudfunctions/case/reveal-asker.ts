import type { caseContract } from '../contract/case';
import { DomainError, ensure } from '../core/domain-error';
import { RECEIVING } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { REPEATED_MS } from '../platform/call/request';
import { cases, people } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { applyStaffCommand } from './staff-command';

/**
 * Looks at a hidden identity. The look stands in the history, with name and reason, before anything is shown; the asker
 * is told.
 *
 * @throws DomainError not_found for an anonymous item: there is nothing to look at; conflict for the id of another
 *   request, or of a look that is over
 */
export const revealAsker: Handler<(typeof caseContract)['case.revealAsker']> = {
  may: RECEIVING,
  async run({ caseId, reason }, context) {
    await applyStaffCommand(caseId, { do: 'revealAsker', reason }, context);
    const [entity, { _id: viewerId }] = await Promise.all([get(cases, caseId), context.caller.boundPerson()]);
    // The door forgets an id after a week, the history never: one that stands in it for anything else, or for a look
    // of long ago, shows nothing. Looking again leaves a line of its own.
    const isWritten = entity?.history.some(
      ({ what, personId, requestId, at }) =>
        what === 'identity_viewed' &&
        personId === viewerId &&
        requestId === context.requestId &&
        at > context.now - REPEATED_MS,
    );
    ensure(isWritten === true, 'conflict');
    const asker = entity?.askerId ? await get(people, entity.askerId) : null;
    if (!entity || !asker) throw new DomainError('not_found');
    return { name: asker.name, number: asker.number, unit: asker.unit, phone: entity.phone };
  },
};
