import type { Output, SurveyResults } from '../../../api/dto';
import { exactWords } from '../../../shared/time';

export interface BoxRow {
  /** Id of the survey: what the box is asked for by. */
  id: string;
  title: string;
  sealed: string;
  counted: string;
  digest: string;
}

/** The sealed boxes of one session: its own survey, and later rounds of the same people. */
export const boxRows = (results: readonly SurveyResults[]): BoxRow[] =>
  results.map(({ survey, number, round, sealedAt, counted, boxDigest }) => ({
    id: survey,
    title: round === 1 ? `第 ${number} 期票箱` : `第 ${number} 期票箱，第 ${round} 轮`,
    sealed: `${exactWords(sealedAt)} 封存`,
    counted: `${counted} 张评价票`,
    digest: boxDigest,
  }));

export interface BoxView {
  sessions: { key: string; label: string }[];
  boxes: BoxRow[];
}

/** Sessions whose results are out, newest first. */
export const announcedSessions = ({ sessions }: Output<'session.list'>): BoxView['sessions'] =>
  sessions
    .filter(({ status }) => status === 'announced')
    .map(({ id, number }) => ({ key: id, label: `第 ${number} 期` }));

/** What an observer types on any computer that has the product's source. */
export const recountCommand = (fileName: string): string => `npm run recount -- ${fileName}`;
