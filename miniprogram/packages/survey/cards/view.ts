import type { Card } from '../../../api/dto';
import { CARD_COLOURS, CARD_STATES, PLAN_STATES } from '../../../shared/survey';
import { dateWords, leftWords } from '../../../shared/time';

export interface CardRow {
  id: string;
  colour: Card['colour'];
  word: string;
  title: string;
  department: string;
  /** Figures as published. */
  figures: string;
  /** Where the review and the plan stand. */
  standing: string;
  isLate: boolean;
  isWithdrawn: boolean;
  spoken: string;
}

/** A card in one line; a withdrawn one stays, with that word. */
export function cardRow(card: Card, now: number): CardRow {
  const word = CARD_COLOURS[card.colour];
  const isWithdrawn = card.state === 'withdrawn';
  const review =
    card.state === 'review' ? leftWords('复核截止', card.reviewUntil, now) : CARD_STATES[card.state];
  const plan = card.isPlanOverdue ? '整改方案已超期' : planWords(card);
  const standing = isWithdrawn ? review : [review, plan].filter(Boolean).join(' · ');
  const department = `${card.departmentName} · 第 ${card.sessionNumber} 期`;
  const figures = figuresWords(card);
  return {
    id: card.id,
    colour: card.colour,
    word,
    title: card.title,
    department,
    figures,
    standing,
    isLate: card.isPlanOverdue && !isWithdrawn,
    isWithdrawn,
    spoken: [word, card.title, department, figures, standing].filter(Boolean).join('，'),
  };
}

const planWords = ({ plan, planDueAt }: Card): string =>
  plan === 'missing' ? `${PLAN_STATES.missing}，${dateWords(planDueAt)}前` : PLAN_STATES[plan];

/** Counts where they are published, the band where they are not. */
export const figuresWords = ({ valid, dissatisfied, band }: Card): string =>
  dissatisfied === null ? band : `${valid} 人评价，${dissatisfied} 人不满意`;
