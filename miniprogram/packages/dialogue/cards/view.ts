import type { Card, CardDetail } from '../../../api/dto';
import { CARD_COLOURS, CARD_STATES, PLAN_STATES } from '../../../shared/survey';
import { dateWords, exactWords, leftWords } from '../../../shared/time';

export interface CardView {
  id: string;
  colour: string;
  title: string;
  department: string;
  /** 第 15 期 · 图书馆 */
  about: string;
  figures: string;
  state: string;
  isWithdrawn: boolean;
  plan: string;
  isOverdue: boolean;
  /** What the same people said after the plan; empty before. */
  rerated: string;
  spoken: string;
}

const RERATED: Record<NonNullable<Card['rerated']>, string> = {
  none: '复评通过，不再亮牌',
  yellow: '复评仍是黄牌',
  red: '复评仍是红牌',
  too_few: '复评人数不足',
  hidden: '复评样本不足，不公布',
};

/** One card in any list. */
export function cardView(card: Card): CardView {
  const plan = card.isPlanOverdue ? `${PLAN_STATES[card.plan]}，已超期` : PLAN_STATES[card.plan];
  const figures =
    card.dissatisfied === null ? card.band : `${card.valid} 人评价，${card.dissatisfied} 人不满意`;
  const state = CARD_STATES[card.state];
  const about = `第 ${card.sessionNumber} 期 · ${card.departmentName}`;
  const isWithdrawn = card.state === 'withdrawn';
  const shownPlan = isWithdrawn ? '' : plan;
  const rerated = card.rerated === null ? '' : RERATED[card.rerated];
  return {
    id: card.id,
    colour: card.colour,
    title: card.title,
    department: card.departmentName,
    about,
    figures,
    state,
    isWithdrawn,
    plan: shownPlan,
    isOverdue: card.isPlanOverdue,
    rerated,
    spoken: [CARD_COLOURS[card.colour], about, card.title, figures, state, shownPlan, rerated]
      .filter(Boolean)
      .join('，'),
  };
}

export interface CardPageView extends CardView {
  rules: string;
  rulesVersion: number;
  given: string;
  givenExact: string;
  review: string;
  appeal: { grounds: string; when: string; decision: string; reason: string } | null;
  planText: string;
  planDue: string;
  measures: { key: string; text: string; due: string; isDone: boolean }[];
  notes: { key: string; text: string; when: string }[];
}

/** Until when the office decides, for everybody. */
const reviewing = (decideBy: number | null, now: number): string =>
  decideBy === null
    ? '活动办公室正在复核'
    : `活动办公室正在复核，应于${dateWords(decideBy)}前决定${decideBy <= now ? '，已超期' : ''}`;

/** One card with its review, its plan and what was done, as everybody reads it. */
export function cardPageView(card: CardDetail, now: number): CardPageView {
  return {
    ...cardView(card),
    rules: `按规则手册第 ${card.rulesVersion} 版`,
    rulesVersion: card.rulesVersion,
    given: `${dateWords(card.givenAt)}亮牌`,
    givenExact: exactWords(card.givenAt),
    review: card.state === 'review' ? leftWords('复核截止', card.reviewUntil, now) : '',
    appeal: card.appeal && {
      grounds: card.appeal.grounds,
      when: dateWords(card.appeal.at),
      decision:
        card.appeal.decision === null
          ? reviewing(card.appeal.decideBy, now)
          : card.appeal.decision === 'upheld'
            ? '复核后维持'
            : '复核后撤销',
      reason: card.appeal.reason,
    },
    planText: card.planText,
    planDue: card.plan === 'missing' ? ` · ${dateWords(card.planDueAt)}前提交` : '',
    measures: card.measures.map(({ text, dueAt, isDone }, index) => ({
      key: String(index),
      text,
      due: isDone ? '已完成' : `${dateWords(dueAt)}前${dueAt < now ? '，已超期' : ''}`,
      isDone,
    })),
    notes: card.notes.map(({ text, at }, index) => ({ key: String(index), text, when: dateWords(at) })),
  };
}
