import type { SurveyResults, surveyContract } from '../contract/survey';
import { announce, resultsId } from '../core/announcement-of-results';
import { supersede } from '../core/card-ledger';
import { type Act, hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import { holds } from '../core/person';
import { correct } from '../core/sealed-box';
import { boxOf, partsOf, textOf } from '../core/sealed-part';
import type { Session } from '../core/session';
import { changedSurvey, type Survey } from '../core/survey';
import { audit, cards, departments, results, sealedBoxes, sessions, surveys } from '../platform/collections';
import type { Handler } from '../platform/dispatch';
import { inParallel } from '../platform/parallel';
import { ruleBookOf } from '../platform/rulebook';
import { _, add, find, get, put } from '../platform/store';
import { commit, write } from '../platform/versioned';
import { announceSurvey, sealedSurveys } from './announce';
import { giveCard } from './give-card';
import { departmentNames } from './seal';
import { actOf, roundsOf } from './survey';
import { resultsView } from './view';

/** Results of all rounds of a session: everybody once announced, office and leaders once sealed. */
export const surveyResults: Handler<(typeof surveyContract)['survey.results']> = {
  may: 'anyone',
  async run({ sessionId, version }, { caller }) {
    const [rounds, person] = await Promise.all([roundsOf(sessionId), caller.person()]);
    const maySeeEarly = person !== null && holds(person, ['office', 'leader']);
    const shown = rounds.filter(({ state }) => state === 'announced' || (maySeeEarly && state === 'sealed'));
    return { results: await shownResults(sessionId, shown, version) };
  },
};

/** Announces whatever is sealed: this session's survey, and the rounds of others held beside it. */
export const announceNow: Handler<(typeof surveyContract)['survey.announce']> = {
  may: ['office'],
  async run({ sessionId }, context) {
    const act = await actOf(context);
    const waiting = await sealedSurveys();
    const rounds = await roundsOf(sessionId);
    ensure(
      rounds.some(({ state }) => state === 'sealed' || state === 'announced'),
      'results_not_ready',
    );
    for (const survey of waiting) await announceSurvey(survey, act);
    return { results: await shownResults(sessionId, await announcedRounds(sessionId)) };
  },
};

/**
 * Another department leads a question: a new version of the results with its reason, the card withdrawn there and
 * given here. Ratings cannot be corrected by anybody.
 *
 * @throws DomainError results_not_ready, not_found, department_dissolved, conflict
 */
export const correctResults: Handler<(typeof surveyContract)['survey.correctResults']> = {
  may: ['office'],
  async run({ sessionId, questionId, departmentId, reason }, context) {
    const act = await actOf(context);
    const [rounds, session, department] = await Promise.all([
      announcedRounds(sessionId),
      get(sessions, sessionId),
      get(departments, departmentId),
    ]);
    const survey = rounds.find(({ items }) =>
      items.some((item) => item.questionId === questionId && item.isDue),
    );
    ensure(rounds.length > 0 && session !== null, 'results_not_ready');
    ensure(survey !== undefined && department !== null, 'not_found');
    ensure(!department.isDissolved, 'department_dissolved');
    const corrected = hasHappened(survey, act.requestId)
      ? survey
      : await correctedSurvey(survey, questionId, departmentId, reason, act);
    // A repeat also finishes what a call that died half way left; before the announcement there are no cards yet.
    if (corrected.state === 'announced') await moveCard(corrected, session, questionId, reason, act);
    return { results: await shownResults(sessionId, await announcedRounds(sessionId)) };
  },
};

/** The next version of box and results, and only then the survey that points at it. */
async function correctedSurvey(
  survey: Survey,
  questionId: string,
  departmentId: string,
  reason: string,
  act: Act,
): Promise<Survey> {
  const box = boxOf(await partsOfBox(survey, survey.resultVersion));
  ensure(box !== null, 'results_not_ready');
  const corrected = correct(box, questionId, departmentId, reason);
  await inParallel(partsOf(corrected), 5, (part) => put(sealedBoxes, part));
  await put(results, announce(survey, corrected, await departmentNames(), act.now));
  const next = changedSurvey(survey, act, 'corrected', { resultVersion: corrected.version }, reason);
  return commit(surveys, survey, next);
}

/** Withdraws what earlier versions gave and gives what this one says. May be repeated. */
async function moveCard(
  survey: Survey,
  session: Session,
  questionId: string,
  reason: string,
  act: Act,
): Promise<void> {
  const [given, result, book] = await Promise.all([
    find(cards, { surveyId: survey._id, questionId }, { limit: 20 }),
    get(results, resultsId(survey._id, survey.resultVersion)),
    ruleBookOf(survey.rulesVersion),
  ]);
  const outdated = given.filter(
    ({ state, resultVersion }) => state !== 'withdrawn' && resultVersion < survey.resultVersion,
  );
  for (const card of outdated) await write(cards, card, supersede(card, reason, act).entity);
  const item = result?.items.find((each) => each.questionId === questionId);
  if (result && item) await giveCard({ survey, session, result, item, book }, act);
}

/** A piece of the box for an observer; each look is in the audit log. @throws DomainError results_not_ready */
export const sealedBox: Handler<(typeof surveyContract)['survey.sealedBox']> = {
  may: ['observer'],
  async run({ survey: surveyId, part }, { caller, now, requestId }) {
    const observer = await caller.boundPerson();
    const survey = await get(surveys, surveyId);
    ensure(survey !== null && survey.resultVersion > 0, 'results_not_ready');
    const [piece] = await find(
      sealedBoxes,
      { survey: surveyId, version: survey.resultVersion, part },
      { limit: 1 },
    );
    ensure(piece !== undefined, 'not_found');
    if (part === 0)
      await add(audit, {
        _id: requestId,
        at: now,
        actor: observer._id,
        what: 'box_taken',
        detail: surveyId,
      });
    return {
      text: textOf(piece),
      parts: piece.parts,
      digest: piece.digest,
      fileName: `${surveyId}.v${piece.version}.json`,
    };
  },
};

const partsOfBox = (survey: Survey, version: number) =>
  find(sealedBoxes, { survey: survey._id, version }, { order: [['part', 'asc']], limit: 100 });

const announcedRounds = async (sessionId: string): Promise<Survey[]> =>
  (await roundsOf(sessionId)).filter(({ state }) => state === 'announced' || state === 'sealed');

/** Two round trips, in one. */
async function shownResults(
  sessionId: string,
  shown: readonly Survey[],
  version?: number,
): Promise<SurveyResults[]> {
  if (shown.length === 0) return [];
  const [found, given] = await Promise.all([
    find(
      results,
      { surveyId: _.in(shown.map(({ _id }) => _id)) },
      { order: [['version', 'asc']], limit: 200 },
    ),
    find(cards, { sessionId }, { order: [['givenAt', 'desc']], limit: 200 }),
  ]);
  return shown.flatMap((survey) => {
    const versions = found.filter(({ surveyId }) => surveyId === survey._id);
    const result = versions.find(({ _id }) => _id === resultsId(survey._id, version ?? survey.resultVersion));
    const own = given.filter(({ surveyId }) => surveyId === survey._id);
    return result ? [resultsView(survey, result, versions, own)] : [];
  });
}
