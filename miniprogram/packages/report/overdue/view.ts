import { categoryName } from '../../../api/categories';
import type { Output } from '../../../api/dto';
import { type CaseRowView, caseRowView, type DepartmentNames } from '../../../view/case';

export interface OverdueView {
  rows: (CaseRowView & { isHidden: boolean })[];
  next: string;
}

/** The public list of what is overdue. Of a case that was not published it says what about and with whom, no more. */
export const overdueView = (
  answer: Output<'case.overdue'>,
  names: DepartmentNames,
  now: number,
): OverdueView => ({
  rows: answer.cases.map((row) => {
    const title = row.title || `一件${categoryName(row.category)}方面的诉求`;
    return { ...caseRowView({ ...row, title }, names, now), isHidden: row.title === '' };
  }),
  next: answer.next ?? '',
});
