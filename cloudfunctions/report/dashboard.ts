import type { reportContract } from '../contract/report';
import type { Case } from '../core/case/case';
import {
  byCategory,
  byChannel,
  byMonth,
  type Counted,
  FIGURE_FIELDS,
  figuresOf,
  grouped,
} from '../core/report/dashboard';
import { instantOf, monthOf } from '../core/rules/calendar';
import type { Handler } from '../platform/call/dispatch';
import { cases, departments } from '../platform/database/collections';
import type { Where } from '../platform/database/query';
import { currentRuleBook } from '../platform/database/rulebook';
import { find } from '../platform/database/store';
import { type CasesPage, casesOfPeriod } from './cases-of-period';

/** Departments side by side for a period; for everybody, so it shows figures and no case. */
export const dashboard: Handler<(typeof reportContract)['report.dashboard']> = {
  may: 'anyone',
  async run({ from, to }, { now }) {
    const [all, known, book] = await Promise.all([
      collected(...wholeMonths(from, to)),
      find(departments, {}, { limit: 1000 }),
      currentRuleBook(now),
    ]);
    const { smallestShown } = book.rules.survey;
    const groups = grouped(all, ({ leadId }) => leadId);
    const names = new Map(known.map(({ _id, name }) => [_id, name]));
    return {
      total: figuresOf(all, now, smallestShown),
      departments: Array.from(groups, ([departmentId, group]) => ({
        departmentId,
        name: names.get(departmentId) ?? departmentId,
        figures: figuresOf(group, now, smallestShown),
      })).sort((a, b) => b.figures.cases - a.figures.cases),
      byCategory: byCategory(all),
      byChannel: byChannel(all, smallestShown),
      months: byMonth(all, now, smallestShown),
    };
  },
};

/** Free windows would tell one asker's verdict: two of them that differ by one case differ by its judgement. */
function wholeMonths(from: number, to: number): [from: number, to: number] {
  const [first, last] = [monthOf(from), monthOf(to - 1)];
  const [year = 0, month = 0] = last.split('-').map(Number);
  const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
  return [instantOf(`${first}-01`), instantOf(`${next}-01`)];
}

async function collected(from: number, to: number): Promise<Counted[]> {
  const all: Counted[] = [];
  const read = (where: Where<Case>, page: CasesPage) =>
    find(cases, where, { ...page, fields: FIGURE_FIELDS });
  for await (const page of casesOfPeriod({ from, to }, read))
    all.push(
      ...page
        .filter(({ isProtected }) => !isProtected)
        .map((entity) => ({ ...entity, reply: entity.reply ?? null })),
    );
  return all;
}
