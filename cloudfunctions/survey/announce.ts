import type { Act } from '../core/change';
import { ensure } from '../core/domain-error';
import { EVERYONE, type Notice } from '../core/message/message';
import { advance } from '../core/session/course';
import { type Session, sessionFacts } from '../core/session/session';
import type { AnnouncedItem, AnnouncedResults } from '../core/survey/announcement-of-results';
import { resultsId } from '../core/survey/announcement-of-results';
import { type GivenCard, rerate } from '../core/survey/card-ledger';
import { isCarded } from '../core/survey/new-card';
import { changedSurvey, type Survey, tellingSurvey } from '../core/survey/survey';
import { cards, questions, results, sessions, surveys } from '../platform/database/collections';
import { ruleBookOf } from '../platform/database/rulebook';
import { _, find, get, update } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { giveCard } from './cards/give-card';
import { moveOn } from './move-on';

/**
 * Announces a sealed survey: cards by the rule, what is to be rated again, and everybody is told. The state comes
 * last, so a call that dies on the way is repeated; cards have natural ids. @throws DomainError results_not_ready
 */
export async function announceSurvey(survey: Survey, act: Act): Promise<Survey> {
  if (survey.state === 'announced') return survey;
  ensure(survey.state === 'sealed', 'results_not_ready');
  const [session, result] = await Promise.all([
    get(sessions, survey.sessionId),
    get(results, resultsId(survey._id, survey.resultVersion)),
  ]);
  ensure(session !== null && result !== null, 'results_not_ready');
  const cards = await cardsFor(survey, session, result, act);
  await noteRatings(survey, result, act);
  const announced = changedSurvey(survey, act, 'announced', { state: 'announced', announcedAt: act.now });
  const notice: Notice = {
    kind: 'results',
    to: EVERYONE,
    subject: survey._id,
    at: act.now,
    facts: { ...sessionFacts(session), cards },
  };
  // A round in which nothing had come due says nothing to anybody.
  const next = survey.ballotSlots.length > 0 ? tellingSurvey(announced, [notice]) : announced;
  if ((await write(surveys, survey, next)) === 'stale') return (await get(surveys, survey._id)) ?? survey;
  await finishSession(survey, act);
  return next;
}

/** The session's own last stage. */
async function finishSession(survey: Survey, act: Act): Promise<void> {
  if (survey.round !== 1) return;
  await moveOn(survey, { ...act, requestId: `${act.requestId}-on` });
  const session = await get(sessions, survey.sessionId);
  if (session?.status === 'surveying')
    await write(sessions, session, advance(session, 'announced', act).entity);
}

async function cardsFor(
  survey: Survey,
  session: Session,
  result: AnnouncedResults,
  act: Act,
): Promise<number> {
  const book = await ruleBookOf(survey.rulesVersion);
  const carded = result.items.filter(isCarded);
  for (const item of carded) await giveCard({ result, item, book }, session, act);
  return carded.length;
}

/** What a question was rated decides what becomes of it: rated again, or done; an earlier card hears how it went. */
async function noteRatings(survey: Survey, result: AnnouncedResults, act: Act): Promise<void> {
  for (const item of result.items) {
    const rerate = rerateOf(item);
    await update(questions, { _id: item.questionId }, { rerate });
    if (item.kind === 'rerated' && item.verdict !== 'not_due') await tellEarlierCards(survey, item, act);
  }
}

function rerateOf(item: AnnouncedItem): 'rolled' | 'rerated' | null {
  if (item.verdict === 'not_due') return 'rolled';
  return isCarded(item) ? 'rerated' : null;
}

async function tellEarlierCards(
  survey: Survey,
  { questionId, verdict }: AnnouncedItem,
  act: Act,
): Promise<void> {
  if (verdict === 'not_due') return;
  const earlier: GivenCard[] = await find(
    cards,
    { questionId, surveyId: _.neq(survey._id), rerated: null },
    { limit: 20 },
  );
  for (const card of earlier) await write(cards, card, rerate(card, verdict, act).entity);
}

/** What observers have yet to count is sealed as well, and waits for them. */
export const SEALED = { state: 'sealed', resultVersion: _.gt(0) } as const;

/** Everything that is sealed, and counted, and waits to be announced. */
export const sealedSurveys = (): Promise<Survey[]> => find(surveys, SEALED, { limit: 100 });
