/** What one more person said to the same question, for the lead department, one that helps, or neither (null). */
export interface FurtherAnswer {
  departmentId: string | null;
  answeredBy: string;
  answer: string;
}

/** A question as far as its answers go. */
interface Said {
  answer: string;
  answeredBy: string;
  departmentId: string | null;
  others?: readonly FurtherAnswer[];
}

/** Was more than one answer given? */
export const hasOthers = ({ others = [] }: Pick<Said, 'others'>): boolean => others.length > 0;

/**
 * Everything that was answered, as one text. One answer stands alone; of several each is a paragraph that says whose it
 * is (docs/rules.md, Questions). `nameOf`: the department's name, or nothing where it is not to be told.
 */
export function answersInWords(question: Said, nameOf: (departmentId: string) => string): string {
  const { answer, answeredBy, departmentId, others = [] } = question;
  if (others.length === 0) return answer;
  return [{ departmentId, answeredBy, answer }, ...others]
    .filter((one) => one.answer !== '')
    .map((one) => `${whose(one, nameOf)}${one.answer}`)
    .join('\n');
}

function whose(
  { departmentId, answeredBy }: FurtherAnswer,
  nameOf: (departmentId: string) => string,
): string {
  const department = departmentId === null ? '' : nameOf(departmentId);
  if (department === '') return answeredBy === '' ? '' : `${answeredBy}：`;
  return answeredBy === '' ? `${department}：` : `${department}（${answeredBy}）：`;
}

/** Who answered, each once, the lead's first. */
export const answererNames = ({ answeredBy, others = [] }: Pick<Said, 'answeredBy' | 'others'>): string[] =>
  [...new Set([answeredBy, ...others.map((one) => one.answeredBy)])].filter(Boolean);
