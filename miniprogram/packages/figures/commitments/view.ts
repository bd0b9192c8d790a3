import type { Output } from '../../../api/dto';
import { CATEGORIES } from '../../../shared/labels';
import { dateWords, leftWords } from '../../../shared/time';
import { type DepartmentNames, holderName } from '../../../view/case';

export interface CommitmentsView {
  rows: { id: string; title: string; text: string; owner: string; when: string; isLate: boolean }[];
  next: string;
}

/** Every promise with its owner and its day. */
export const commitmentsView = (
  answer: Output<'case.commitments'>,
  names: DepartmentNames,
  now: number,
): CommitmentsView => ({
  rows: answer.commitments.map((one) => ({
    id: one.caseId,
    title: one.title || `一件${CATEGORIES[one.category]}的事`,
    text: one.text,
    owner: holderName(one.departmentId, names),
    when:
      one.doneAt !== null
        ? `${dateWords(one.doneAt)}兑现`
        : one.state === 'late'
          ? `应于 ${dateWords(one.dueAt)}兑现，已逾期`
          : `${dateWords(one.dueAt)}前，${leftWords(one.dueAt, now)}`,
    isLate: one.state === 'late',
  })),
  next: answer.next ?? '',
});
