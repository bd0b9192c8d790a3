import writeXlsxFile, { type Cell, type SheetData } from 'write-excel-file/node';
import type { Figures } from '../contract/report';
import { chineseMoment } from '../core/date-words';
import { LEDGER_COLUMNS, type LedgerRow, shareOf } from '../core/report/ledger';
import { DAY_MS, HOUR_MS } from '../core/rules/calendar';
import { BODY, FONT, HEADER, printing, TITLE_ROWS, titleRows } from '../platform/spreadsheet';

/** Spreadsheet programs know no time zone: the clock of Shanghai is written as it stands. */
const shanghai = (instant: number) => new Date(instant + 8 * HOUR_MS);
const DATE_FORMAT = 'yyyy"年"m"月"d"日" hh:mm';
const LINE = 15;
/** A Chinese character is as wide as two digits. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0xff ? 2 : 1), 0);
const linesOf = (text: string, width: number): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / (width - 2))), 0);

/** Points that the longest cell needs: spreadsheet programs do not all fit rows to wrapped text when they open a file. */
const heightOf = (row: LedgerRow): number =>
  LEDGER_COLUMNS.reduce((most, { value, width }) => {
    const content = value(row);
    return content && 'text' in content ? Math.max(most, linesOf(content.text, width) * LINE) : most;
  }, LINE);

/** One row of the ledger as cells. */
export const cellsOf = (row: LedgerRow): Cell[] =>
  LEDGER_COLUMNS.map(({ value, isLong = false }, index): Cell => {
    const content = value(row);
    // The height of a row is said by its first cell; 409 points are the most a spreadsheet takes.
    if (index === 0 && content && 'number' in content)
      return {
        ...BODY,
        value: content.number,
        type: Number,
        align: 'center',
        height: Math.min(409, heightOf(row)),
      };
    if (content === null) return { ...BODY };
    if ('number' in content) return { ...BODY, value: content.number, type: Number, align: 'center' };
    if ('instant' in content)
      return { ...BODY, value: shanghai(content.instant), type: Date, format: DATE_FORMAT, align: 'center' };
    return { ...BODY, value: content.text, type: String, wrap: true, ...(isLong ? {} : { align: 'center' }) };
  });

/** Beside the department's name: titles, widths and values. */
const SUMMARY: ReadonlyArray<readonly [string, number, (figures: Figures) => string | number]> = [
  ['受理件数', 10, ({ cases }) => cases],
  ['在办', 8, ({ open }) => open],
  ['超期', 8, ({ overdue }) => overdue],
  ['答复率（系统统计）', 18, ({ response }) => shareOf(response)],
  ['按时答复率（系统统计）', 18, ({ onTime }) => shareOf(onTime)],
  ['解决率（提出人评价）', 18, ({ resolution }) => shareOf(resolution)],
  ['满意率（提出人评价）', 18, ({ satisfaction }) => shareOf(satisfaction)],
  ['回访率（系统统计）', 18, ({ calledBack }) => shareOf(calledBack)],
  ['回访解决率（来电人答复）', 20, ({ byTelephone }) => shareOf(byTelephone)],
  ['延期', 8, ({ extensions }) => extensions],
  ['退回不成立（办公室裁定）', 20, ({ rejectedReturns }) => shareOf(rejectedReturns)],
  ['重办', 8, ({ reopenings }) => reopenings],
];

/**
 * Two sheets: every case, and the departments side by side. Title, frozen header, widths, Chinese dates; printed on A3
 * and A4, one page wide; ready to be filed.
 */
export async function workbook(
  title: string,
  rows: readonly Cell[][],
  summary: ReadonlyArray<{ name: string; figures: Figures }>,
  { isRaw, now }: { isRaw: boolean; now: number },
): Promise<Buffer> {
  const made = `制表：活动办公室    制表时间：${chineseMoment(now)}    共 ${rows.length} 件`;
  const words = isRaw
    ? '标题、内容和答复为原文，含个人信息，注意保管。'
    : '标题、内容和答复已隐去姓名、电话等个人信息。';
  const who = `提出人按本人选择显示：署名的写姓名和单位，其余不写。${words}`;
  const header: Cell[] = LEDGER_COLUMNS.map((column) => ({ ...HEADER, value: column.title, type: String }));
  const ledger: SheetData = [
    ...titleRows(title, `${made}    ${who}`, LEDGER_COLUMNS.length),
    header,
    ...rows,
  ];
  const names: Cell[] = ['部门', ...SUMMARY.map(([name]) => name)].map((value) => ({
    ...HEADER,
    value,
    type: String,
  }));
  const figures: Cell[][] = summary.map(({ name, figures: of }) => [
    { ...BODY, value: name, type: String, height: 20 },
    ...SUMMARY.map(([, , value]): Cell => {
      const content = value(of);
      return typeof content === 'number'
        ? { ...BODY, value: content, type: Number, align: 'center' }
        : { ...BODY, value: content, type: String, align: 'center' };
    }),
  ]);
  const departments: SheetData = [
    ...titleRows(title.replace('诉求办理台账', '各部门办理情况'), made, SUMMARY.length + 1),
    names,
    ...figures,
  ];
  return writeXlsxFile(
    [
      {
        data: ledger,
        sheet: '台账',
        columns: LEDGER_COLUMNS.map(({ width }) => ({ width })),
        stickyRowsCount: TITLE_ROWS + 1,
        stickyColumnsCount: 2,
      },
      {
        data: departments,
        sheet: '部门汇总',
        columns: [{ width: 16 }, ...SUMMARY.map(([, width]) => ({ width }))],
        stickyRowsCount: TITLE_ROWS + 1,
      },
    ],
    {
      ...FONT,
      features: [printing({ 台账: 'A3', 部门汇总: 'A4' })],
    },
  ).toBuffer();
}

/** A ledger is for a period of at most so long. */
export const LONGEST_MS = 400 * DAY_MS;
