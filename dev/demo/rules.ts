import type { RulesNow } from '../../cloudfunctions/core/rules/case-rules';
import { FIRST_CASE_RULES } from '../../cloudfunctions/core/rules/case-rules';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';

/** The rules that the whole demo history went by. */
export const caseRules: RulesNow = {
  version: FIRST_RULE_BOOK.version,
  cases: FIRST_CASE_RULES,
  breaks: FIRST_RULE_BOOK.rules.calendar.breaks,
};
