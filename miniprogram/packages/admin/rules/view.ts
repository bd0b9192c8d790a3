import type { Input, Output } from '../../../api/dto';

type Book = Output<'account.rulebook'>;
type Change = Input<'account.changeRule'>['change'];

/** Days off, or days worked whatever the notice says; both days belong to it. */
export type SchoolBreak = Book['breaks'][number];

interface RuleRow {
  path: string;
  label: string;
  unit: string;
  value: number;
  /** 5 个工作日 */
  words: string;
  range: string;
}

export interface RulesView {
  version: number;
  title: string;
  groups: { title: string; numbers: RuleRow[] }[];
  breaks: SchoolBreak[];
  breakWords: string;
}

/** The numbers in the groups of the rule book, each with its unit. */
export function rulesView(book: Book): RulesView {
  const titles = [...new Set(book.numbers.map(({ group }) => group))];
  return {
    version: book.version,
    title: `现行第 ${book.version} 版`,
    groups: titles.map((title) => ({
      title,
      numbers: book.numbers.filter(({ group }) => group === title).map(row),
    })),
    breaks: book.breaks,
    breakWords:
      book.breaks
        .map(({ name, from, to, isWorked }) => `${name} ${from} 至 ${to}${isWorked ? ' 上课' : ''}`)
        .join('\n') || '暂无停课和上课日',
  };
}

const row = ({ path, label, unit, value, min, max }: Book['numbers'][number]): RuleRow => ({
  path,
  label,
  unit,
  value,
  words: withUnit(value, unit),
  range: `可填 ${min} 到 ${withUnit(max, unit)}`,
});

const withUnit = (value: number, unit: string): string =>
  unit === '%' ? `${value}%` : unit === '工作日' ? `${value} 个工作日` : `${value} ${unit}`;

/** The number that was typed, or null where it is none. */
const numberFrom = (typed: string): number | null => (/^\d{1,5}$/.test(typed.trim()) ? Number(typed) : null);

/** What is missing in the breaks, in one sentence, or empty. */
export function missingInBreaks(breaks: readonly SchoolBreak[]): string {
  if (breaks.some(({ name }) => name.trim() === '')) return '请填事由';
  if (breaks.some(({ from, to }) => from === '' || to === '')) return '请选起止日期';
  return breaks.some(({ from, to }) => from > to) ? '结束日期不能早于开始日期' : '';
}

/** The change of one number or of the breaks, from what was typed; null where it is none. */
export function changeFrom(path: string, typed: string, breaks: readonly SchoolBreak[]): Change | null {
  if (path === 'breaks') {
    const named = breaks.map((row) => ({ ...row, name: row.name.trim() }));
    return missingInBreaks(breaks) === '' ? { breaks: named } : null;
  }
  const value = numberFrom(typed);
  return value === null ? null : { path, value };
}
