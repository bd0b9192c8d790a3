import { showMinutedCases } from '../case/show-minuted';
import { SYSTEM } from '../core/change';
import type { Minutes } from '../core/hall/minutes';
import { isReminderDue } from '../core/hall/minutes';
import { OFFICE } from '../core/message/message';
import { advance } from '../core/session/course';
import { sessionFacts } from '../core/session/session';
import { surveyId } from '../core/survey/survey';
import { eachInTurn } from '../platform/call/each';
import { minutes, sessions, surveys } from '../platform/database/collections';
import { _, find, get, update } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { scheduleSurveys } from '../survey/schedule';
import { takeBackAbsences } from './absence';
import { refreshFigures } from './figures';

/**
 * What follows from a publication: the session is minuted, the cases of what stands in the minutes can be read, and the
 * survey is planned. May be repeated.
 */
export async function followUp(published: Minutes, now: number): Promise<void> {
  if (!published.hasFollowUp || published.publishedAt === null) return;
  const session = await get(sessions, published._id);
  if (!session) return;
  const act = { actor: SYSTEM, now, requestId: `minutes-${published._id}` };
  if (
    session.status === 'closed' &&
    (await write(sessions, session, advance(session, 'minuted', act).entity)) === 'stale'
  )
    return;
  // A process may take a scan for some seconds after the close, by what it knew.
  await takeBackAbsences(session);
  await refreshFigures(session._id);
  await showMinutedCases(published, now);
  // A correction, weeks later, plans nothing again.
  const isPlanned = published.revisions.length > 1 && (await get(surveys, surveyId(session._id, 1))) !== null;
  if (!isPlanned) await scheduleSurveys(session, published.publishedAt, act);
  // Unless it was corrected meanwhile, which has a follow-up of its own.
  await update(minutes, { _id: published._id, version: published.version }, { hasFollowUp: false });
}

export const WITH_FOLLOW_UP = { hasFollowUp: true } as const;

/** Publications whose call died before all of it was done. */
export async function finishFollowUps(now: number): Promise<number> {
  const left = await find(minutes, WITH_FOLLOW_UP, { limit: 10 });
  return eachInTurn('follow_up', left, (published) => followUp(published, now));
}

/** As `isReminderDue` decides. */
export const lateMinutes = (now: number) =>
  ({ state: 'draft', isReminded: false, dueAt: _.lt(now) }) as const;

/** The office is told once that minutes are late (docs/rules.md, Minutes). */
export async function remindOfMinutes(now: number): Promise<number> {
  const late = await find(minutes, lateMinutes(now), { limit: 10 });
  let reminded = 0;
  for (const draft of late.filter((draft) => isReminderDue(draft, now))) {
    const session = await get(sessions, draft._id);
    if (!session) continue;
    const facts = { ...sessionFacts(session), deadline: draft.dueAt };
    const notice = { kind: 'minutes_late', to: OFFICE, subject: draft._id, at: now, facts } as const;
    const next = {
      ...draft,
      isReminded: true,
      notices: [...draft.notices, notice],
      version: draft.version + 1,
    };
    if ((await write(minutes, draft, next)) === 'written') reminded++;
  }
  return reminded;
}
