import type { Me, Output } from '../../api/dto';
import { IDENTITIES, IDENTITY_HINTS, type Identity, OUTCOMES, URGENCIES } from '../../shared/case';
import { COLLEGE } from '../../shared/college';
import { CATEGORIES } from '../../shared/labels';

export interface CaseFormView {
  /** Null: not known, because the phone has no network. */
  isBound: boolean | null;
  categories: { key: string; label: string }[];
  urgencies: { key: string; label: string }[];
  identities: { key: Identity; label: string; hint: string }[];
  templates: Record<string, string>;
  /** The hotline's button; null in the box and where the college has no number. */
  hotline: { label: string; number: string } | null;
}

const choices = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([key, label]) => ({ key, label }));

export function caseFormView(me: Me | null, channel: 'box' | 'hotline'): CaseFormView {
  const identities = Object.keys(IDENTITIES) as Identity[];
  const { complex: _complex, ...askable } = URGENCIES;
  return {
    isBound: me && me.person !== null,
    categories: choices(CATEGORIES),
    urgencies: choices({
      ordinary: askable.ordinary,
      utilities: askable.utilities,
      emergency: askable.emergency,
    }),
    identities: identities.map((key) => ({ key, label: IDENTITIES[key], hint: IDENTITY_HINTS[key] })),
    templates: me?.templates ?? {},
    hotline: channel === 'hotline' && COLLEGE.hotline.number ? COLLEGE.hotline : null,
  };
}

export interface SimilarView {
  id: string;
  title: string;
  reply: string;
  outcome: string;
  joins: string;
  /** Still open: one more voice helps. */
  canJoin: boolean;
  hasJoined: boolean;
  isJoining: boolean;
}

export const joinsWords = (joins: number): string => (joins > 0 ? `${joins} 人也遇到了` : '');

/** Earlier answers on the same matter. */
export const similarView = (answer: Output<'case.similar'>): SimilarView[] =>
  answer.cases.map(({ id, title, reply, outcome, joins, status }) => ({
    id,
    title,
    reply: reply || (outcome === null ? '正在办理，还没有答复' : '已经答复，公开的内容正在整理'),
    outcome: outcome === null ? '' : OUTCOMES[outcome],
    joins: joinsWords(joins),
    canJoin: status !== 'closed',
    hasJoined: false,
    isJoining: false,
  }));
