import { CsvError, parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { hasHeapedMarks } from '../contract/text';
import { DomainError } from '../core/domain-error';
import type { RosterLine } from '../core/people/roster';
import { mayReshapeNumbers } from './workbook-formats';

// What the four columns may be called, in any order.
const HEADINGS = {
  number: ['number', '号码', '学号', '工号', '学号/工号', '学工号', '编号'],
  name: ['name', '姓名'],
  kind: ['kind', '类别', '身份', '人员类别'],
  unit: ['unit', '单位', '学院', '部门', '院系', '学院/部门', '所在单位'],
} as const;
type Column = keyof typeof HEADINGS;

/** One row of a file, its number counted from 1. */
interface Row {
  line: number;
  cells: string[];
  /** Columns whose cell may show something else than its value. */
  unsure?: ReadonlySet<number>;
}

/**
 * The lines of a csv roster: UTF-8, comma separated, first line the headings. Empty lines are skipped, missing cells
 * are empty; whether a line makes sense is not judged here.
 *
 * @throws DomainError roster_malformed when it is not such a file; `fields.csv` says why
 */
export function csvLines(csv: string): RosterLine[] {
  if (csv.includes('\ufffd') || csv.includes('\u0000')) throw malformed('not_utf8');
  return linesOf(records(csv));
}

/** The same for the first sheet of an Excel workbook. @throws DomainError roster_malformed */
export async function workbookLines(workbook: Uint8Array): Promise<RosterLine[]> {
  let cells: readonly (readonly unknown[])[];
  try {
    cells = await readSheet(Buffer.from(workbook));
  } catch {
    // The reader has no one error for "this is no workbook": it is whatever unzipping or parsing stumbles over.
    throw malformed('not_xlsx');
  }
  const isReshaped = mayReshapeNumbers(Buffer.from(workbook));
  const rows = cells.map((row, index) => ({
    line: index + 1,
    unsure: new Set(row.flatMap((cell, column) => (isUnsure(cell, isReshaped) ? [column] : []))),
    cells: row.map((cell) => (typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '')),
  }));
  // Unzipped, the cells are longer than the input that was measured.
  if (rows.some((row) => row.cells.some(hasHeapedMarks))) throw malformed('heaped_marks');
  return linesOf(rows.filter((row) => row.cells.some((cell) => cell.trim() !== '')));
}

/** Digits of a number beyond these are lost in a cell. */
const DIGITS_KEPT = 15;

const isUnsure = (cell: unknown, isReshaped: boolean): boolean =>
  typeof cell === 'number' && (isReshaped || !Number.isInteger(cell) || String(cell).length > DIGITS_KEPT);

function linesOf(rows: readonly Row[]): RosterLine[] {
  const [heading, ...body] = rows;
  if (!heading) throw malformed('empty');
  const cells = heading.cells.map((cell) => cell.normalize('NFKC').trim().toLowerCase());
  const place = (column: Column) => {
    const names: readonly string[] = HEADINGS[column];
    const at = cells.findIndex((cell) => names.includes(cell));
    if (at < 0) throw malformed(`no_${column}`);
    return at;
  };
  const at = { number: place('number'), name: place('name'), kind: place('kind'), unit: place('unit') };
  if (body.length === 0) throw malformed('empty');
  return body.map(({ line, cells: row, unsure }) => ({
    line,
    number: row[at.number] ?? '',
    isNumberUnsure: unsure?.has(at.number) ?? false,
    name: row[at.name] ?? '',
    kind: row[at.kind] ?? '',
    unit: row[at.unit] ?? '',
  }));
}

function records(csv: string): Row[] {
  const found: Row[] = [];
  try {
    parse(csv, {
      bom: true,
      // Rows copied from a spreadsheet come with tabs.
      delimiter: [',', '\t'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 2000,
      on_record: (cells: string[], { lines }) => {
        // A row of nothing but commas is what a spreadsheet leaves below the last one.
        if (cells.some((cell) => cell.trim() !== '')) found.push({ line: lines, cells });
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) throw malformed('not_csv');
    throw error;
  }
  return found;
}

const malformed = (why: string) => new DomainError('roster_malformed', { csv: why });
