import type { Output } from '../../../api/dto';
import { percentOf } from '../../../shared/percent';

type Ledger = Output<'survey.ledger'>;

interface Bar {
  key: string;
  name: string;
  yellow: number;
  red: number;
  /** Widths in per cent of the longest bar. */
  yellowWidth: number;
  redWidth: number;
  words: string;
}

export interface LedgerView {
  total: string;
  departments: Bar[];
  periods: Bar[];
}

const widths = (yellow: number, red: number, most: number) => ({
  yellowWidth: percentOf(yellow, most),
  redWidth: percentOf(red, most),
});

/** Cards by department, most first, and by session, oldest first: for those who would rather look than read. */
export function ledgerView({ cards, departments, periods }: Ledger): LedgerView {
  const most = Math.max(0, ...departments.map(({ yellow, red }) => yellow + red));
  const mostOfPeriod = Math.max(0, ...periods.map(({ yellow, red }) => yellow + red));
  return {
    total: `${cards.length} 张`,
    departments: [...departments]
      .sort((left, right) => right.red - left.red || right.yellow - left.yellow)
      .map(({ departmentId, name, yellow, red, withdrawn, plansDone, reratedBetter }) => ({
        key: departmentId,
        name,
        yellow,
        red,
        ...widths(yellow, red, most),
        words: [
          `黄 ${yellow}`,
          `红 ${red}`,
          withdrawn > 0 ? `撤销 ${withdrawn}` : '',
          plansDone > 0 ? `整改完成 ${plansDone}` : '',
          reratedBetter > 0 ? `复评通过 ${reratedBetter}` : '',
        ]
          .filter(Boolean)
          .join(' · '),
      })),
    periods: periods.map(({ sessionNumber, yellow, red }) => ({
      key: String(sessionNumber),
      name: `第 ${sessionNumber} 期`,
      yellow,
      red,
      ...widths(yellow, red, mostOfPeriod),
      words: `黄 ${yellow} · 红 ${red}`,
    })),
  };
}
