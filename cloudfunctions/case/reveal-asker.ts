import type { caseContract } from '../contract/case';
import { DomainError } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { cases, people } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { applyStaffCommand } from './staff-command';

/**
 * Looks at a hidden identity. The look stands in the history, with name and reason, before anything is shown; the asker
 * is told.
 *
 * @throws DomainError not_found for an anonymous item: there is nothing to look at
 */
export const revealAsker: Handler<(typeof caseContract)['case.revealAsker']> = {
  may: OFFICE,
  async run({ caseId, reason }, context) {
    await applyStaffCommand(caseId, { do: 'revealAsker', reason }, context);
    const entity = await get(cases, caseId);
    const asker = entity?.askerId ? await get(people, entity.askerId) : null;
    if (!entity || !asker) throw new DomainError('not_found');
    return { name: asker.name, number: asker.number, unit: asker.unit, phone: entity.phone };
  },
};
