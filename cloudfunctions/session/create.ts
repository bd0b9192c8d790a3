import { placeTopics } from '../case/agenda-topics';
import type { sessionContract } from '../contract/session';
import { hasHappened } from '../core/change';
import { DomainError } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import { dayOf, monthOf } from '../core/rules/calendar';
import { createSession, sessionId } from '../core/session/session';
import { ensureLookedThrough, ensureTellsNobody } from '../hall/gate';
import type { Handler } from '../platform/call/dispatch';
import { sessions } from '../platform/database/collections';
import { _, add, find, get } from '../platform/database/store';
import { actOf } from './change-session';
import { planWords } from './plan-words';
import { nextByRule } from './propose';

/**
 * Plans the next session. The number is its id, and month and day are unique, so that two who plan at once make one.
 *
 * @throws DomainError session_exists for the month, session_date_taken, date_in_past, reason_needed, quota_mismatch,
 *   redaction_open
 */
export const planSession: Handler<(typeof sessionContract)['session.create']> = {
  may: OFFICE,
  async run({ startsAt, reason, plan, kept }, context) {
    const [by] = await Promise.all([
      actOf(context),
      ensureTellsNobody(reason),
      ensureLookedThrough(planWords(plan), kept),
    ]);
    const { book, number, day, newest } = await nextByRule(by.now);
    const made = newest.find((session) => hasHappened(session, by.requestId));
    if (made) return { sessionId: made._id };
    const input = { number, startsAt: startsAt ?? day.startsAt, reason, plan };
    const skipped = input.startsAt === day.startsAt ? day.skipped : [];
    const { entity } = createSession({ ...input, skipped }, book, by);
    if ((await add(sessions, entity)) === 'added') {
      await placeTopics(entity._id, plan.topics);
      return { sessionId: entity._id };
    }
    return { sessionId: await repeated(number, by.requestId, entity.startsAt) };
  },
};

/** The id of what a repeat of this command made before. @throws DomainError session_exists, session_date_taken, conflict */
async function repeated(number: number, requestId: string, startsAt: number): Promise<string> {
  const [sameNumber, rivals] = await Promise.all([
    get(sessions, sessionId(number)),
    find(sessions, _.or([{ month: monthOf(startsAt) }, { date: dayOf(startsAt) }]), { limit: 2 }),
  ]);
  const made = [sameNumber, ...rivals].find((session) => session && hasHappened(session, requestId));
  if (made) return made._id;
  if (rivals.some(({ date }) => date === dayOf(startsAt)))
    throw new DomainError('session_date_taken', { startsAt: 'session_date_taken' });
  if (rivals.length > 0) throw new DomainError('session_exists', { startsAt: 'session_exists' });
  // Somebody planned another session at the same moment and has the number.
  throw new DomainError('conflict');
}
