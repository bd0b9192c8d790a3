import type { surveyContract } from '../contract/survey';
import { hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import { attendanceId } from '../core/hall/attendance';
import { OFFICE } from '../core/people/role-sets';
import { reschedule, type Survey } from '../core/survey/survey';
import type { Context, Handler } from '../platform/call/dispatch';
import { attendance, mailboxes, minutes, sessions, surveys } from '../platform/database/collections';
import { add, get, update } from '../platform/database/store';
import { commit } from '../platform/database/versioned';
import { mailboxOf } from '../platform/weixin/notifier';
import { openSurvey } from './open';
import { actOf, roundsOf } from './rounds';
import { nextSessionAt } from './schedule';
import { closeSurvey } from './seal';
import { surveyView } from './view';

/** The survey that the people of a session have now. Three round trips at most. */
export const getSurvey: Handler<(typeof surveyContract)['survey.get']> = {
  may: 'anyone',
  showsWords: true,
  async run({ sessionId }, { caller }) {
    const [rounds, person] = await Promise.all([roundsOf(sessionId), caller.person()]);
    const survey = currentRound(rounds);
    if (!survey) return { survey: null };
    const mailbox = person && (await mailboxOf(person._id));
    return { survey: surveyView(survey, mailbox?.skipsSurveyReminders ?? false) };
  },
};

/**
 * Anybody who was at a session may want no reminders of surveys, of this one and all others, whether or not they have
 * rated. @throws DomainError not_checked_in
 */
export const skipReminder: Handler<(typeof surveyContract)['survey.skipReminder']> = {
  may: 'bound',
  runs: 'once',
  async run({ sessionId, skips }, { caller, isDone }) {
    const { _id } = await caller.boundPerson();
    const [entry, mailbox] = await Promise.all([
      get(attendance, attendanceId(sessionId, _id)),
      mailboxOf(_id),
    ]);
    ensure(entry !== null, 'not_checked_in');
    const wished = mailbox.skipsSurveyReminders ?? false;
    if (isDone || wished === skips) return { skips: wished };
    const change = () => update(mailboxes, { _id }, { skipsSurveyReminders: skips });
    const isNew = (await change()) === 0;
    if (isNew && (await add(mailboxes, { ...mailbox, skipsSurveyReminders: skips })) === 'exists')
      await change();
    return { skips };
  },
};

/** Now instead of at the time planned. @throws DomainError minutes_not_published, survey_exists, keys_not_ready */
export const openNow: Handler<(typeof surveyContract)['survey.open']> = {
  may: OFFICE,
  async run({ sessionId, closesAt }, context) {
    const act = await actOf(context);
    const [rounds, written] = await Promise.all([roundsOf(sessionId), get(minutes, sessionId)]);
    const planned = rounds.find(({ state }) => state === 'scheduled') ?? currentRound(rounds);
    ensure(planned !== undefined && written?.state === 'published', 'minutes_not_published');
    if (planned.state === 'open' && hasHappened(planned, act.requestId))
      return { survey: surveyView(planned, false) };
    ensure(planned.state === 'scheduled', 'survey_exists');
    const timed =
      closesAt === undefined ? planned : await rescheduled(planned, closesAt, '随开放一起设定', context);
    return { survey: surveyView(await openSurvey(timed, act, closesAt !== undefined), false) };
  },
};

/** @throws DomainError survey_not_open, date_in_past, wrong_stage, conflict */
export const rescheduleSurvey: Handler<(typeof surveyContract)['survey.reschedule']> = {
  may: OFFICE,
  async run({ sessionId, closesAt, reason }, context) {
    const survey = currentRound(await roundsOf(sessionId));
    ensure(survey !== undefined, 'survey_not_open');
    return { survey: surveyView(await rescheduled(survey, closesAt, reason, context), false) };
  },
};

/** Before the time planned; the box is sealed in the same call, or by `jobs` when it dies. @throws survey_not_open */
export const closeNow: Handler<(typeof surveyContract)['survey.close']> = {
  may: OFFICE,
  async run({ sessionId, reason }, context) {
    const survey = currentRound(await roundsOf(sessionId));
    ensure(survey !== undefined && survey.state !== 'scheduled', 'survey_not_open');
    return { survey: surveyView(await closeSurvey(survey, reason, await actOf(context)), false) };
  },
};

async function rescheduled(
  survey: Survey,
  closesAt: number,
  reason: string,
  context: Context,
): Promise<Survey> {
  const act = { ...(await actOf(context)), requestId: `${context.requestId}-close` };
  if (hasHappened(survey, act.requestId)) return survey;
  const session = await get(sessions, survey.sessionId);
  ensure(session !== null, 'not_found');
  // A later round belongs to the weeks of a later session; its own next session is long past.
  const next = survey.round === 1 ? await nextSessionAt(session, act.now) : null;
  return commit(surveys, survey, reschedule(survey, closesAt, next, reason, act));
}

/** The round to show: the one that is open or closing, else the newest that is not merely planned, else the newest. */
function currentRound(newestFirst: readonly Survey[]): Survey | undefined {
  return (
    newestFirst.find(({ state }) => state === 'open' || state === 'closing') ??
    newestFirst.find(({ state }) => state !== 'scheduled') ??
    newestFirst[0]
  );
}
