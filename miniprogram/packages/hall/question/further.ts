import { LIMITS } from '../../../shared/limits';

/** What one more person answered; `departmentId` is empty where it is said for no department. */
export interface FurtherDraft {
  departmentId: string;
  answeredBy: string;
  answer: string;
}

interface Said {
  answer: string;
  departmentId: string;
  coIds: string[];
  others: FurtherDraft[];
}

const blankFurther = (departmentId: string): FurtherDraft => ({ departmentId, answeredBy: '', answer: '' });

/** One more row, for the first helping department that has not answered yet. */
export function withOneMore({ coIds, others }: Said): FurtherDraft[] {
  if (others.length >= LIMITS.furtherAnswersMax) return others;
  const next = coIds.find((id) => others.every(({ departmentId }) => departmentId !== id));
  return [...others, blankFurther(next ?? '')];
}

export const changedAt = (
  others: readonly FurtherDraft[],
  at: number,
  part: Partial<FurtherDraft>,
): FurtherDraft[] => others.map((one, index) => (index === at ? { ...one, ...part } : one));

/** Only those who lead or help can have answered; what was said stays when a department is taken off the list. */
const involved = ({ departmentId, coIds, others }: Said): FurtherDraft[] =>
  others.map((one) =>
    [departmentId, ...coIds].includes(one.departmentId) ? one : { ...one, departmentId: '' },
  );

/** As it is sent: absent where one person answered. */
export function furtherOf(said: Said) {
  const others = involved(said).map(({ departmentId, answeredBy, answer }) => ({
    departmentId: departmentId || null,
    answeredBy: answeredBy.trim(),
    answer: answer.trim(),
  }));
  return others.length === 0 ? {} : { others };
}

/** What is still to be written, and whether it fits into the minutes; empty when all is well. */
export function furtherMissing({ answer, others }: Said): string {
  if (others.some((one) => one.answeredBy.trim() === '' || one.answer.trim() === ''))
    return '请写每位答复人和答复内容';
  const length = [answer, ...others.map((one) => one.answer)].join('').length;
  return length > LIMITS.answersMax ? `各项答复合计不超过 ${LIMITS.answersMax} 字` : '';
}

/** In one line each, for comparing. */
export const furtherWords = (others: readonly FurtherDraft[], nameOf: (id: string) => string): string =>
  others
    .map(({ departmentId, answeredBy, answer }) => `${nameOf(departmentId)}${answeredBy}：${answer}`)
    .join('；');

export function areFurther(value: unknown): value is FurtherDraft[] {
  return (
    Array.isArray(value) &&
    value.every((one: unknown) => {
      if (typeof one !== 'object' || one === null) return false;
      return Object.keys(blankFurther('')).every(
        (key) => typeof Object.getOwnPropertyDescriptor(one, key)?.value === 'string',
      );
    })
  );
}
