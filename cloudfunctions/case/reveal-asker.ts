import type { caseContract } from '../contract/case';
import { DomainError } from '../core/domain-error';
import { cases, people } from '../platform/collections';
import type { Handler } from '../platform/dispatch';
import { get } from '../platform/store';
import { change } from './change';
import { checkStaffWords } from './staff-words';

/**
 * Looks at a hidden identity. The look stands in the history, with name and reason, before anything is shown; the asker
 * is told.
 *
 * @throws DomainError not_found for an anonymous item: there is nothing to look at
 */
export const revealAsker: Handler<(typeof caseContract)['case.revealAsker']> = {
  may: ['office'],
  async run({ caseId, reason }, context) {
    const command = { do: 'revealAsker', reason } as const;
    await checkStaffWords(command, context.caller.openid);
    await change({ caseId }, command, context);
    const entity = await get(cases, caseId);
    const asker = entity?.askerId ? await get(people, entity.askerId) : null;
    if (!entity || !asker) throw new DomainError('not_found');
    return { name: asker.name, number: asker.number, unit: asker.unit, phone: entity.phone };
  },
};
