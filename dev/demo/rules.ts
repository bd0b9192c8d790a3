import type { RulesNow } from '../../cloudfunctions/core/rules/case-rules';
import { caseRulesOf, FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';

/** The rules that the whole demo history went by. */
export const caseRules: RulesNow = caseRulesOf(FIRST_RULE_BOOK);
