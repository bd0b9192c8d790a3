import type { CardStep } from '../message/card-words';
import type { Notice } from '../message/notice';

/** Who is told, by what they are for the card; who holds the role is read when the notice is relayed. */
type Audience = 'office' | 'heads' | 'handlers' | 'leader';

/** Who hears of each step (docs/domain.md, Cards): nothing waits for somebody who was not told. */
const AUDIENCES: Record<CardStep, readonly Audience[]> = {
  appealed: ['office'],
  upheld: ['heads', 'leader'],
  withdrawn: ['heads', 'leader'],
  superseded: ['heads', 'leader'],
  final: ['heads', 'leader'],
  planned: ['office'],
  plan_done: ['office'],
  rerated_none: ['heads', 'leader', 'office'],
  rerated_yellow: ['heads', 'leader', 'office'],
  rerated_red: ['heads', 'leader', 'office'],
  rerated_too_few: ['heads'],
  rerated_hidden: ['heads'],
  plan_near: ['handlers', 'heads'],
  plan_late: ['handlers', 'heads'],
  plan_late_head: ['heads', 'office'],
  plan_late_leader: ['leader', 'heads', 'office'],
  plan_late_public: ['leader', 'heads', 'office'],
  decision_near: ['office'],
  decision_late: ['office'],
  decision_late_leader: ['leader', 'office'],
};

export interface CardNotice {
  step: CardStep;
  deadline?: number | undefined;
  reason?: string;
}

/** What a notice says of a card (card-ledger.ts). */
interface Told {
  _id: string;
  version: number;
  sessionId: string;
  sessionNumber: number;
  title: string;
  departmentId: string;
  departmentName: string;
}

/** The notices of one step, by the card as it is after it: its version makes each be told once. */
export function cardNotices(card: Told, { step, deadline, reason }: CardNotice, at: number): Notice[] {
  const facts = {
    sessionId: card.sessionId,
    sessionNumber: card.sessionNumber,
    startsAt: at,
    // A push says in the place's field whose card it is.
    venue: card.departmentName,
    title: card.title,
    itemId: card._id,
    departmentName: card.departmentName,
    cardStep: step,
    ...(deadline === undefined ? {} : { deadline }),
    ...(reason === undefined ? {} : { reason }),
  };
  return AUDIENCES[step].map((audience) => ({
    kind: 'card_progress',
    to: audience === 'office' ? audience : `${audience}:${card.departmentId}`,
    subject: `${card._id}:${card.version}`,
    at,
    facts,
  }));
}
