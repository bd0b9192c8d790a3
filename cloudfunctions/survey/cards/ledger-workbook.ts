import writeExcelFile, { type Cell } from 'write-excel-file/node';
import type { LedgerCard } from '../../contract/card';
import type { Figures } from '../../contract/report';
import { chineseDay, chineseDays, chineseMoment } from '../../core/date-words';
import { asText, rateOf, shareOf } from '../../core/report/ledger';
import type { AssessmentLine } from '../../core/survey/assessment';
import { CARD_WORDS } from '../../core/survey/rectification';
import { BODY, FONT, HEADER, printing, TITLE_ROWS, titleRows } from '../../platform/spreadsheet';

/** What the file says. */
interface LedgerContent {
  cards: readonly LedgerCard[];
  lines: readonly AssessmentLine[];
  periods: ReadonlyArray<{ sessionNumber: number; yellow: number; red: number }>;
  rules: ReadonlyArray<{ version: number; texts: readonly string[] }>;
  figures: ReadonlyArray<{ name: string; figures: Figures }>;
}

/** Title, width in characters, and what stands in the cell; null leaves it empty. */
type Column<Row> = readonly [
  title: string,
  width: number,
  value: (row: Row, at: number) => string | number | null,
];

const DECISIONS = { upheld: '维持', withdrawn: '撤销' } as const;
const CARDS: ReadonlyArray<Column<LedgerCard>> = [
  ['序号', 6, (_card, at) => at + 1],
  ['学期', 24, ({ semester }) => semester],
  ['期次', 9, ({ sessionNumber }) => `第${sessionNumber}期`],
  ['承担部门', 14, ({ departmentName }) => departmentName],
  ['牌', 7, ({ colour }) => CARD_WORDS.colours[colour]],
  ['问题', 36, ({ title }) => title],
  ['有效评价', 8, ({ valid }) => valid],
  ['不满意', 8, ({ dissatisfied }) => dissatisfied],
  ['不满意度', 9, ({ dissatisfied, valid }) => (dissatisfied === null ? '—' : rateOf(dissatisfied, valid))],
  ['说明', 16, ({ band }) => band],
  ['亮牌日期', 16, ({ givenAt }) => chineseDay(givenAt)],
  ['状态', 9, ({ state }) => CARD_WORDS.states[state]],
  ['复核结果', 9, ({ appealDecision }) => (appealDecision === null ? null : DECISIONS[appealDecision])],
  ['复核理由', 24, ({ appealReason }) => appealReason],
  ['整改', 18, ({ plan }) => CARD_WORDS.plans[plan]],
  ['整改超期', 9, ({ wasLate }) => (wasLate ? '超期' : null)],
  ['复评', 10, ({ rerated }) => (rerated === null ? null : CARD_WORDS.verdicts[rerated])],
  ['扣分', 7, ({ points }) => points],
  ['规则版本', 8, ({ rulesVersion }) => rulesVersion],
  ['结果版本', 8, ({ resultVersion }) => resultVersion],
  ['结果号码', 24, ({ resultDigest }) => resultDigest],
];
const LINES: ReadonlyArray<Column<AssessmentLine>> = [
  ['学期', 26, ({ semester }) => semester],
  ['部门', 20, ({ name }) => name],
  ['参评问题', 9, ({ questions }) => questions],
  ['有效问题', 9, ({ judged }) => judged],
  ['黄牌', 7, ({ yellow }) => yellow],
  ['红牌', 7, ({ red }) => red],
  ['亮牌率', 9, ({ yellow, red, judged }) => rateOf(yellow + red, judged)],
  ['待定', 7, ({ pending }) => pending],
  ['复核撤销', 9, ({ withdrawn }) => withdrawn],
  ['整改完成', 9, ({ plansDone }) => plansDone],
  ['整改超期', 9, ({ plansLate }) => plansLate],
  ['复评通过', 9, ({ reratedBetter }) => reratedBetter],
  ['扣分', 8, ({ points }) => points],
];
// Narrow sheets are wide enough for their title.
const PERIODS: ReadonlyArray<Column<LedgerContent['periods'][number]>> = [
  ['期次', 40, ({ sessionNumber }) => `第${sessionNumber}期`],
  ['黄牌', 26, ({ yellow }) => yellow],
  ['红牌', 26, ({ red }) => red],
];
const FIGURES: ReadonlyArray<Column<LedgerContent['figures'][number]>> = [
  ['部门', 20, ({ name }) => name],
  ['受理件数', 10, ({ figures }) => figures.cases],
  ['超期', 8, ({ figures }) => figures.overdue],
  ['答复率', 18, ({ figures }) => shareOf(figures.response)],
  ['按时答复率', 18, ({ figures }) => shareOf(figures.onTime)],
  ['解决率（提出人评价）', 20, ({ figures }) => shareOf(figures.resolution)],
  ['满意率（提出人评价）', 20, ({ figures }) => shareOf(figures.satisfaction)],
  ['重办', 8, ({ figures }) => figures.reopenings],
];
const RULES: ReadonlyArray<Column<LedgerContent['rules'][number]>> = [
  ['规则版本', 10, ({ version }) => version],
  ['红黄牌规则', 110, ({ texts }) => texts.join('\n')],
];

const cellOf = (value: string | number | null): Cell => {
  if (value === null || value === '') return { ...BODY };
  if (typeof value === 'number') return { ...BODY, value, type: Number, align: 'center' };
  return { ...BODY, value: asText(value), type: String, wrap: true };
};

/**
 * The ledger for performance assessment as xlsx: departments by semester with what counts, every card with its decision
 * and its rule book, sessions, the figures of cases, and the rules. Dates are written as text in the form the office
 * files them, because a spreadsheet would show an instant in its own time zone.
 */
export async function ledgerWorkbook(
  content: LedgerContent,
  range: { from: number; to: number },
  now: number,
): Promise<Buffer> {
  const days = chineseDays(range.from, range.to);
  const made = `制表时间：${chineseMoment(now)}    共 ${content.cards.length} 张`;
  const sheet = <Row>(
    name: string,
    title: string,
    note: string,
    columns: ReadonlyArray<Column<Row>>,
    rows: readonly Row[],
  ) => ({
    sheet: name,
    columns: columns.map(([, width]) => ({ width })),
    stickyRowsCount: TITLE_ROWS + 1,
    data: [
      ...titleRows(`${title} ${days}`, note, columns.length),
      columns.map(([heading]): Cell => ({ ...HEADER, value: heading, type: String })),
      ...rows.map((row, at) => columns.map(([, , value]) => cellOf(value(row, at)))),
    ],
  });
  const counted = '只计已生效的牌；复核期内和复核中的列为待定。';
  return writeExcelFile(
    [
      sheet('按部门', '四点对话绩效考核台账', `${made}    ${counted}`, LINES, content.lines),
      sheet('红黄牌', '四点对话红黄牌明细', made, CARDS, content.cards),
      sheet('按期', '四点对话红黄牌（按期）', counted, PERIODS, content.periods),
      sheet('诉求办理', '各部门诉求办理情况', '按整月统计。', FIGURES, content.figures),
      sheet('规则', '四点对话红黄牌规则', '各牌按亮牌时的规则手册计分。', RULES, content.rules),
    ],
    { ...FONT, features: [printing({ 红黄牌: 'A3' })] },
  ).toBuffer();
}
