import type { Output } from '../../../api/dto';
import { IDENTITIES, URGENCIES } from '../../../shared/case';
import { CATEGORIES } from '../../../shared/labels';
import { type CaseRowView, caseRowView, type DepartmentNames } from '../../../view/case';

const choices = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([key, label]) => ({ key, label }));

export interface OperatorView {
  categories: { key: string; label: string }[];
  urgencies: { key: string; label: string }[];
  identities: { key: string; label: string }[];
  recorded: CaseRowView[];
}

/** The operator's form with what was recorded lately beneath it. */
export const operatorView = (
  answer: Output<'case.recorded'>,
  names: DepartmentNames,
  now: number,
): OperatorView => ({
  categories: choices(CATEGORIES),
  urgencies: choices(URGENCIES),
  identities: choices(IDENTITIES),
  recorded: answer.cases.map((row) => caseRowView(row, names, now)),
});
