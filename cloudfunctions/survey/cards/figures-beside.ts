import type { Figures } from '../../contract/report';
import { figuresForStaff, grouped } from '../../core/report/dashboard';
import { departments } from '../../platform/database/collections';
import { currentRuleBook } from '../../platform/database/rulebook';
import { find } from '../../platform/database/store';
import { countedCases, wholeMonths } from '../../report/counted-cases';

/** The figures of cases that the same assessment uses: of these departments, for the whole months of the period. */
export async function figuresBeside(
  { from, to }: { from: number; to: number },
  own: readonly string[] | null,
  now: number,
): Promise<Array<{ name: string; figures: Figures }>> {
  const [all, known, book] = await Promise.all([
    countedCases(...wholeMonths(from, to)),
    find(departments, {}, { limit: 1000 }),
    currentRuleBook(now),
  ]);
  const names = new Map(known.map(({ _id, name }) => [_id, name]));
  const groups = grouped(all, ({ leadId }) => (own === null || own.includes(leadId ?? '') ? leadId : null));
  return Array.from(groups, ([id, cases]) => ({
    name: names.get(id) ?? id,
    figures: figuresForStaff(cases, now, book.rules.survey.smallestShown),
  })).sort((left, right) => right.figures.cases - left.figures.cases);
}
