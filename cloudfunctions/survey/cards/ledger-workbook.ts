import writeExcelFile, { type Cell } from 'write-excel-file/node';
import { chineseDay, chineseDays, chineseMoment } from '../../core/date-words';
import { byPeriod, type GivenCard, ledger } from '../../core/survey/card-ledger';
import { CARD_WORDS, planState } from '../../core/survey/rectification';
import { BODY, FONT, HEADER, printing, TITLE_ROWS, titleRows } from '../../platform/spreadsheet';

interface Range {
  from: number;
  to: number;
}

type Column = readonly [title: string, width: number];
const CARDS: readonly Column[] = [
  ['序号', 6],
  ['期次', 9],
  ['承担部门', 14],
  ['牌', 7],
  ['问题', 36],
  ['有效评价', 8],
  ['不满意', 8],
  ['说明', 16],
  ['亮牌日期', 16],
  ['状态', 9],
  ['整改', 18],
  ['复评', 10],
  ['规则版本', 8],
];
const DEPARTMENTS: readonly Column[] = [
  ['部门', 26],
  ['黄牌', 12],
  ['红牌', 12],
  ['复核撤销', 14],
  ['整改完成', 14],
  ['复评通过', 14],
];
// Narrow sheets are wide enough for their title.
const PERIODS: readonly Column[] = [
  ['期次', 40],
  ['黄牌', 26],
  ['红牌', 26],
];

const head = (columns: readonly Column[]): Cell[] =>
  columns.map(([title]) => ({ ...HEADER, value: title, type: String }));
const widths = (columns: readonly Column[]) => columns.map(([, width]) => ({ width }));
const text = (value: string): Cell => ({ ...BODY, value, type: String, wrap: true });
const number = (value: number | null): Cell =>
  value === null ? { ...BODY } : { ...BODY, value, type: Number, align: 'center' };

/**
 * The ledger of cards as xlsx: one sheet with every card, one by department, one by session. Dates are written as text in
 * the form the office files them, because a spreadsheet would show an instant in its own time zone.
 */
export async function ledgerWorkbook(
  cards: readonly GivenCard[],
  range: Range,
  now: number,
): Promise<Buffer> {
  const title = `四点对话红黄牌台账 ${chineseDays(range.from, range.to)}`;
  const note = `制表：活动办公室    制表时间：${chineseMoment(now)}    共 ${cards.length} 张`;
  const rows = cards.map((card, at) => [
    number(at + 1),
    text(`第${card.sessionNumber}期`),
    text(card.departmentName),
    text(CARD_WORDS.colours[card.colour]),
    text(card.title),
    number(card.valid),
    number(card.dissatisfied),
    text(card.band),
    text(chineseDay(card.givenAt)),
    text(CARD_WORDS.states[card.state]),
    text(CARD_WORDS.plans[planState(card.rectification, card.rerated)]),
    text(card.rerated === null ? '' : CARD_WORDS.verdicts[card.rerated]),
    number(card.rulesVersion),
  ]);
  const departments = ledger(cards).map((line) => [
    text(line.name),
    number(line.yellow),
    number(line.red),
    number(line.withdrawn),
    number(line.plansDone),
    number(line.reratedBetter),
  ]);
  const periods = byPeriod(cards).map(({ sessionNumber, yellow, red }) => [
    text(`第${sessionNumber}期`),
    number(yellow),
    number(red),
  ]);
  const sheet = (name: string, columns: readonly Column[], data: readonly Cell[][]) => ({
    sheet: name,
    columns: widths(columns),
    stickyRowsCount: TITLE_ROWS + 1,
    data: [...titleRows(title, note, columns.length), head(columns), ...data],
  });
  return writeExcelFile(
    [
      sheet('红黄牌', CARDS, rows),
      sheet('按部门', DEPARTMENTS, departments),
      sheet('按期', PERIODS, periods),
    ],
    { ...FONT, features: [printing({})] },
  ).toBuffer();
}
