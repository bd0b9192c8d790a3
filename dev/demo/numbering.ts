import type { Case } from '../../cloudfunctions/core/case/case';
import type { CaseDay } from '../../cloudfunctions/core/case/day';
import { caseNumber } from '../../cloudfunctions/core/case/opening';
import { dayOf } from '../../cloudfunctions/core/rules/calendar';
import { caseRules } from './rules';

/** A case that has no number yet: when it comes in, and how it goes on once it has one. */
export interface UnnumberedCase {
  at: number;
  begin(number: string): Case;
}

/** The cases in the order in which they came in, numbered day by day, with the counters of these days. */
export function numbered(coming: readonly UnnumberedCase[]): { cases: Case[]; days: CaseDay[] } {
  const issued = new Map<string, number>();
  const inOrder = [...coming].sort((left, right) => left.at - right.at);
  const cases = inOrder.map(({ at, begin }) => {
    const day = dayOf(at);
    const sequence = (issued.get(day) ?? 0) + 1;
    issued.set(day, sequence);
    return begin(caseNumber(day, sequence));
  });
  const days = [...issued].map(([_id, last]) => ({ _id, issued: last, recent: {}, rules: caseRules }));
  return { cases, days };
}
