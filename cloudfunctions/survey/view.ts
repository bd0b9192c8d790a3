import type { SurveyResults, SurveyView } from '../contract/survey';
import type { AnnouncedResults } from '../core/survey/announcement-of-results';
import type { GivenCard } from '../core/survey/card-ledger';
import type { Survey } from '../core/survey/survey';
import { ballotUrl, countedUrl, remarkUrl } from './addresses';

/** A survey as its raters see it: what can be rated now, and no figure but a coarse turnout. */
export function surveyView(survey: Survey, skipsReminder: boolean): SurveyView {
  const address = ballotUrl();
  return {
    survey: survey._id,
    sessionId: survey.sessionId,
    number: survey.sessionNumber,
    round: survey.round,
    state: survey.state,
    opensAt: survey.opensAt,
    closesAt: survey.closesAt,
    eligible: survey.eligible,
    rollFingerprint: survey.rollFingerprint,
    keySet: survey.keySet,
    items: survey.items
      .filter(({ isDue }) => isDue)
      .map(({ isDue: _isDue, departmentId: _departmentId, ...item }) => ({
        ...item,
        survey: survey._id,
        walletSessionId: survey.sessionId,
      })),
    later: survey.items
      .filter(({ isDue }) => !isDue)
      .map(({ title, promisedFor }) => ({ title, promisedFor: promisedFor ?? 0 })),
    withoutSlot: survey.withoutSlot,
    turnout: survey.state === 'scheduled' ? null : survey.turnout,
    ballotUrl: address,
    remarkUrl: survey.remarkKey === '' ? '' : remarkUrl(),
    isSeparateDomain: address !== '',
    countedUrl: countedUrl(survey._id),
    skipsReminder,
  };
}

/** One survey's results as announced. `versions` and `cards` belong to the same survey. */
export function resultsView(
  survey: Survey,
  result: AnnouncedResults,
  versions: readonly AnnouncedResults[],
  cards: readonly GivenCard[],
): SurveyResults {
  const cardOf = (questionId: string) =>
    cards.find((card) => card.questionId === questionId && card.state !== 'withdrawn');
  return {
    survey: survey._id,
    sessionId: survey.sessionId,
    number: survey.sessionNumber,
    round: survey.round,
    version: result.version,
    state: survey.state,
    sealedAt: survey.sealedAt ?? result.at,
    announcedAt: survey.announcedAt,
    boxDigest: result.ballotDigest,
    resultDigest: result.boxDigest,
    rulesVersion: result.rulesVersion,
    eligible: result.eligible,
    ...(result.came ? { came: result.came } : {}),
    turnout: result.turnout,
    counted: result.counted,
    items: result.items.map((item) => ({ ...item, cardId: cardOf(item.questionId)?._id ?? null })),
    departments: result.departments,
    total: result.total,
    countedUrl: countedUrl(survey._id),
    versions: versions.map(({ version, at, reason }) => ({ version, at, reason })),
  };
}
