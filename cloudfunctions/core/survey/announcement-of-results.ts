import { LEVELS } from '../../../miniprogram/shared/rating';
import type { SurveyItemKind } from '../../../miniprogram/shared/survey';
import type { AuditEnd } from '../../contract/audit-end';
import type { Came } from './blind-signature';
import type { CardVerdict } from './card';
import { countedList, type SealedBox } from './sealed-box';
import type { ShownCell, ShownTotal } from './suppression';
import type { Survey } from './survey';

/** One question as it is announced: exact, as a band, or not at all. */
export interface AnnouncedItem {
  questionId: string;
  title: string;
  kind: SurveyItemKind;
  departmentId: string;
  departmentName: string;
  verdict: CardVerdict;
  valid: number | null;
  dissatisfied: number | null;
  cannotJudge: number | null;
  levels: number[] | null;
  band: string;
}

export interface AnnouncedTotal {
  name: string;
  questions: number;
  valid: number | null;
  dissatisfied: number | null;
  band: string;
}

/**
 * What is announced of one sealed box: a version is frozen with its digest, a later correction is another document
 * beside it. Persisted in `results`; changing the shape needs a migration.
 */
export interface AnnouncedResults {
  /** `survey.vN` */
  _id: string;
  surveyId: string;
  sessionId: string;
  sessionNumber: number;
  round: number;
  version: number;
  /** Why this version was made; empty for the first. */
  reason: string;
  at: number;
  ballotDigest: string;
  boxDigest: string;
  /** Of the public list; absent in results from before there was one. */
  countedDigest?: string | undefined;
  rulesVersion: number;
  eligible: number;
  /** How those who were there came in. */
  came?: Came | undefined;
  /** Where the audit log ended when this was made; absent in results from before it was chained. */
  audit?: AuditEnd | undefined;
  turnout: number;
  counted: number;
  items: AnnouncedItem[];
  departments: AnnouncedTotal[];
  total: AnnouncedTotal;
}

export const resultsId = (surveyId: string, version: number): string => `${surveyId}.v${version}`;

/** The results of a sealed box in the words and figures that may be published (core/survey/suppression). Pure. */
export function announce(
  survey: Survey,
  box: SealedBox,
  departmentNames: ReadonlyMap<string, string>,
  at: number,
  audit: AuditEnd | null = null,
): AnnouncedResults {
  const { published, verdicts } = box.results;
  const nameOf = (departmentId: string) => departmentNames.get(departmentId) ?? departmentId;
  const items = box.slots.map((slot, index): AnnouncedItem => {
    const asked = survey.items.find(({ questionId }) => questionId === slot.questionId);
    return {
      questionId: slot.questionId,
      title: asked?.title ?? '',
      kind: asked?.kind ?? 'first',
      departmentId: slot.departmentId,
      departmentName: nameOf(slot.departmentId),
      verdict: verdicts[index] ?? 'hidden',
      ...shownItem(published.questions[index] ?? { kind: 'hidden' }),
    };
  });
  return {
    _id: resultsId(survey._id, box.version),
    surveyId: survey._id,
    sessionId: survey.sessionId,
    sessionNumber: survey.sessionNumber,
    round: survey.round,
    version: box.version,
    reason: box.corrects?.reason ?? '',
    at,
    ballotDigest: box.ballotDigest,
    boxDigest: box.digest,
    countedDigest: box.countedDigest,
    rulesVersion: box.rules.version,
    eligible: box.roll.issued,
    ...(box.roll.came ? { came: box.roll.came } : {}),
    ...(audit ? { audit } : {}),
    turnout: Math.max(0, ...box.slots.map(({ ballots }) => ballots.length)),
    counted: countedList(box).length,
    items,
    departments: Object.entries(published.departments).map(([id, total]) => shownTotal(nameOf(id), total)),
    total: shownTotal('全部问题', published.total),
  };
}

type Shown = Pick<AnnouncedItem, 'valid' | 'dissatisfied' | 'cannotJudge' | 'levels' | 'band'>;
const NOTHING = { valid: null, dissatisfied: null, cannotJudge: null, levels: null };

/** A cell in figures or words. */
export function shownItem(cell: ShownCell): Shown {
  switch (cell.kind) {
    case 'hidden':
      return { ...NOTHING, band: '样本不足，不公布' };
    case 'not_due':
      return { ...NOTHING, band: '承诺期限未到，下次评价' };
    case 'band':
      return { ...NOTHING, valid: cell.valid, band: bandInWords(cell.valid, cell.dissatisfied) };
    case 'exact':
      return {
        valid: cell.valid,
        dissatisfied: cell.dissatisfied,
        cannotJudge: cell.cannotJudge,
        levels: LEVELS.map((level) => cell.levels[level]),
        band: '',
      };
  }
}

/** 不满意 2 至 3 人 (共 20 人): both ends are whole numbers of people, so nothing is rounded. */
const bandInWords = (valid: number, { from, to }: { from: number; to: number }): string =>
  `不满意 ${from} 至 ${to} 人（共 ${valid} 人评价）`;

/** A department or the session in figures or words. */
export function shownTotal(
  name: string,
  { questions, leftOut, valid, dissatisfied }: ShownTotal,
): AnnouncedTotal {
  const isExact = dissatisfied !== null && dissatisfied.from === dissatisfied.to;
  const rest = leftOut > 0 ? `另有 ${leftOut} 个问题样本不足，未计入` : '';
  const band = valid === null || dissatisfied === null || isExact ? '' : bandInWords(valid, dissatisfied);
  return {
    name,
    questions,
    valid,
    dissatisfied: isExact ? dissatisfied.from : null,
    band: [band, rest].filter(Boolean).join('；'),
  };
}

/** One line under a question of the minutes: 不满意 3 / 42, or why there is no figure. */
export function ratingInWords(item: Pick<AnnouncedItem, 'valid' | 'dissatisfied' | 'band'>): string {
  if (item.valid === null || item.dissatisfied === null) return item.band;
  return `${item.valid} 人评价，不满意 ${item.dissatisfied} 人`;
}
