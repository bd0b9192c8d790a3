import type { z } from 'zod';
import type { accountContract, ruleBook } from '../contract/account';
import { ruleSections } from '../core/report/rulebook-words';
import { ruleNumbers } from '../core/rules/rule-change';
import { FIRST_RULE_BOOK, inForce, type RuleBook } from '../core/rules/rulebook';
import type { Handler } from '../platform/call/dispatch';
import { rulebooks } from '../platform/database/collections';
import { find } from '../platform/database/store';

/** Readable by everybody, bound or not (F6). */
export const rulebook: Handler<(typeof accountContract)['account.rulebook']> = {
  may: 'anyone',
  run: async (_input, { now }) => shownRuleBook(await ruleBookVersions(), now),
};

/** Every version, newest first; the first one is there from the beginning. One round trip. */
export async function ruleBookVersions(): Promise<RuleBook[]> {
  const stored = await find(rulebooks, {}, { order: [['version', 'desc']], limit: 1000 });
  return stored.some(({ version }) => version === FIRST_RULE_BOOK.version)
    ? stored
    : [...stored, FIRST_RULE_BOOK];
}

export function shownRuleBook(versions: readonly RuleBook[], now: number): z.output<typeof ruleBook> {
  const { version, effectiveAt, reason, rules } = inForce(versions, now);
  return {
    version,
    effectiveAt,
    reason,
    sections: ruleSections(rules),
    versions: versions.map((book) => ({
      version: book.version,
      at: book.effectiveAt,
      reason: book.reason,
    })),
    numbers: ruleNumbers(rules),
    breaks: rules.calendar.breaks,
  };
}
