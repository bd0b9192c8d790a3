import { digestOf } from '../../cloudfunctions/core/canonical';
import type { Case } from '../../cloudfunctions/core/case/case';
import { SYSTEM } from '../../cloudfunctions/core/change';
import type { Attendance } from '../../cloudfunctions/core/hall/attendance';
import type { Minutes } from '../../cloudfunctions/core/hall/minutes';
import type { Question } from '../../cloudfunctions/core/hall/question';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import type { Session } from '../../cloudfunctions/core/session/session';
import type { AnnouncedResults } from '../../cloudfunctions/core/survey/announcement-of-results';
import type { GivenCard } from '../../cloudfunctions/core/survey/card-ledger';
import { isCarded, newCard } from '../../cloudfunctions/core/survey/new-card';
import type { Survey } from '../../cloudfunctions/core/survey/survey';
import { livedCard, type Rerating } from './card-story';
import { chance } from './chance';
import { minutesOf } from './minutes';
import { type RatedRound, ratedRound } from './rated-round';

export interface DemoVerdicts {
  minutes: Minutes[];
  surveys: Survey[];
  results: AnnouncedResults[];
  cards: GivenCard[];
  /** The questions, with what waits to be rated again. */
  questions: Question[];
}

/**
 * Minutes, results and cards of the sessions that were. With each session's survey goes the next round of the earlier
 * ones, for what was carded or was not due then. Only what was announced is left of them: ballots of the demo's past
 * never existed, so there is no sealed box to recount.
 */
export function verdictsOf(
  sessions: readonly Session[],
  questions: readonly Question[],
  cases: readonly Case[],
  came: readonly Attendance[],
): DemoVerdicts {
  const random = chance(30_50);
  const waits = new Map<string, Question['rerate']>();
  const rounds: RatedRound[] = [];
  const rolls = new Map<string, string[]>();
  for (const { _id, sessionId } of came)
    rolls.set(sessionId, [...(rolls.get(sessionId) ?? []), digestOf(_id)]);
  for (const heldWith of sessions) {
    const rated = sessions
      .filter(({ number }) => number <= heldWith.number)
      .flatMap((session) => {
        const asked = questions
          .filter(({ sessionId }) => sessionId === session._id)
          .map((question) => ({ ...question, rerate: waits.get(question._id) ?? null }));
        const earlier = rounds.filter(({ survey }) => survey.sessionId === session._id);
        return (
          ratedRound(
            { session, heldWith, asked, earlier, cases, roll: rolls.get(session._id) ?? [] },
            random,
          ) ?? []
        );
      });
    for (const { result } of rated)
      for (const item of result.items)
        waits.set(item.questionId, item.verdict === 'not_due' ? 'rolled' : isCarded(item) ? 'rerated' : null);
    rounds.push(...rated);
  }
  return {
    minutes: sessions.map((session) =>
      minutesOf(
        session,
        questions.filter(({ sessionId }) => sessionId === session._id),
      ),
    ),
    surveys: rounds.map(({ survey }) => survey),
    results: rounds.map(({ result }) => result),
    cards: cardsOf(rounds, questions),
    questions: questions.map((question) => ({ ...question, rerate: waits.get(question._id) ?? null })),
  };
}

function cardsOf(rounds: readonly RatedRound[], questions: readonly Question[]): GivenCard[] {
  const carded = rounds.flatMap(({ result }) =>
    result.items.filter(isCarded).map((item) => ({ result, item })),
  );
  return carded.map(({ result, item }, place) => {
    const act = { actor: SYSTEM, now: result.at, requestId: `announce-${result.surveyId}` };
    const given = newCard({ result, item, book: FIRST_RULE_BOOK }, act);
    const order = questions.find(({ _id }) => _id === item.questionId)?.order ?? 0;
    const reratings = rounds.flatMap(({ survey, result: later }): Rerating[] => {
      const again = later.items.find(({ questionId }) => questionId === item.questionId);
      const isLater = survey.sessionId === result.sessionId && survey.round > result.round;
      return isLater && again && again.verdict !== 'not_due'
        ? [{ at: later.at, verdict: again.verdict }]
        : [];
    });
    return livedCard(given, order, place, reratings[0] ?? null);
  });
}
