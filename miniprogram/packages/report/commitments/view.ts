import { categoryName } from '../../../api/categories';
import type { Output } from '../../../api/dto';
import { dateWords, leftWords } from '../../../shared/time';
import { type DepartmentNames, holderName } from '../../../view/case';

type Commitment = Output<'case.commitments'>['commitments'][number];
const DAY = 86_400_000;

export interface CommitmentsView {
  rows: {
    id: string;
    title: string;
    text: string;
    owner: string;
    when: string;
    isLate: boolean;
    isHidden: boolean;
  }[];
  next: string;
}

/** On time, late, or kept so many days after its day. */
function whenWords({ doneAt, dueAt }: Commitment, now: number): string {
  const daysLate = (at: number) => Math.max(1, Math.ceil((at - dueAt) / DAY));
  if (doneAt !== null && doneAt > dueAt) return `${dateWords(doneAt)}兑现，比承诺晚 ${daysLate(doneAt)} 天`;
  if (doneAt !== null) return `${dateWords(doneAt)}按期兑现`;
  if (dueAt < now) return `应于${dateWords(dueAt)}兑现，已超期 ${daysLate(now)} 天`;
  return `${dateWords(dueAt)}前，${leftWords('承诺期限', dueAt, now)}`;
}

/** Every promise with its owner and its day. */
export const commitmentsView = (
  answer: Output<'case.commitments'>,
  names: DepartmentNames,
  now: number,
): CommitmentsView => ({
  rows: answer.commitments.map((one) => ({
    id: one.caseId,
    title: one.title || `一件${categoryName(one.category)}方面的事`,
    text: one.text,
    owner: holderName(one.departmentId, names),
    when: whenWords(one, now),
    isLate: one.state === 'late',
    isHidden: one.title === '',
  })),
  next: answer.next ?? '',
});
