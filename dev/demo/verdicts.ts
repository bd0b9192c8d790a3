import { type Minutes, newMinutes, publish as publishMinutes } from '../../cloudfunctions/core/hall/minutes';
import { isSolvedOnSpot, type Question } from '../../cloudfunctions/core/hall/question';
import { DAY_MS } from '../../cloudfunctions/core/rules/calendar';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import type { Session } from '../../cloudfunctions/core/session/session';
import {
  type AnnouncedResults,
  resultsId,
  shownItem,
  shownTotal,
} from '../../cloudfunctions/core/survey/announcement-of-results';
import { digestOf } from '../../cloudfunctions/core/survey/canonical';
import { cardRulesOf, judge } from '../../cloudfunctions/core/survey/card';
import { endReview, type GivenCard } from '../../cloudfunctions/core/survey/card-ledger';
import { isCarded, newCard } from '../../cloudfunctions/core/survey/new-card';
import { notePlan, submitPlan } from '../../cloudfunctions/core/survey/rectification';
import { publish } from '../../cloudfunctions/core/survey/suppression';
import { type Survey, scheduledSurvey, surveyId } from '../../cloudfunctions/core/survey/survey';
import { type RatingCounts, tally } from '../../cloudfunctions/core/survey/tally';
import { RATING_CODES } from '../../miniprogram/shared/rating';
import { departments } from './cast';
import { chance } from './chance';
import { DEMO_NOW } from './sessions';

const nameOf = (departmentId: string) =>
  departments.find(({ _id }) => _id === departmentId)?.name ?? departmentId;
const rules = cardRulesOf(FIRST_RULE_BOOK);
const act = (now: number, what: string) => ({ actor: 'system', now, requestId: `demo-${what}` });

export interface DemoVerdicts {
  minutes: Minutes[];
  surveys: Survey[];
  results: AnnouncedResults[];
  cards: GivenCard[];
}

/**
 * Minutes, results and cards of the sessions that were. Only what was announced is left of them: ballots of the demo's
 * past never existed, so there is no sealed box to recount.
 */
export function verdictsOf(sessions: readonly Session[], questions: readonly Question[]): DemoVerdicts {
  const random = chance(30_50);
  const all: DemoVerdicts = { minutes: [], surveys: [], results: [], cards: [] };
  for (const session of sessions) {
    const asked = questions.filter(({ sessionId }) => sessionId === session._id);
    const attended = session.figures?.attended ?? 0;
    all.minutes.push(minutesOf(session, asked, attended));
    const result = resultOf(session, asked, attended, random);
    all.results.push(result);
    all.surveys.push(surveyOf(session, result));
    all.cards.push(...cardsOf(result));
  }
  return all;
}

function minutesOf(session: Session, asked: readonly Question[], attended: number): Minutes {
  const figures = {
    attended,
    questions: asked.length,
    solvedOnSpot: asked.filter(isSolvedOnSpot).length,
    transferred: asked.filter(({ state }) => state === 'transferred').length,
  };
  const { _id, number, startsAt } = session;
  const seed = { sessionId: _id, number, startsAt, dueAt: startsAt + 7 * DAY_MS, questions: asked, figures };
  const draft = newMinutes(seed, act(startsAt + DAY_MS, `${_id}-draft`));
  const text = { preface: draft.preface, items: draft.items, figures };
  return {
    ...publishMinutes(draft, text, [], null, [], act(startsAt + 5 * DAY_MS, `${_id}-minutes`)),
    hasFollowUp: false,
  };
}

/** How content people were: most questions went well, about one in eight did not. */
function countsOf(attended: number, random: () => number): RatingCounts {
  const raters = Math.floor(attended * (0.35 + random() * 0.25));
  const mood = random();
  const bad = mood < 0.03 ? 0.56 : mood < 0.12 ? 0.36 : 0.04 + random() * 0.16;
  const lower = Math.floor(raters * bad);
  const rest = raters - lower;
  return {
    [RATING_CODES.very_satisfied]: Math.floor(rest * 0.45),
    [RATING_CODES.satisfied]: Math.floor(rest * 0.35),
    [RATING_CODES.fairly_satisfied]: Math.floor(rest * 0.15),
    [RATING_CODES.dissatisfied]: Math.floor(lower * 0.7),
    [RATING_CODES.very_dissatisfied]: lower - Math.floor(lower * 0.7),
    [RATING_CODES.cannot_judge]: Math.floor(raters * 0.05),
  };
}

function resultOf(
  session: Session,
  asked: readonly Question[],
  attended: number,
  random: () => number,
): AnnouncedResults {
  const cells = asked.map(({ departmentId }) => ({
    departmentId: departmentId ?? '',
    isDue: true,
    tally: tally(countsOf(attended, random)),
  }));
  const published = publish(cells, rules.smallestShown);
  const survey = surveyId(session._id, 1);
  const turnout = Math.max(0, ...cells.map((cell) => cell.tally.valid + cell.tally.cannotJudge));
  return {
    _id: resultsId(survey, 1),
    surveyId: survey,
    sessionId: session._id,
    sessionNumber: session.number,
    round: 1,
    version: 1,
    reason: '',
    at: session.startsAt + 15 * DAY_MS,
    ballotDigest: digestOf(`${survey} ballots`),
    boxDigest: digestOf(cells),
    rulesVersion: rules.version,
    eligible: attended,
    turnout,
    counted: cells.reduce((sum, cell) => sum + cell.tally.valid + cell.tally.cannotJudge, 0),
    items: asked.map(({ _id, title, departmentId }, index) => {
      const cell = cells[index];
      return {
        questionId: _id,
        title,
        kind: 'first' as const,
        departmentId: departmentId ?? '',
        departmentName: nameOf(departmentId ?? ''),
        verdict: cell ? judge(cell.tally, rules) : 'hidden',
        ...shownItem(published.questions[index] ?? { kind: 'hidden' }),
      };
    }),
    departments: Object.entries(published.departments).map(([id, total]) => shownTotal(nameOf(id), total)),
    total: shownTotal('全部问题', published.total),
  };
}

function surveyOf(session: Session, result: AnnouncedResults): Survey {
  const opensAt = session.startsAt + 6 * DAY_MS;
  const closesAt = session.startsAt + 14 * DAY_MS;
  const seed = {
    sessionId: session._id,
    sessionNumber: session.number,
    round: 1,
    heldWith: session._id,
    opensAt,
    closesAt,
    keySet: '',
    rulesVersion: rules.version,
  };
  return {
    ...scheduledSurvey(seed, act(opensAt, `${session._id}-survey`)),
    state: 'announced',
    hasKeys: false,
    hasAnswers: false,
    isRollFrozen: true,
    isReminded: true,
    eligible: result.eligible,
    rollFingerprint: digestOf(session._id),
    sealedAt: closesAt,
    announcedAt: result.at,
    boxDigest: result.boxDigest,
    turnout: result.turnout,
    counted: result.counted,
    resultVersion: 1,
  };
}

/** Each with a plan; those of long ago are carried out. */
const cardsOf = (result: AnnouncedResults): GivenCard[] =>
  result.items.filter(isCarded).map((item) => {
    const givenAt = result.at;
    const card = newCard({ result, item, book: FIRST_RULE_BOOK }, act(givenAt, 'given'));
    const dueAt = card.reviewUntil + 20 * DAY_MS;
    const planned = submitPlan(
      card.rectification,
      '成立专班，逐条整改，每周在部门例会上通报进展。',
      [{ text: '完成整改并向提问师生反馈', dueAt, isDone: false }],
      act(givenAt + DAY_MS, 'plan'),
    );
    const rectification =
      dueAt < DEMO_NOW
        ? notePlan(planned, '整改措施已经落实。', [0], {
            ...act(givenAt + 18 * DAY_MS, 'done'),
            actor: 'p-xu',
          })
        : planned;
    return endReview({ ...card, rectification }, DEMO_NOW)?.entity ?? { ...card, rectification };
  });
