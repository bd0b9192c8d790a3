import type { CommitmentState } from '../../miniprogram/shared/case';
import { getCase } from '../case/get';
import { commitments, overdueCases, publicCases } from '../case/lists';
import { searchCases } from '../case/search';
import { caseContract } from '../contract/case';
import { hallContract } from '../contract/hall';
import { reportContract } from '../contract/report';
import { sessionContract } from '../contract/session';
import { surveyContract } from '../contract/survey';
import { readMinutes } from '../hall/read-minutes';
import { shownToStranger } from '../platform/call/stranger';
import { dashboard } from '../report/dashboard';
import { record } from '../report/record';
import { trends } from '../report/trends';
import { getSession } from '../session/get';
import { listSessions } from '../session/list';
import { getCard, listCards } from '../survey/cards/cards';
import { surveyResults } from '../survey/results';

// What the pages are made of: the app's own questions, asked as a stranger. Each answers null where the app shows a
// stranger nothing.

/** Announced sessions, newest first. */
export const sessionsFrom = (cursor?: string) =>
  shownToStranger(sessionContract['session.list'], listSessions, { cursor });

export const sessionOf = (sessionId: string) =>
  shownToStranger(sessionContract['session.get'], getSession, { sessionId });

/** Published minutes with what came of each question; the newest revision unless one is named. */
export const minutesOf = async (sessionId: string, revision?: number) =>
  (await shownToStranger(hallContract['hall.minutes'], readMinutes, { sessionId, revision }))?.minutes ??
  null;

/** Announced results of every round of a session; none before. */
export const resultsOf = async (sessionId: string) =>
  (await shownToStranger(surveyContract['survey.results'], surveyResults, { sessionId }))?.results ?? [];

export const cardsFrom = (where: { sessionId?: string; cursor?: string }) =>
  shownToStranger(surveyContract['survey.cards'], listCards, where);

export const cardOf = (cardId: string) => shownToStranger(surveyContract['survey.card'], getCard, { cardId });

export const casesFrom = (cursor?: string) =>
  shownToStranger(caseContract['case.public'], publicCases, { cursor });

export const caseOf = (caseId: string) => shownToStranger(caseContract['case.get'], getCase, { caseId });

export const overdueFrom = (cursor?: string) =>
  shownToStranger(caseContract['case.overdue'], overdueCases, { cursor });

export const commitmentsFrom = (state: CommitmentState, cursor?: string) =>
  shownToStranger(caseContract['case.commitments'], commitments, { state, cursor });

export const casesWith = (words: string) =>
  shownToStranger(caseContract['case.search'], searchCases, { words });

export const recordNow = () => shownToStranger(reportContract['report.record'], record, {});

/** Sessions side by side; none where words are for members only. */
export const trendsNow = async () =>
  (await shownToStranger(reportContract['report.trends'], trends, {}))?.sessions ?? [];

export const figuresBetween = (from: number, to: number) =>
  shownToStranger(reportContract['report.dashboard'], dashboard, { from, to });
