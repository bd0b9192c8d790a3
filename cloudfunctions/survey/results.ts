import type { Output } from '../contract';
import type { SurveyResults, surveyContract } from '../contract/survey';
import { type Act, hasHappened, SYSTEM } from '../core/change';
import { ensure } from '../core/domain-error';
import { holds } from '../core/people/person';
import { OBSERVER, OFFICE, OVERSIGHT } from '../core/people/role-sets';
import { FIRST_RULE_BOOK } from '../core/rules/rulebook';
import { announce, resultsId } from '../core/survey/announcement-of-results';
import { supersede } from '../core/survey/card-ledger';
import { correct } from '../core/survey/sealed-box';
import { boxOf, partsOf, textOf } from '../core/survey/sealed-part';
import { changedSurvey, type Survey, surveyId } from '../core/survey/survey';
import { ensureTellsNobody } from '../hall/gate';
import type { Handler } from '../platform/call/dispatch';
import { eachInTurn } from '../platform/call/each';
import { inParallel } from '../platform/call/parallel';
import { portalPage } from '../platform/call/web-base';
import { auditEnd } from '../platform/database/audit-end';
import {
  audit,
  cards,
  departments,
  results,
  sealedBoxes,
  sessions,
  surveys,
} from '../platform/database/collections';
import { acquire, release } from '../platform/database/lock';
import { ruleBookOf, storedRuleBooks } from '../platform/database/rulebook';
import { _, add, find, get, put, update } from '../platform/database/store';
import { commit, write } from '../platform/database/versioned';
import { announceSurvey, sealedSurveys } from './announce';
import { giveCard } from './cards/give-card';
import { departmentNames } from './department-names';
import { actOf, roundsOf } from './rounds';
import { resultsView, surveyView } from './view';

/** The longest that a correction may take. */
const CORRECTION_MS = 60_000;

/** Results of all rounds of a session: everybody once announced, office and leaders once sealed. */
export const surveyResults: Handler<(typeof surveyContract)['survey.results']> = {
  may: 'anyone',
  showsWords: true,
  async run({ sessionId, shown }, { caller, now }) {
    const [rounds, person] = await Promise.all([roundsOf(sessionId), caller.person()]);
    const maySeeEarly = person !== null && holds(person, OVERSIGHT);
    const open = rounds.filter(({ state }) => state === 'announced' || (maySeeEarly && state === 'sealed'));
    const [results, before] = await Promise.all([shownResults(open, now, shown), resultsBefore(open[0])]);
    return { results, before };
  },
};

/** Everything that is held in the same weeks, for the office's desk and the hall. Three round trips. */
export const surveyDesk: Handler<(typeof surveyContract)['survey.desk']> = {
  may: OVERSIGHT,
  async run({ sessionId }, { now }) {
    const together = await find(surveys, _.or([{ heldWith: sessionId }, { _id: surveyId(sessionId, 1) }]), {
      order: [['sessionNumber', 'desc']],
      limit: 100,
    });
    const sealed = together.filter(isSealed);
    return {
      surveys: together.map((survey) => surveyView(survey, false)),
      results: await shownResults(sealed, now),
      brief: portalPage('/brief'),
    };
  },
};

/** Announces whatever is sealed: this session's survey, and the rounds of others held beside it. */
export const announceNow: Handler<(typeof surveyContract)['survey.announce']> = {
  may: OFFICE,
  async run({ sessionId }, context) {
    const act = await actOf(context);
    const waiting = await sealedSurveys();
    const rounds = await roundsOf(sessionId);
    ensure(rounds.some(isSealed), 'results_not_ready');
    for (const survey of waiting) await announceSurvey(survey, act);
    return { results: await shownResults((await roundsOf(sessionId)).filter(isSealed), context.now) };
  },
};

/**
 * Another department leads a question: a new version of the results with its reason, the card withdrawn there and
 * given here. Ratings cannot be corrected by anybody.
 *
 * @throws DomainError results_not_ready, not_found, department_dissolved, conflict, redaction_open
 */
export const correctResults: Handler<(typeof surveyContract)['survey.correctResults']> = {
  may: OFFICE,
  async run({ survey: id, questionId, departmentId, reason }, context) {
    const act = await actOf(context);
    const [survey, department] = await Promise.all([
      get(surveys, id),
      get(departments, departmentId),
      ensureTellsNobody(reason),
    ]);
    ensure(survey !== null && isSealed(survey), 'results_not_ready');
    const isAsked = survey.items.some((item) => item.questionId === questionId && item.isDue);
    ensure(isAsked && department !== null, 'not_found');
    ensure(!department.isDissolved, 'department_dissolved');
    if (survey.cardToMove) await finishMove(survey, act);
    const corrected = hasHappened(survey, act.requestId)
      ? survey
      : await inTurn(survey, act, () => correctedSurvey(survey, questionId, departmentId, reason, act));
    await finishMove(corrected, act);
    return { results: await shownResults((await roundsOf(survey.sessionId)).filter(isSealed), context.now) };
  },
};

/**
 * Two at once would both write the next version; the second is told, and looks at what the first did. A call that its own
 * repeat has overtaken answers what that did: refused, it would take the line in the audit log back. @throws conflict
 */
export async function inTurn(
  survey: Survey,
  { now, requestId }: Act,
  write: () => Promise<Survey>,
): Promise<Survey> {
  const name = `results:${survey._id}`;
  const isFree = await acquire(name, CORRECTION_MS, now);
  try {
    const current = await get(surveys, survey._id);
    if (current !== null && hasHappened(current, requestId)) return current;
    ensure(isFree && current?.version === survey.version, 'conflict');
    return await write();
  } finally {
    if (isFree) await release(name);
  }
}

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
  await put(results, announce(survey, corrected, await departmentNames(), act.now, await auditEnd()));
  // Before the announcement there are no cards yet.
  const cardToMove = survey.state === 'announced' ? { questionId, reason } : null;
  const fields = { resultVersion: corrected.version, cardToMove };
  const next = changedSurvey(survey, act, 'corrected', fields, reason);
  return commit(surveys, survey, next);
}

export const WITH_MOVE = { 'cardToMove.questionId': _.gt('') } as const;

/** Cards that calls left where they were. */
export async function finishMoves(now: number): Promise<void> {
  const left = await find(surveys, WITH_MOVE, { limit: 20 });
  await eachInTurn('move_card', left, (survey) =>
    finishMove(survey, { actor: SYSTEM, now, requestId: `move-${survey._id}-${survey.version}` }),
  );
}

/** What a correction has yet to do to the card; nothing where it is done. May be repeated. */
async function finishMove(survey: Survey, act: Act): Promise<void> {
  if (!survey.cardToMove) return;
  const { questionId, reason } = survey.cardToMove;
  await moveCard(survey, questionId, reason, act);
  await update(surveys, { _id: survey._id, resultVersion: survey.resultVersion }, { cardToMove: null });
}

/** Withdraws what earlier versions gave and gives what this one says. May be repeated. */
async function moveCard(survey: Survey, questionId: string, reason: string, act: Act): Promise<void> {
  const [session, given, result, book] = await Promise.all([
    get(sessions, survey.sessionId),
    find(cards, { surveyId: survey._id, questionId }, { limit: 20 }),
    get(results, resultsId(survey._id, survey.resultVersion)),
    ruleBookOf(survey.rulesVersion),
  ]);
  const outdated = given.filter(
    ({ state, resultVersion }) => state !== 'withdrawn' && resultVersion < survey.resultVersion,
  );
  for (const card of outdated) await write(cards, card, supersede(card, reason, act).entity);
  const item = result?.items.find((item) => item.questionId === questionId);
  if (session && result && item) await giveCard({ result, item, book }, session, act);
}

/** Characters of one answer: with three bytes each it stays below what a call brings back (docs/fidelity.md). */
const ANSWER_MAX = 300_000;

/** A piece of the box for an observer; each look is in the audit log. @throws DomainError results_not_ready */
export const sealedBox: Handler<(typeof surveyContract)['survey.sealedBox']> = {
  may: OBSERVER,
  async run({ survey: id, part, version, from }, { caller, now, requestId }) {
    const observer = await caller.boundPerson();
    const survey = await get(surveys, id);
    const isKept = survey?.sealedAt !== null;
    ensure(survey !== null && isKept, 'results_not_ready');
    const [piece] = await find(
      sealedBoxes,
      { survey: id, version: version ?? survey.resultVersion, part },
      { limit: 1 },
    );
    ensure(piece !== undefined, 'not_found');
    if (part === 0 && from === 0)
      await add(audit, {
        _id: requestId,
        at: now,
        actor: observer._id,
        what: 'box_taken',
        detail: id,
      });
    const text = textOf(piece);
    const end = from + ANSWER_MAX;
    return {
      text: text.slice(from, end),
      next: end < text.length ? end : null,
      parts: piece.parts,
      digest: piece.digest,
      fileName: `${id}.v${piece.version}.json`,
    };
  },
};

export const partsOfBox = (survey: Survey, version: number) =>
  find(sealedBoxes, { survey: survey._id, version }, { order: [['part', 'asc']], limit: 100 });

/** Sealed, and counted: not while observers have yet to open the ratings. */
const isSealed = ({ state, resultVersion }: Pick<Survey, 'state' | 'resultVersion'>): boolean =>
  (state === 'announced' || state === 'sealed') && resultVersion > 0;

/** The total of the session before, where it is announced. Two round trips, side by side. */
async function resultsBefore(survey: Survey | undefined): Promise<Output<'survey.results'>['before']> {
  if (survey === undefined) return null;
  const earlier = { sessionNumber: _.lt(survey.sessionNumber), round: 1 } as const;
  const [[last], found] = await Promise.all([
    find(
      surveys,
      { ...earlier, state: 'announced' },
      { order: [['sessionNumber', 'desc']], limit: 1, fields: ['sessionNumber', 'resultVersion'] },
    ),
    find(results, earlier, {
      order: [
        ['sessionNumber', 'desc'],
        ['version', 'desc'],
      ],
      limit: 10,
      fields: ['total'],
    }),
  ]);
  const result = last && found.find(({ _id }) => _id === resultsId(last._id, last.resultVersion));
  return last && result ? { number: last.sessionNumber, total: result.total } : null;
}

/** Results of these surveys, of each the newest version but the one asked for. Three round trips, in one. */
async function shownResults(
  shown: readonly Survey[],
  now: number,
  wanted?: { survey: string; version: number },
): Promise<SurveyResults[]> {
  if (shown.length === 0) return [];
  const surveyIds = shown.map(({ _id }) => _id);
  const [found, given, stored] = await Promise.all([
    find(results, { surveyId: _.in(surveyIds) }, { order: [['version', 'asc']], limit: 200 }),
    find(cards, { surveyId: _.in(surveyIds) }, { order: [['givenAt', 'desc']], limit: 200 }),
    storedRuleBooks(),
  ]);
  const limitsOf = (version: number) =>
    (stored.find((book) => book.version === version) ?? FIRST_RULE_BOOK).rules.cards;
  return shown.flatMap((survey) => {
    const versions = found.filter(({ surveyId }) => surveyId === survey._id);
    const version = wanted?.survey === survey._id ? wanted.version : survey.resultVersion;
    const result = versions.find(({ _id }) => _id === resultsId(survey._id, version));
    const own = given.filter(({ surveyId }) => surveyId === survey._id);
    return result ? [resultsView(survey, result, versions, own, limitsOf(result.rulesVersion), now)] : [];
  });
}
