import { showMinutedCases } from '../case/show-minuted';
import { SYSTEM } from '../core/change';
import type { Minutes } from '../core/hall/minutes';
import { isDueSoon, isReminderDue, MINUTES_NEAR_MS } from '../core/hall/minutes';
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
import { blackOutCopies } from './black-out-copies';
import { refreshFigures } from './figures';
import { tellCoAskers } from './forget-co-askers';

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
  await finishBlackOut(published, now);
  await showMinutedCases(published, now);
  await tellCoAskers(published, session, now);
  // A correction, weeks later, plans nothing again.
  const isPlanned = published.revisions.length > 1 && (await get(surveys, surveyId(session._id, 1))) !== null;
  if (!isPlanned) await scheduleSurveys(session, published.publishedAt, act);
  // Unless it was corrected meanwhile, which has a follow-up of its own.
  const done = { hasFollowUp: false, blackingOut: [] };
  await update(minutes, { _id: published._id, version: published.version }, done);
}

/** What a privacy correction took out of the minutes is taken out of what was made of them; then it is forgotten. */
async function finishBlackOut(
  { _id, startsAt, blackingOut = [], privacyCorrections = [] }: Minutes,
  now: number,
) {
  if (blackingOut.length === 0) return;
  const name = `privacy-${_id}-${privacyCorrections.length}`;
  const reason = privacyCorrections[privacyCorrections.length - 1]?.reason ?? '';
  await blackOutCopies({ sessionId: _id, since: startsAt, passages: blackingOut, reason, name }, now);
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

/** As `isDueSoon` decides. `isReminded` is there for the index. */
export const nearMinutes = (now: number) =>
  ({
    state: 'draft',
    isReminded: false,
    isDueTold: _.neq(true),
    dueAt: _.gte(now).and(_.lte(now + MINUTES_NEAR_MS)),
  }) as const;

/** The office is told once that minutes are due soon, and once that they are late (docs/rules.md, Minutes). */
export async function remindOfMinutes(now: number): Promise<number> {
  const [near, late] = await Promise.all([
    find(minutes, nearMinutes(now), { limit: 10 }),
    find(minutes, lateMinutes(now), { limit: 10 }),
  ]);
  let reminded = 0;
  for (const draft of near.filter((draft) => isDueSoon(draft, now)))
    if (await tellOffice(draft, 'office_due', { isDueTold: true }, now)) reminded++;
  for (const draft of late.filter((draft) => isReminderDue(draft, now)))
    if (await tellOffice(draft, 'minutes_late', { isReminded: true }, now)) reminded++;
  return reminded;
}

async function tellOffice(
  draft: Minutes,
  kind: 'office_due' | 'minutes_late',
  told: Pick<Minutes, 'isDueTold'> | Pick<Minutes, 'isReminded'>,
  now: number,
): Promise<boolean> {
  const session = await get(sessions, draft._id);
  if (!session) return false;
  const facts = { ...sessionFacts(session), title: '纪要发布', deadline: draft.dueAt };
  const notice = { kind, to: OFFICE, subject: draft._id, at: now, facts } as const;
  const next = { ...draft, ...told, notices: [...draft.notices, notice], version: draft.version + 1 };
  return (await write(minutes, draft, next)) === 'written';
}
