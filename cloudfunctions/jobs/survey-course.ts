import { type Act, SYSTEM } from '../core/change';
import { DomainError } from '../core/domain-error';
import { ATTENDEES } from '../core/message/message';
import { HOUR_MS } from '../core/rules/calendar';
import { sessionFacts } from '../core/session/session';
import { shownTurnout } from '../core/survey/ballot-box';
import {
  changedSurvey,
  isNotOpenedFor,
  type Survey,
  type SurveyStep,
  surveyDue,
  tellingSurvey,
  tellNotOpened,
} from '../core/survey/survey';
import { lastBefore, SURVEY_TIMES } from '../core/survey/survey-times';
import { countBallots } from '../platform/ballots/ballot-box';
import { destroySessionKeys } from '../platform/ballots/session-keys';
import { eachInTurn } from '../platform/call/each';
import { issueRecords, sessions, surveys } from '../platform/database/collections';
import type { Condition, Where } from '../platform/database/query';
import { _, find, get, update } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { destroyKeys, openSurvey } from '../survey/open';
import { finishMoves, WITH_MOVE } from '../survey/results';
import { closeSurvey, emptySurvey, sealSurvey } from '../survey/seal';
import { dueOn, type TimerStep } from './timer-step';

/** What is to be cleared away, at whatever hour. */
const LEFT_BEHIND = [
  { state: _.in(['closing', 'sealed', 'announced']), hasShards: true },
  { state: _.neq('scheduled'), hasKeys: true },
  { state: 'announced', hasAnswers: true },
] as const;
const ALIVE = _.or([{ state: _.in(['scheduled', 'open', 'closing']) }, ...LEFT_BEHIND]);

/** Those of them for which `surveyDue` in core/survey/survey.ts decides that something is due. */
const dueAt = (now: number) =>
  [
    { state: 'scheduled', opensAt: _.lte(now) },
    { state: 'open', closesAt: _.lte(now) },
    { state: 'open', isReminded: false, closesAt: _.lte(now + SURVEY_TIMES.reminderMs) },
    { state: 'open', turnoutAt: _.lte(now - SURVEY_TIMES.turnoutMs) },
    { state: 'closing' },
  ] as const;

const nextAt = (startsAt: Condition<number>) => ({ status: 'previewed', startsAt }) as const;
/** From here on a session that comes near may shorten a survey, so that it is reminded of or closed earlier. */
const SHORTENS_MS = HOUR_MS + SURVEY_TIMES.reminderMs;

/** Takes every survey one step on its way, as time has it. Each step may be repeated and may run beside itself. */
export const surveyCourse: TimerStep = {
  name: 'survey_course',
  dueWhen: (now) => [
    ...[...dueAt(now), ...LEFT_BEHIND].map((where: Where<Survey>) => ({ from: surveys, where })),
    dueOn(sessions, nextAt(_.gt(now).and(_.lte(now + SHORTENS_MS)))),
    dueOn(surveys, WITH_MOVE),
  ],
  run: advanceSurveys,
};

async function advanceSurveys(now: number): Promise<void> {
  await finishMoves(now);
  const alive = await find(surveys, ALIVE, { limit: 100 });
  if (alive.length === 0) return;
  const latest = await latestClose(now);
  await eachInTurn('survey_course', alive, async (survey) => {
    // One that opened after that hour is for those who come out of that session.
    const closesAt = survey.opensAt < latest ? Math.min(survey.closesAt, latest) : survey.closesAt;
    const step = surveyDue({ ...survey, closesAt }, now);
    if (step !== null)
      await STEPS[step]({ ...survey, closesAt }, { actor: SYSTEM, now, requestId: `${step}-${survey._id}` });
  });
}

/** Whatever was planned, and even when the next session was moved: an hour before it begins every survey is over. */
async function latestClose(now: number): Promise<number> {
  const [next] = await find(sessions, nextAt(_.gt(now)), {
    order: [['startsAt', 'asc']],
    limit: 1,
    fields: ['startsAt'],
  });
  return next ? lastBefore(next.startsAt) : Number.POSITIVE_INFINITY;
}

const STEPS: Record<SurveyStep, (survey: Survey, act: Act) => Promise<unknown>> = {
  open: openOrTell,
  remind,
  count: countTurnout,
  close: (survey, act) => closeSurvey(survey, '到期截止', act),
  seal: sealSurvey,
  empty: emptySurvey,
  destroy_keys: destroyKeys,
  forget_answers: forgetAnswers,
};

/** What keeps it from opening goes to the office, who can mend it; it is tried again every minute. */
async function openOrTell(survey: Survey, act: Act): Promise<void> {
  try {
    await openSurvey(survey, act);
  } catch (error) {
    if (!(error instanceof DomainError) || !isNotOpenedFor(error.code)) throw error;
    const session = survey.notOpenedFor === error.code ? null : await get(sessions, survey.sessionId);
    if (session) await write(surveys, survey, tellNotOpened(survey, sessionFacts(session), error.code, act));
  }
}

/**
 * To everybody who was there and has not asked to be left alone: nobody knows who has rated (docs/rules.md, Survey).
 */
async function remind(survey: Survey, act: Act): Promise<void> {
  const session = await get(sessions, survey.sessionId);
  if (!session) return;
  const facts = { ...sessionFacts(session), deadline: survey.closesAt };
  // Reminded once for each closing time: moved after a reminder, it is another message.
  const wasReminded = survey.history.some(({ what }) => what === 'reminded');
  const subject = wasReminded ? `${survey._id}.${survey.closesAt}` : survey._id;
  const notice = { kind: 'survey_closing', to: ATTENDEES, subject, at: act.now, facts } as const;
  const reminded = changedSurvey(survey, act, 'reminded', { isReminded: true });
  const hasItems = survey.ballotSlots.length > 0;
  await write(surveys, survey, hasItems ? tellingSurvey(reminded, [notice]) : reminded);
}

async function countTurnout(survey: Survey, { now }: Act): Promise<void> {
  const turnout = shownTurnout(await countBallots(survey._id));
  await update(surveys, { _id: survey._id, state: 'open' }, { turnout, turnoutAt: now });
}

/**
 * The results are out: nobody asks for a lost answer any more. The keys went at the opening; that they are gone is
 * made sure of once more.
 */
async function forgetAnswers({ _id, sessionId }: Survey): Promise<void> {
  await destroySessionKeys(sessionId);
  await update(issueRecords, { session: sessionId }, { answer: [] });
  await update(surveys, { _id }, { hasAnswers: false });
}
