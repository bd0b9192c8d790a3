import type { RedactionFinding } from '../api/dto';

const KINDS: Record<RedactionFinding['kind'], string> = {
  name: '姓名',
  phone: '电话',
  id_card: '身份证号',
  number: '号码',
  address: '住址',
  class: '班级',
  email: '邮箱',
};

/** A finding as the office decides on it. */
export interface FindingRow {
  id: string;
  kind: string;
  text: string;
  suggestion: string;
}

/** What is still to be looked at, one row each. */
export const findingRows = (
  findings: readonly RedactionFinding[],
  kept: readonly string[] = [],
): FindingRow[] =>
  findings
    .filter(({ id }) => !kept.includes(id))
    .map(({ id, kind, text, suggestion }) => ({ id, kind: KINDS[kind], text, suggestion }));

/** The words with one finding replaced; the words as they are where it no longer stands there. */
export function applied(words: string, { start, end, text, suggestion }: RedactionFinding): string {
  const at = words.slice(start, end) === text ? start : words.indexOf(text);
  return at < 0 ? words : words.slice(0, at) + suggestion + words.slice(at + text.length);
}
