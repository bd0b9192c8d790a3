import type { Input, Output } from '../../../api/dto';

type Book = Output<'account.rulebook'>;
type Change = Input<'account.changeRule'>['change'];

export interface RulesView {
  version: number;
  title: string;
  numbers: { path: string; label: string; value: number; range: string }[];
  /** School breaks as lines: 名称 起 止. */
  breaks: string;
}

export function rulesView(book: Book): RulesView {
  return {
    version: book.version,
    title: `现行第 ${book.version} 版`,
    numbers: book.numbers.map(({ path, label, value, min, max }) => ({
      path,
      label,
      value,
      range: `可填 ${min} 到 ${max}`,
    })),
    breaks: book.breaks.map(({ name, from, to }) => `${name} ${from} ${to}`).join('\n'),
  };
}

/** Breaks from lines such as "寒假 2027-01-16 2027-02-28", or null where a line is none. */
export function breaksFrom(lines: string): { name: string; from: string; to: string }[] | null {
  const rows = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => /^(\S+)\s+(\d{4}-\d{2}-\d{2})\s+(\d{4}-\d{2}-\d{2})$/.exec(line));
  const breaks = rows.flatMap((row) =>
    row?.[1] && row[2] && row[3] ? [{ name: row[1], from: row[2], to: row[3] }] : [],
  );
  return breaks.length === rows.length ? breaks : null;
}

/** The change of one number or of the breaks, from what was typed; null where it is none. */
export function changeFrom(path: string, typed: string): Change | null {
  if (path === 'breaks') {
    const breaks = breaksFrom(typed);
    return breaks && { breaks };
  }
  return /^\d{1,5}$/.test(typed.trim()) ? { path, value: Number(typed) } : null;
}
