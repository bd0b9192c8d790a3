import type { z } from 'zod';
import type { accountContract, ruleBook } from '../contract/account';
import { ensure } from '../core/domain-error';
import { ruleSections } from '../core/report/rulebook-words';
import { changesBetween, ruleNumbers } from '../core/rules/rule-change';
import { FIRST_RULE_BOOK, inForce, type RuleBook } from '../core/rules/rulebook';
import type { Handler } from '../platform/call/dispatch';
import { storedRuleBooks } from '../platform/database/rulebook';

/** Readable by everybody, bound or not (F6): the version in force, or any other. @throws DomainError not_found */
export const rulebook: Handler<(typeof accountContract)['account.rulebook']> = {
  may: 'anyone',
  run: async ({ version }, { now }) => shownRuleBook(await ruleBookVersions(), now, version),
};

/** Every version, newest first; the first one is there from the beginning. One round trip. */
export async function ruleBookVersions(): Promise<RuleBook[]> {
  const stored = await storedRuleBooks();
  return stored.some(({ version }) => version === FIRST_RULE_BOOK.version)
    ? stored
    : [...stored, FIRST_RULE_BOOK];
}

export function shownRuleBook(
  versions: readonly RuleBook[],
  now: number,
  wanted?: number,
): z.output<typeof ruleBook> {
  const current = inForce(versions, now);
  const book = wanted === undefined ? current : versions.find(({ version }) => version === wanted);
  ensure(book !== undefined, 'not_found');
  const { version, effectiveAt, reason, rules } = book;
  return {
    version,
    effectiveAt,
    reason,
    isInForce: version === current.version,
    sections: ruleSections(rules),
    versions: versions.map((book) => {
      const before = versions.find((earlier) => earlier.version === book.version - 1);
      return {
        version: book.version,
        at: book.effectiveAt,
        reason: book.reason,
        changes: before ? changesBetween(before.rules, book.rules) : [],
      };
    }),
    numbers: ruleNumbers(rules),
    breaks: rules.calendar.breaks,
  };
}
