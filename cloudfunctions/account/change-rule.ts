import type { accountContract } from '../contract/account';
import { DomainError, ensure } from '../core/domain-error';
import { holds } from '../core/people/person';
import { ADMIN } from '../core/people/role-sets';
import { nextRuleBook, ruleChangeInWords } from '../core/rules/rule-change';
import { inForce } from '../core/rules/rulebook';
import { ensureTellsNobody } from '../hall/gate';
import type { Handler } from '../platform/call/dispatch';
import { audit, people, rulebooks } from '../platform/database/collections';
import { get, isDuplicate } from '../platform/database/store';
import { transact } from '../platform/database/transaction';
import { ruleBookVersions, shownRuleBook } from './rulebook';

/**
 * One change of the rule book, as its next version, with its entry in the audit log. Versions are numbered in their
 * ids, so of two changes at once one is refused.
 *
 * @throws DomainError conflict, rule_malformed, redaction_open
 */
export const changeRule: Handler<(typeof accountContract)['account.changeRule']> = {
  may: ADMIN,
  async run({ version, change, reason }, { caller, now, requestId }) {
    const actor = await caller.boundPerson();
    const [versions, repeated] = await Promise.all([
      ruleBookVersions(),
      get(audit, requestId),
      ensureTellsNobody(reason),
    ]);
    if (repeated) return shownRuleBook(versions, now);
    const book = inForce(versions, now);
    ensure(book.version === version, 'conflict');
    const next = nextRuleBook(book, change, reason, now);
    try {
      await transact(async (transaction) => {
        const admin = await transaction.get(people, actor._id);
        ensure(admin !== null && holds(admin, ADMIN), 'not_allowed');
        await transaction.add(rulebooks, next);
        await transaction.add(audit, {
          _id: requestId,
          at: now,
          actor: actor._id,
          what: 'rule_changed',
          detail: `第 ${next.version} 版：${ruleChangeInWords(book.rules, change)}；原因：${reason}`,
        });
      });
    } catch (error) {
      if (isDuplicate(error)) throw new DomainError('conflict');
      throw error;
    }
    return shownRuleBook([next, ...versions], now);
  },
};
