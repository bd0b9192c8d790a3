import { inForce, type RuleBook } from '../core/rulebook';
import { rulebooks } from './collections';
import { find } from './store';

/** The rule book in force now. One round trip. */
export const currentRuleBook = async (now: number): Promise<RuleBook> =>
  inForce(await find(rulebooks, {}, { order: [['version', 'desc']], limit: 100 }), now);
