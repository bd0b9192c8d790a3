import type { SurveyResults, SurveyView } from '../contract/survey';
import type { RuleBook } from '../core/rules/rulebook';
import type { AnnouncedResults } from '../core/survey/announcement-of-results';
import { isPlanOverdue } from '../core/survey/card-ladder';
import type { GivenCard } from '../core/survey/card-ledger';
import type { Closing } from '../core/survey/closing-key';
import { planState } from '../core/survey/rectification';
import type { Survey } from '../core/survey/survey';
import { ballotUrl, countedUrl, openingUrl, remarkUrl } from '../platform/ballots/addresses';

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
    openingDigest: survey.openingDigest,
    envelopeKey: survey.envelopeKey ?? '',
    receiptKey: survey.receiptKey ?? '',
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
    ...(survey.closing ? { closing: closingView(survey.closing) } : {}),
  };
}

/** Who opens the ratings, for everybody. */
function closingView({ holders, opened }: Closing): NonNullable<SurveyView['closing']> {
  return {
    keys: holders.map(({ publicKey }) => publicKey),
    labels: holders.map(({ label }) => label),
    isOpened: opened !== null,
    isVoid: opened?.isVoid ?? false,
    invalid: opened?.invalid ?? 0,
  };
}

/** One survey's results as announced. `versions` and `cards` belong to the same survey. */
export function resultsView(
  survey: Survey,
  result: AnnouncedResults,
  versions: readonly AnnouncedResults[],
  cards: readonly GivenCard[],
  { red, yellow }: Pick<RuleBook['rules']['cards'], 'red' | 'yellow'>,
  now: number,
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
    countedDigest: result.countedDigest ?? '',
    openingDigest: survey.openingDigest,
    keySet: survey.keySet,
    rulesVersion: result.rulesVersion,
    limits: { yellow, red },
    eligible: result.eligible,
    ...(result.came ? { came: result.came } : {}),
    ...(result.audit ? { audit: result.audit } : {}),
    turnout: result.turnout,
    counted: result.counted,
    items: result.items.map((item) => {
      const card = cardOf(item.questionId);
      const asked = survey.items.find(({ questionId }) => questionId === item.questionId);
      return {
        ...item,
        cardId: card?._id ?? null,
        since: card ? sinceOf(card, now) : null,
        progress: asked?.progress ?? '',
        caseId: asked?.caseId ?? null,
      };
    }),
    departments: result.departments,
    total: result.total,
    countedUrl: countedUrl(survey._id),
    openingUrl: openingUrl(survey._id),
    ...(survey.closing ? { closing: closingView(survey.closing) } : {}),
    versions: versions.map(({ version, at, reason }) => ({ version, at, reason })),
  };
}

const sinceOf = (card: GivenCard, now: number): NonNullable<SurveyResults['items'][number]['since']> => ({
  state: card.state,
  plan: planState(card.rectification, card.rerated),
  isPlanOverdue: isPlanOverdue(card, now),
  rerated: card.rerated,
});
