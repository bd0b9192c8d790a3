import { FIRST_RULE_BOOK, inForce, type RuleBook } from '../../core/rules/rulebook';
import { rulebooks } from './collections';
import { find } from './store';

/** The rule book in force now. One round trip. */
export const currentRuleBook = async (now: number): Promise<RuleBook> =>
  inForce(await find(rulebooks, {}, { order: [['version', 'desc']], limit: 100 }), now);

/** One version of the rule book, as a session or a survey was stamped with it. One round trip. */
export const ruleBookOf = async (version: number): Promise<RuleBook> =>
  (await find(rulebooks, { version }, { limit: 1 }))[0] ?? FIRST_RULE_BOOK;
