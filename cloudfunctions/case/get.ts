import type { caseContract } from '../contract/case';
import type { Case } from '../core/case/case';
import { viewerOf } from '../core/case/identity';
import { DomainError } from '../core/domain-error';
import type { Person } from '../core/people/person';
import { CASE_STAFF } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { cases } from '../platform/database/collections';
import { find, get } from '../platform/database/store';
import { rulesNow } from './numbering';
import { caseByReceipt } from './receipt';
import { showCase } from './show-case';

/**
 * One case, as the caller may see it. What is none of theirs is not there; whoever's own case was merged into it is
 * shown their own, with the answer of the other.
 *
 * @throws DomainError not_found
 */
export const getCase: Handler<(typeof caseContract)['case.get']> = {
  may: 'anyone',
  showsWords: true,
  async run({ caseId }, { caller, now }) {
    const [entity, person, rules] = await Promise.all([get(cases, caseId), caller.person(), rulesNow(now)]);
    const viewer = entity && viewerOf(entity, person);
    if (entity && viewer) return showCase({ entity, viewer, person, now, rules });
    const own = entity && person && (await mergedInto(entity, person));
    if (!own) throw new DomainError('not_found');
    return showCase({ entity: own, viewer: 'asker', person, now, rules });
  },
};

async function mergedInto(entity: Case, person: Person): Promise<Case | undefined> {
  const [own] = await find(cases, { askerId: person._id, 'mergedInto.id': entity._id }, { limit: 1 });
  return own;
}

/** An anonymous item, from any phone. @throws DomainError receipt_unknown, too_many_requests */
export const getByReceipt: Handler<(typeof caseContract)['case.byReceipt']> = {
  may: 'anyone',
  async run({ receiptCode }, { caller, now }) {
    const entity = await caseByReceipt(receiptCode, caller.openid, now);
    return showCase({ entity, viewer: 'asker', person: null, now, rules: await rulesNow(now) });
  },
};

/** By the number that somebody reads out. @throws DomainError not_found */
export const getByNumber: Handler<(typeof caseContract)['case.byNumber']> = {
  may: CASE_STAFF,
  async run({ number }, { caller, now }) {
    const [[entity], person, rules] = await Promise.all([
      find(cases, { number }, { limit: 1 }),
      caller.boundPerson(),
      rulesNow(now),
    ]);
    const viewer = entity && viewerOf(entity, person);
    if (!entity || !viewer) throw new DomainError('not_found');
    return showCase({ entity, viewer, person, now, rules });
  },
};
