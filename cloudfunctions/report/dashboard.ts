import type { reportContract } from '../contract/report';
import {
  byCategory,
  byCell,
  byChannel,
  byMonth,
  byTopic,
  figuresOf,
  grouped,
  leadOf,
} from '../core/report/dashboard';
import { monthsBefore } from '../core/rules/calendar';
import type { Handler } from '../platform/call/dispatch';
import { departments } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { find } from '../platform/database/store';
import { topicsNow } from '../platform/database/topics';
import { countedCases, wholeMonths } from './counted-cases';

/**
 * Departments side by side for a period, against as many months before; for everybody, so it shows figures and no case.
 * Four round trips side by side, one of them once a minute, and one more for each thousand cases.
 */
export const dashboard: Handler<(typeof reportContract)['report.dashboard']> = {
  may: 'anyone',
  async run(range, { now }) {
    const [from, to] = wholeMonths(range.from, range.to);
    const [cases, known, topics, book] = await Promise.all([
      countedCases(monthsBefore(from, to), to),
      find(departments, {}, { limit: 1000 }),
      topicsNow(now),
      currentRuleBook(now),
    ]);
    const all = cases.filter(({ submittedAt }) => submittedAt >= from);
    const earlier = cases.filter(({ submittedAt }) => submittedAt < from);
    const { smallestShown } = book.rules.survey;
    const groups = grouped(all, leadOf);
    const names = new Map(known.map(({ _id, name }) => [_id, name]));
    return {
      smallestShown,
      total: figuresOf(all, now, smallestShown),
      before: earlier.length === 0 ? null : figuresOf(earlier, now, smallestShown),
      departments: Array.from(groups, ([departmentId, group]) => ({
        departmentId,
        name: names.get(departmentId) ?? departmentId,
        figures: figuresOf(group, now, smallestShown),
      })).sort((a, b) => b.figures.cases - a.figures.cases),
      byCategory: byCategory(all),
      byTopic: byTopic(all, new Map(topics.map(({ id, name }) => [id, name]))),
      byChannel: byChannel(all, smallestShown),
      cells: byCell(all),
      months: byMonth(all, now, smallestShown),
    };
  },
};
