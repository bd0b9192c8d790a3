import type { Output } from '../../../api/dto';
import { exactPercent, percentOf } from '../../../shared/percent';
import { CARD_COLOURS, CARD_STATES, PLAN_STATES } from '../../../shared/survey';
import { dateWords } from '../../../shared/time';

type Ledger = Output<'survey.ledger'>;

interface Line {
  key: string;
  name: string;
  semester: string;
  points: string;
  /** Cards of rated questions, with the rate: what the sum is a share of. */
  share: string;
  words: string;
  yellow: number;
  red: number;
  /** Widths in per cent of the longest bar. */
  yellowWidth: number;
  redWidth: number;
}

interface Row {
  id: string;
  colour: 'yellow' | 'red';
  title: string;
  about: string;
  state: string;
  decision: string;
  points: string;
  rules: number;
  spoken: string;
}

export interface LedgerView {
  total: string;
  lines: Line[];
  cards: Row[];
  rules: { version: number; name: string; texts: string[] }[];
}

/** Departments by semester, most points first, and every card with its decision, its points and its rule book. */
export function ledgerView({ cards, total, lines, rules }: Omit<Ledger, 'next' | 'periods'>): LedgerView {
  const most = Math.max(0, ...lines.map(({ yellow, red }) => yellow + red));
  const pending = lines.reduce((sum, line) => sum + line.pending, 0);
  const semesters = new Set(lines.map(({ semester }) => semester));
  return {
    total: `共 ${total} 张牌${pending > 0 ? `，其中 ${pending} 张待定，不计入` : ''}`,
    lines: lines.map((line) => ({
      key: `${line.semester}:${line.departmentId}`,
      name: line.name,
      semester: semesters.size > 1 ? line.semester : '',
      points: line.points === 0 ? '不扣分' : `扣 ${line.points} 分`,
      share: shareWords(line),
      words: lineWords(line),
      yellow: line.yellow,
      red: line.red,
      yellowWidth: percentOf(line.yellow, most),
      redWidth: percentOf(line.red, most),
    })),
    cards: cards.map(row),
    rules: rules.map(({ version, texts }) => ({ version, name: `规则手册第 ${version} 版`, texts })),
  };
}

function shareWords({ questions, judged, yellow, red }: Ledger['lines'][number]): string {
  if (questions === 0) return '本学期没有参评问题';
  const rated = `参评 ${questions} 个问题${judged < questions ? `，有效 ${judged} 个` : ''}`;
  return judged === 0 ? rated : `${rated}，亮牌率 ${exactPercent(yellow + red, judged)}`;
}

const lineWords = (line: Ledger['lines'][number]): string =>
  [
    `黄牌 ${line.yellow} 张`,
    `红牌 ${line.red} 张`,
    line.pending > 0 && `待定 ${line.pending} 张`,
    line.withdrawn > 0 && `撤销 ${line.withdrawn} 张`,
    line.plansDone > 0 && `整改完成 ${line.plansDone}`,
    line.plansLate > 0 && `整改超期 ${line.plansLate}`,
    line.reratedBetter > 0 && `复评通过 ${line.reratedBetter}`,
  ]
    .filter(Boolean)
    .join('，');

function row(card: Ledger['cards'][number]): Row {
  const rate =
    card.dissatisfied === null ? card.band : `不满意度 ${exactPercent(card.dissatisfied, card.valid)}`;
  const about = `第 ${card.sessionNumber} 期，${card.departmentName}，${dateWords(card.givenAt)}亮牌`;
  const plan = card.wasLate ? '整改超期' : PLAN_STATES[card.plan];
  const decision =
    card.appealDecision === null
      ? ''
      : `复核${card.appealDecision === 'upheld' ? '维持' : '撤销'}：${card.appealReason}`;
  const state = [rate, CARD_STATES[card.state], plan].filter(Boolean).join('，');
  const points = card.points === null ? '不计入' : `扣 ${card.points} 分`;
  return {
    id: card.id,
    colour: card.colour,
    title: card.title,
    about,
    state,
    decision,
    points,
    rules: card.rulesVersion,
    spoken: [CARD_COLOURS[card.colour], card.title, about, state, decision, points]
      .filter(Boolean)
      .join('，'),
  };
}
