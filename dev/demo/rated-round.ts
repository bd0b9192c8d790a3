import { digestOf } from '../../cloudfunctions/core/canonical';
import type { Case } from '../../cloudfunctions/core/case/case';
import { publicProgress } from '../../cloudfunctions/core/case/public-words';
import { SYSTEM } from '../../cloudfunctions/core/change';
import type { Question } from '../../cloudfunctions/core/hall/question';
import { DAY_MS } from '../../cloudfunctions/core/rules/calendar';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import type { Session } from '../../cloudfunctions/core/session/session';
import {
  type AnnouncedResults,
  resultsId,
  shownItem,
  shownTotal,
} from '../../cloudfunctions/core/survey/announcement-of-results';
import { rollFingerprint } from '../../cloudfunctions/core/survey/blind-signature';
import { cardRulesOf, judge } from '../../cloudfunctions/core/survey/card';
import { publish } from '../../cloudfunctions/core/survey/suppression';
import {
  type Candidate,
  changedSurvey,
  close,
  type Survey,
  scheduledSurvey,
  surveyId,
  withSlots,
} from '../../cloudfunctions/core/survey/survey';
import { tally } from '../../cloudfunctions/core/survey/tally';
import { departments } from './cast';
import { ratingsOf } from './ratings';
import { courseOf } from './sessions';

const rules = cardRulesOf(FIRST_RULE_BOOK);
const nameOf = (departmentId: string) =>
  departments.find(({ _id }) => _id === departmentId)?.name ?? departmentId;

/** One round of one session's survey, over and announced. */
export interface RatedRound {
  survey: Survey;
  result: AnnouncedResults;
}

export interface RoundFacts {
  session: Session;
  /** The session in whose weeks the round is held; its own for round 1. */
  heldWith: Session;
  asked: readonly Question[];
  earlier: readonly RatedRound[];
  cases: readonly Case[];
  /** Ids of the issue records: who may rate. */
  roll: readonly string[];
}

/** The round, or null when nothing of the session waits to be rated again. */
export function ratedRound(facts: RoundFacts, random: () => number): RatedRound | null {
  const { session, heldWith, asked, earlier } = facts;
  const round = earlier.length + 1;
  const course = courseOf(heldWith);
  const candidates = asked.flatMap((question) => candidateOf(question, round, facts, course.opensAt));
  if (candidates.length === 0) return null;
  const used = Math.max(0, ...earlier.flatMap(({ survey }) => survey.items.map(({ slot }) => slot + 1)));
  const items = withSlots(candidates, used, course.opensAt);
  const eligible = facts.roll.length;
  // Fewer come back for a second look.
  const raters = Math.floor(eligible * (0.35 + random() * 0.25) * (round === 1 ? 1 : 0.7));
  const times = (questionId: string) =>
    earlier.filter(({ survey }) => survey.items.some((item) => item.questionId === questionId && item.isDue))
      .length;
  const cells = items.map((item) => {
    const order = asked.find(({ _id }) => _id === item.questionId)?.order ?? 0;
    const rated = { sessionNumber: session.number, order };
    const counts = item.isDue ? ratingsOf(rated, times(item.questionId), raters, random) : {};
    return { departmentId: item.departmentId, isDue: item.isDue, tally: tally(counts) };
  });
  const published = publish(cells, rules.smallestShown);
  const _id = surveyId(session._id, round);
  const ballots = cells.map((cell) => cell.tally.valid + cell.tally.cannotJudge);
  const result: AnnouncedResults = {
    _id: resultsId(_id, 1),
    surveyId: _id,
    sessionId: session._id,
    sessionNumber: session.number,
    round,
    version: 1,
    reason: '',
    at: course.announcedAt,
    ballotDigest: digestOf(`${_id} ballots`),
    boxDigest: digestOf(cells),
    rulesVersion: rules.version,
    eligible,
    turnout: Math.max(0, ...ballots),
    counted: ballots.reduce((sum, count) => sum + count, 0),
    items: items.map(({ questionId, title, kind, departmentId, departmentName, isDue }, index) => {
      const cell = cells[index];
      return {
        questionId,
        title,
        kind,
        departmentId,
        departmentName,
        verdict: cell ? judge(cell.tally, rules, isDue) : 'hidden',
        ...shownItem(published.questions[index] ?? { kind: 'hidden' }),
      };
    }),
    departments: Object.entries(published.departments).map(([id, total]) => shownTotal(nameOf(id), total)),
    total: shownTotal('全部问题', published.total),
  };
  return { survey: announcedSurvey(facts, items, result), result };
}

/** As survey/candidates.ts picks them, at the time of the opening. */
function candidateOf(question: Question, round: number, facts: RoundFacts, opensAt: number): Candidate[] {
  const kind = round === 1 ? 'first' : question.rerate;
  if (kind === null) return [];
  const { _id: questionId, title, detail, answer, answeredBy, departmentId, category } = question;
  const opened = facts.cases.find((entity) => entity.questionId === questionId);
  const isReplied = opened !== undefined && opened.firstReplyAt !== null && opened.firstReplyAt <= opensAt;
  const isOnSpot = question.state === 'on_spot';
  const kept = facts.earlier
    .flatMap(({ survey }) => survey.items)
    .find((item) => item.questionId === questionId);
  return [
    {
      slot: kind === 'rolled' ? (kept?.slot ?? null) : null,
      kind,
      questionId,
      title,
      asked: detail || title,
      answered: answer,
      answeredBy,
      departmentId: departmentId ?? '',
      departmentName: nameOf(departmentId ?? ''),
      coDepartmentNames: [],
      category,
      outcome: isOnSpot ? 'on_spot' : 'transferred',
      progress: opened
        ? publicProgress(isReplied ? opened : { ...opened, reply: null, status: 'in_progress' })
        : '',
      caseId: opened?._id ?? null,
      promisedFor: isOnSpot || isReplied ? null : (opened?.dueAt ?? question.dueAt),
    },
  ];
}

/** The survey's own way: planned with the minutes, opened, closed, sealed, announced. */
function announcedSurvey(
  { session, heldWith, roll: issued }: RoundFacts,
  items: Survey['items'],
  result: AnnouncedResults,
): Survey {
  const { minutedAt, opensAt, closesAt, announcedAt } = courseOf(heldWith);
  const seed = {
    sessionId: session._id,
    sessionNumber: session.number,
    round: result.round,
    heldWith: heldWith._id,
    opensAt,
    closesAt,
    keySet: '',
    rulesVersion: rules.version,
  };
  const act = (now: number, what: string, actor = SYSTEM) => ({
    actor,
    now,
    requestId: `${what}-${result.surveyId}`,
  });
  const { eligible, boxDigest, turnout, counted } = result;
  const roll = { eligible, rollFingerprint: rollFingerprint(issued), isRollFrozen: true };
  const planned = scheduledSurvey(seed, act(minutedAt, 'schedule', 'p-wu'));
  // Nobody was ever given credentials of these, so there are no keys beside the slots.
  const ballotSlots = items.filter(({ isDue }) => isDue).map(({ slot }) => ({ slot, publicKey: '' }));
  const opening = { state: 'open', items, ballotSlots, ...roll } as const;
  const opened = changedSurvey(planned, act(opensAt, 'open'), 'opened', opening);
  const reminded = changedSurvey(opened, act(closesAt - DAY_MS, 'remind'), 'reminded', { isReminded: true });
  const closing = close(reminded, '到期截止', act(closesAt, 'close'));
  const sealing = {
    state: 'sealed',
    sealedAt: closesAt,
    boxDigest,
    turnout,
    counted,
    resultVersion: 1,
  } as const;
  const sealed = changedSurvey(closing, act(closesAt, 'seal'), 'sealed', sealing);
  return {
    ...changedSurvey(sealed, act(announcedAt, 'announce', 'p-wu'), 'announced', {
      state: 'announced',
      announcedAt,
    }),
    hasKeys: false,
    hasAnswers: false,
  };
}
