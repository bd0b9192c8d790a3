import { categoryChoices } from '../../../api/categories';
import type { Output } from '../../../api/dto';
import { IDENTITIES, URGENCIES } from '../../../shared/case';
import { exactWords, leftWords } from '../../../shared/time';
import { type CaseRowView, caseRowView, type DepartmentNames } from '../../../view/case';

const choices = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([key, label]) => ({ key, label }));

const keyed = (list: { key: string; label: string }[], keyOf: (index: number) => string, hasKeys: boolean) =>
  hasKeys ? list.map(({ key, label }, index) => ({ key, label: `${keyOf(index)} ${label}` })) : list;

export interface OperatorView {
  hasKeys: boolean;
  categories: { key: string; label: string }[];
  urgencies: { key: string; label: string }[];
  identities: { key: string; label: string }[];
  recorded: CaseRowView[];
}

/** What the operator reads out: the number or the receipt code, and until when there will be an answer. */
export interface IssuedView {
  number: string;
  receipt: string;
  due: string;
  /** How long the call took, for the operator alone. */
  length: string;
}

const lengthOf = (seconds: number): string =>
  seconds < 60 ? `${seconds} 秒` : `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`;

export const issuedView = (sent: Output<'case.record'>, now: number, callSeconds: number): IssuedView => ({
  number: sent.number,
  receipt: sent.receiptCode ?? '',
  due: `${leftWords('办理时限', sent.dueAt, now)}，${exactWords(sent.dueAt)} 前`,
  length: callSeconds === 0 ? '' : `这通电话记了 ${lengthOf(callSeconds)}，只有你看得到。`,
});

/**
 * The operator's form with what was recorded lately beneath it. `hasKeys`: before a keyboard each chip says the key that
 * picks it.
 */
export const operatorView = (
  answer: Output<'case.recorded'>,
  names: DepartmentNames,
  now: number,
  hasKeys: boolean,
): OperatorView => ({
  hasKeys,
  categories: keyed(categoryChoices(), (index) => String(index + 1), hasKeys),
  urgencies: keyed(choices(URGENCIES), (index) => String.fromCharCode(97 + index), hasKeys),
  identities: choices(IDENTITIES),
  recorded: answer.cases.map((row) => caseRowView(row, names, now)),
});
