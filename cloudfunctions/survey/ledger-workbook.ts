import writeExcelFile from 'write-excel-file/node';
import { dayOf } from '../core/calendar';
import { byPeriod, type GivenCard, ledger } from '../core/card-ledger';
import { CARD_WORDS, planState } from '../core/rectification';

interface Range {
  from: number;
  to: number;
}

const head = (...titles: string[]) =>
  titles.map((value) => ({ value, fontWeight: 'bold' as const, backgroundColor: '#EDEFF3', wrap: true }));
const text = (value: string) => ({ value, type: String, wrap: true, alignVertical: 'top' as const });
const number = (value: number | null) => (value === null ? null : { value, type: Number });

const CARD_COLUMNS = [8, 14, 14, 8, 40, 10, 10, 22, 12, 12, 14, 12, 10].map((width) => ({ width }));

/**
 * The ledger of cards as xlsx: one sheet with every card, one by department, one by session. Dates are written as text in the
 * form the office files them, because a spreadsheet would show an instant in its own time zone.
 */
export async function ledgerWorkbook(
  cards: readonly GivenCard[],
  range: Range,
  now: number,
): Promise<Buffer> {
  const title = `四点对话红黄牌台账（${dayOf(range.from)} 至 ${dayOf(range.to - 1)}，制表 ${dayOf(now)}）`;
  const titled = (columns: number) => [
    [{ value: title, fontWeight: 'bold' as const, fontSize: 14, columnSpan: columns }],
  ];
  const rows = cards.map((card, at) => [
    number(at + 1),
    text(`第${card.sessionNumber}期`),
    text(card.departmentName),
    text(CARD_WORDS.colours[card.colour]),
    text(card.title),
    number(card.valid),
    number(card.dissatisfied),
    text(card.band),
    text(dayOf(card.givenAt)),
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
  return writeExcelFile([
    {
      sheet: '红黄牌',
      columns: CARD_COLUMNS,
      stickyRowsCount: 2,
      data: [
        ...titled(13),
        head(
          '序号',
          '期次',
          '承担部门',
          '牌',
          '问题',
          '有效评价',
          '不满意',
          '说明',
          '亮牌日期',
          '状态',
          '整改',
          '复评',
          '规则版本',
        ),
        ...rows,
      ],
    },
    {
      sheet: '按部门',
      columns: [20, 8, 8, 12, 12, 12].map((width) => ({ width })),
      stickyRowsCount: 2,
      data: [...titled(6), head('部门', '黄牌', '红牌', '复核撤销', '整改完成', '复评通过'), ...departments],
    },
    {
      sheet: '按期',
      columns: [14, 8, 8].map((width) => ({ width })),
      stickyRowsCount: 2,
      data: [...titled(3), head('期次', '黄牌', '红牌'), ...periods],
    },
  ]).toBuffer();
}
