import type { Output } from '../../api/dto';
import { leftWords } from '../../shared/time';

type Attended = Output<'survey.mine'>['attended'][number];

/** What this person was at, with how far the ballots on this phone are. */
export interface OwnSurveys {
  attended: readonly Attended[];
  /** Survey → how many ballots are still to be sent, and how many are in. */
  casting: Readonly<Record<string, { left: number; counted: number }>>;
  /** Sessions whose credentials this phone holds. */
  held: readonly string[];
}

/** 评价上期的问题, while the survey is open. */
export interface SurveyBlock {
  sessionId: string;
  title: string;
  line: string;
  label: string;
  isDone: boolean;
  url: string;
}

/**
 * The open survey of somebody who was there, or credentials that wait to be fetched; null with nothing to do here.
 * Two may be open at once, of this session and of what was promised in an earlier one: first what is not rated yet.
 */
export function surveyBlock(own: OwnSurveys | null, now: number): SurveyBlock | null {
  if (!own) return null;
  const open = own.attended
    .filter(({ sessionId }) => own.held.includes(sessionId))
    .flatMap(({ sessionId, number, rounds }) => rounds.map((round) => ({ ...round, sessionId, number })))
    .filter(({ state, closesAt, questions }) => state === 'open' && closesAt > now && questions > 0);
  const waiting = open.find(({ survey }) => own.casting[survey] === undefined);
  const shown = waiting ?? open.find(({ survey }) => (own.casting[survey]?.left ?? 0) > 0) ?? open[0];
  if (!shown) return fetchBlock(own);
  const { left, counted } = own.casting[shown.survey] ?? { left: 0, counted: 0 };
  const closes = leftWords('评价截止', shown.closesAt, now);
  const url = `/packages/dialogue/rate/rate?id=${shown.sessionId}`;
  const base = { sessionId: shown.sessionId, isDone: left + counted > 0, url };
  if (left > 0)
    return {
      ...base,
      title: `第 ${shown.number} 期评价票正在送出`,
      line: `还有 ${left} 张，会自己送完`,
      label: '看进度',
    };
  if (counted > 0)
    return {
      ...base,
      title: `第 ${shown.number} 期你已评完`,
      line: `${counted} 张票都进了票箱，${closes}，还能改`,
      label: '重新评',
    };
  const what = shown.round === 1 ? '评价' : '复评';
  return {
    ...base,
    title: `${what}第 ${shown.number} 期的 ${shown.questions} 个问题`,
    line: `两分钟，${closes}`,
    label: '开始评价',
  };
}

/** For those checked in at the desk: credentials wait for them until the survey opens, and nobody fetches them later. */
function fetchBlock({ attended, held }: OwnSurveys): SurveyBlock | null {
  const waiting = attended.find(({ sessionId, canFetch }) => canFetch && !held.includes(sessionId));
  if (!waiting) return null;
  return {
    sessionId: waiting.sessionId,
    title: `领取第 ${waiting.number} 期的评价凭证`,
    line: '你已签到，还差一步才能评价；评价开始后不再发放',
    label: '去领取',
    isDone: true,
    url: `/packages/dialogue/checkin/checkin?id=${waiting.sessionId}`,
  };
}
