import { FIRST_RULE_BOOK, inForce, type RuleBook } from '../../core/rules/rulebook';
import { rulebooks } from './collections';
import { find } from './store';

/** Every stored version, newest first. One round trip. */
export const storedRuleBooks = async (): Promise<RuleBook[]> =>
  (await find(rulebooks, {}, { order: [['version', 'desc']], limit: 1000 })).map(complete);

/** Versions from before a section or a number was added have it as the college began with it. */
function complete(book: RuleBook): RuleBook {
  const { rules: first } = FIRST_RULE_BOOK;
  const { rules } = book;
  const calendar = { ...first.calendar, ...rules.calendar };
  const booking = { ...first.booking, ...rules.booking };
  const questions = { ...first.questions, ...rules.questions };
  const cases = { ...first.cases, ...rules.cases };
  const survey = { ...first.survey, ...rules.survey };
  const cards = { ...first.cards, ...rules.cards };
  return { ...book, rules: { ...first, ...rules, calendar, booking, questions, cases, survey, cards } };
}

/** The rule book in force now. One round trip. */
export const currentRuleBook = async (now: number): Promise<RuleBook> =>
  complete(inForce(await find(rulebooks, {}, { order: [['version', 'desc']], limit: 100 }), now));

/** One version of the rule book, as a session or a survey was stamped with it. One round trip. */
export const ruleBookOf = async (version: number): Promise<RuleBook> =>
  complete((await find(rulebooks, { version }, { limit: 1 }))[0] ?? FIRST_RULE_BOOK);
