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
      collected(from, to),
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
      byChannel: byChannel(all),
      months: byMonth(all, now),
    };
  },
};

async function collected(from: number, to: number): Promise<Counted[]> {
  const all: Counted[] = [];
  const read = (where: Where<Case>, page: CasesPage) =>
    find(cases, where, { ...page, fields: FIGURE_FIELDS });
  for await (const page of casesOfPeriod({ from, to }, read))
    all.push(...page.map((entity) => ({ ...entity, reply: entity.reply ?? null })));
  return all;
}
