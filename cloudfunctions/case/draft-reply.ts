import type { caseContract } from '../contract/case';
import { ANSWERING_OR_RECEIVING } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { cases } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { standInFor } from './head-of';
import { applyStaffCommand } from './staff-command';

/**
 * A handler's draft waits for the head of the department; where there is none, for the office or the leader in charge.
 * Two round trips more than another command.
 *
 * @throws DomainError not_found, not_allowed, return_pending, promise_date_invalid
 */
export const draftReply: Handler<(typeof caseContract)['case.draftReply']> = {
  may: ANSWERING_OR_RECEIVING,
  async run({ caseId, text, outcome, promisedFor, pictures }, context) {
    const departmentId = (await get(cases, caseId))?.responsibleId ?? null;
    const standIn = departmentId === null ? null : await standInFor(departmentId, context.now);
    const command = { do: 'draftReply', text, outcome, promisedFor, pictures, standIn } as const;
    return applyStaffCommand(caseId, command, context);
  },
};
