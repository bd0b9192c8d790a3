import type { Case } from '../core/case/case';
import { type Counted, FIGURE_FIELDS } from '../core/report/dashboard';
import { instantOf, monthOf } from '../core/rules/calendar';
import { cases } from '../platform/database/collections';
import type { Where } from '../platform/database/query';
import { find } from '../platform/database/store';
import { type CasesPage, casesOfPeriod } from './cases-of-period';

/** Free windows would tell one asker's verdict: two of them that differ by one case differ by its judgement. */
export function wholeMonths(from: number, to: number): [from: number, to: number] {
  const [first, last] = [monthOf(from), monthOf(to - 1)];
  const [year = 0, month = 0] = last.split('-').map(Number);
  const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
  return [instantOf(`${first}-01`), instantOf(`${next}-01`)];
}

/** The cases of a period with what figures are counted from. One round trip per thousand. */
export async function countedCases(from: number, to: number): Promise<Counted[]> {
  const all: Counted[] = [];
  const read = (where: Where<Case>, page: CasesPage) =>
    find(cases, where, { ...page, fields: FIGURE_FIELDS });
  for await (const page of casesOfPeriod({ from, to }, read))
    all.push(...page.map((entity) => ({ ...entity, reply: entity.reply ?? null })));
  return all;
}
