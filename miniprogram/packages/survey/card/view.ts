import type { CardDetail } from '../../../api/dto';
import { CARD_COLOURS, CARD_STATES, PLAN_STATES } from '../../../shared/survey';
import { dateWords, exactWords, leftWords, momentWords } from '../../../shared/time';
import { figuresWords } from '../cards/view';

export type CardAct = 'decide' | 'plan' | 'note' | 'appeal';

export interface CardView {
  id: string;
  colour: CardDetail['colour'];
  word: string;
  title: string;
  department: string;
  figures: string;
  state: string;
  isWithdrawn: boolean;
  facts: { label: string; value: string }[];
  rulesVersion: number;
  appeal: { grounds: string; when: string; decision: string; reason: string } | null;
  plan: string;
  planState: string;
  isLate: boolean;
  measures: { key: number; text: string; due: string; isDone: boolean; spoken: string }[];
  doneWords: string;
  notes: { key: number; when: string; by: string; text: string }[];
  history: { key: number; when: string; words: string }[];
  /** The expected action first; its button stands at the bottom. */
  main: { key: CardAct; label: string } | null;
  others: { key: CardAct; label: string }[];
}

const WHAT: Readonly<Record<string, string>> = {
  given: '亮牌',
  appealed: '部门提出复核',
  upheld: '复核：维持',
  withdrawn: '复核：撤销',
  superseded: '结果更正，撤销',
  final: '复核期满，生效',
  planned: '提交整改方案',
  noted: '更新整改进展',
  rerated: '复评',
  plan_near: '整改期限临近，提醒部门',
  plan_late: '整改超期，催办',
  plan_late_head: '整改超期，报负责人',
  plan_late_leader: '整改超期，报分管校领导',
  plan_late_public: '整改超期，公示',
  decision_near: '复核决定期限临近，提醒活动办公室',
  decision_late: '复核决定超期',
  decision_late_leader: '复核决定超期，报校领导',
};

const RERATED = {
  none: '通过，不再亮牌',
  yellow: '仍为黄牌',
  red: '仍为红牌',
  too_few: '有效评价不足，不亮牌',
  hidden: '样本不足，不公布',
} as const;

/** One card with its review, its plan and what came of it. */
export function cardView(card: CardDetail, now: number): CardView {
  const { may, appeal } = card;
  const hasPlan = card.plan !== 'missing';
  const acts: { key: CardAct; label: string }[] = [];
  if (may.decide) acts.push({ key: 'decide', label: '决定复核' });
  if (may.plan && hasPlan) acts.push({ key: 'note', label: '更新进展' });
  if (may.plan) acts.push({ key: 'plan', label: hasPlan ? '修改整改方案' : '提交整改方案' });
  if (may.appeal) acts.push({ key: 'appeal', label: '申请复核' });
  const [main, ...others] = acts;
  const done = card.measures.filter(({ isDone }) => isDone).length;
  return {
    id: card.id,
    colour: card.colour,
    word: CARD_COLOURS[card.colour],
    title: card.title,
    department: card.departmentName,
    figures: figuresWords(card),
    state: CARD_STATES[card.state],
    isWithdrawn: card.state === 'withdrawn',
    facts: factsOf(card, now),
    rulesVersion: card.rulesVersion,
    appeal: appeal && {
      grounds: appeal.grounds,
      when: [momentWords(appeal.at, now), appeal.by].filter(Boolean).join(' · '),
      decision:
        appeal.decision === null
          ? decideWords(appeal.decideBy, now)
          : appeal.decision === 'upheld'
            ? '维持'
            : '撤销',
      reason: appeal.reason,
    },
    plan: card.planText,
    planState: card.isPlanOverdue ? '整改方案已超期' : PLAN_STATES[card.plan],
    isLate: card.isPlanOverdue,
    measures: card.measures.map(({ text, dueAt, isDone }, key) => ({
      key,
      text,
      due: isDone ? '已完成' : dueAt < now ? `${dateWords(dueAt)}，已超期` : `${dateWords(dueAt)}前`,
      isDone,
      spoken: `${text}，${isDone ? '已完成' : '未完成'}`,
    })),
    doneWords: card.measures.length > 0 ? `${done}/${card.measures.length} 条完成` : '',
    notes: card.notes.map(({ at, by, text }, key) => ({ key, when: momentWords(at, now), by, text })),
    history: [...card.history].reverse().map(({ at, actor, what }, key) => ({
      key,
      when: momentWords(at, now),
      words: [WHAT[what] ?? what, actor].filter(Boolean).join(' · '),
    })),
    main: main ?? null,
    others,
  };
}

/** Until when the office decides. */
const decideWords = (decideBy: number | null, now: number): string =>
  decideBy === null
    ? '等待活动办公室决定'
    : decideBy <= now
      ? `应于${dateWords(decideBy)}决定，已超期`
      : `${dateWords(decideBy)}前决定`;

function factsOf(card: CardDetail, now: number): CardView['facts'] {
  const review = card.reviewUntil > now ? leftWords('复核截止', card.reviewUntil, now) : '复核已截止';
  const facts = [
    { label: '哪一期', value: `第 ${card.sessionNumber} 期` },
    { label: '亮牌', value: exactWords(card.givenAt) },
    { label: '复核期', value: `${exactWords(card.reviewUntil)} 止，${review}` },
    { label: '整改方案', value: `${dateWords(card.planDueAt)}前提交` },
  ];
  if (card.rerated !== null) facts.push({ label: '复评', value: RERATED[card.rerated] });
  return facts;
}
