import { categoryChoices } from '../../api/categories';
import type { Me, Output } from '../../api/dto';
import type { PassStand } from '../../api/passes';
import { WEAKER_ANONYMITY } from '../../shared/anonymity';
import { IDENTITIES, IDENTITY_HINTS, type Identity, REPORT_ROUTES, URGENCIES } from '../../shared/case';
import { COLLEGE } from '../../shared/college';
import { type EarlierAnswer, earlierAnswers } from '../../view/earlier-answers';

export interface CaseFormView {
  /** Null: not known, because the phone has no network. */
  isBound: boolean | null;
  categories: { key: string; label: string }[];
  urgencies: { key: string; label: string }[];
  identities: { key: Identity; label: string; hint: string }[];
  /** Anonymous items go with a pass and without an account here. */
  isByPass: boolean;
  /** Why nothing can be filed anonymously now; empty when it can. */
  anonymousProblem: string;
  templates: Record<string, string>;
  routes: { key: string; label: string }[];
  /** The hotline's button; null in the box and where the college has no number. */
  hotline: { label: string; number: string } | null;
}

const choices = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([key, label]) => ({ key, label }));

/** How anonymous items go from this phone. */
export interface AnonymousWay {
  isByPass: boolean;
  stand: PassStand;
}

const HIDDEN_INSTEAD = '急事可以先选“对部门隐藏姓名”。';

/** In the order in which a person can do something about it. */
function anonymousProblem(me: Me | null, { isByPass, stand: { ready, resting } }: AnonymousWay): string {
  if (!isByPass || ready > 0) return '';
  if (me !== null && me.person === null) return '匿名凭条只发给绑定了身份的师生，请先绑定。';
  if (resting > 0)
    return `你有 ${resting} 张匿名凭条，今天刚领到，明天起能用：隔开一天，才无法从时间上推断是你。${HIDDEN_INSTEAD}`;
  return `现在没有可用的匿名凭条。每个月打开小程序后会自动领取，第二天起能用。${HIDDEN_INSTEAD}`;
}

function anonymousHint(problem: string, { isByPass, stand: { ready } }: AnonymousWay): string {
  if (!isByPass) return `${IDENTITY_HINTS.anonymous}${WEAKER_ANONYMITY}`;
  return (
    problem || `不带账号送出，用一张匿名凭条（还有 ${ready} 张）。${IDENTITY_HINTS.anonymous}不能带图片。`
  );
}

export function caseFormView(
  me: Me | null,
  channel: 'box' | 'hotline',
  way: AnonymousWay = { isByPass: false, stand: { ready: 0, resting: 0 } },
): CaseFormView {
  const problem = anonymousProblem(me, way);
  const hints = { ...IDENTITY_HINTS, anonymous: anonymousHint(problem, way) };
  const identities = Object.keys(IDENTITIES) as Identity[];
  const { complex: _complex, ...askable } = URGENCIES;
  return {
    isBound: me && me.person !== null,
    categories: categoryChoices(),
    urgencies: choices({
      ordinary: askable.ordinary,
      utilities: askable.utilities,
      emergency: askable.emergency,
    }),
    identities: identities.map((key) => ({ key, label: IDENTITIES[key], hint: hints[key] })),
    isByPass: way.isByPass,
    anonymousProblem: problem,
    templates: me?.templates ?? {},
    routes: choices(REPORT_ROUTES),
    hotline: channel === 'hotline' && COLLEGE.hotline.number ? COLLEGE.hotline : null,
  };
}

export interface SimilarView extends EarlierAnswer {
  joins: string;
  /** Still open: one more voice helps. */
  canJoin: boolean;
  hasJoined: boolean;
  isJoining: boolean;
}

export const joinsWords = (joins: number): string => (joins > 0 ? `${joins} 人也遇到了` : '');

/** Whom a protected report may be about, with what was chosen. */
export interface AboutChoice {
  key: string;
  label: string;
  isOn: boolean;
}

export function aboutChoices(
  names: Readonly<Record<string, string>>,
  leaders: Output<'case.reportChoices'>['leaders'],
  about: readonly string[],
): AboutChoice[] {
  const all = [
    { key: 'office', label: '活动办公室' },
    ...leaders.map(({ id, name }) => ({ key: `leader:${id}`, label: `校领导${name}` })),
    ...Object.entries(names).map(([id, label]) => ({ key: `department:${id}`, label })),
  ];
  return all.map((choice) => ({ ...choice, isOn: about.includes(choice.key) }));
}

/** Earlier answers on the same matter. */
export const similarView = (answer: Output<'case.similar'>): SimilarView[] =>
  earlierAnswers(answer).map((earlier, index) => ({
    ...earlier,
    joins: joinsWords(answer.cases[index]?.joins ?? 0),
    canJoin: answer.cases[index]?.status !== 'closed',
    hasJoined: false,
    isJoining: false,
  }));
