import type { hallContract, MinutesItemForm } from '../contract/hall';
import { type Act, hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import { draftItems, type Minutes, publish, saved } from '../core/hall/minutes';
import type { Question } from '../core/hall/question';
import { ATTENDEES, EVERYONE, type Notice } from '../core/message/message';
import { OFFICE, OVERSIGHT } from '../core/people/role-sets';
import { hasReached } from '../core/session/course';
import { type Session, sessionFacts } from '../core/session/session';
import type { Context, Handler } from '../platform/call/dispatch';
import { attendance, minutes } from '../platform/database/collections';
import { count, get } from '../platform/database/store';
import { commit } from '../platform/database/versioned';
import { actOf, readSession } from '../session/change-session';
import { figuresOf } from './figures';
import { departmentNames, firstDraft } from './first-draft';
import { followUp } from './follow-up';
import { ensureTellsNobody } from './gate';
import { findingsIn, shownDraft } from './minutes-view';
import { questionsOf } from './view';

/** A draft made of the questions; one that exists takes up what was added since. @throws DomainError wrong_stage */
export const draftMinutes: Handler<(typeof hallContract)['hall.draftMinutes']> = {
  may: OFFICE,
  async run({ sessionId }, context) {
    const { act, session, asked, existing } = await desk(sessionId, context);
    ensure(hasReached(session, 'closed'), 'wrong_stage');
    if (existing) {
      const items = draftItems(asked, existing.items, await departmentNames(asked));
      const isSame =
        existing.state === 'published' || JSON.stringify(items) === JSON.stringify(existing.items);
      const current = isSame
        ? existing
        : await commit(minutes, existing, saved(existing, existing.preface, items, act));
      return shownDraft(current, session, asked, act.now);
    }
    return shownDraft(await firstDraft(session, asked, act), session, asked, act.now);
  },
};

/** The draft as it stands, or null. */
export const minutesDraft: Handler<(typeof hallContract)['hall.minutesDraft']> = {
  may: OVERSIGHT,
  async run({ sessionId }, context) {
    const { act, session, asked, existing } = await desk(sessionId, context);
    return { draft: existing && (await shownDraft(existing, session, asked, act.now)) };
  },
};

/** Autosave. Whoever writes on an older version is told. @throws DomainError not_found, conflict, already_published */
export const saveMinutes: Handler<(typeof hallContract)['hall.saveMinutes']> = {
  may: OFFICE,
  inPieces: async () => undefined,
  async run({ sessionId, version, preface, items }, context) {
    const { act, session, asked, existing } = await desk(sessionId, context);
    ensure(existing !== null, 'not_found');
    ensure(existing.state === 'draft', 'already_published');
    const text = { preface, items: draftItems(asked, items, await departmentNames(asked)) };
    // The answer to an autosave may get lost; saving the same words again on the version before is no conflict.
    if (existing.version === version + 1 && isSameText(existing, text))
      return shownDraft(existing, session, asked, act.now);
    ensure(existing.version === version, 'conflict');
    const next = await commit(minutes, existing, saved(existing, preface, text.items, act));
    return shownDraft(next, session, asked, act.now);
  },
};

/**
 * To everybody. Refused while there is a finding that nobody has looked at.
 *
 * @throws DomainError not_found, conflict, already_published, redaction_open
 */
export const publishMinutes: Handler<(typeof hallContract)['hall.publishMinutes']> = {
  may: OFFICE,
  inPieces: async () => undefined,
  async run({ sessionId, version, kept }, context) {
    const { act, session, asked, existing } = await desk(sessionId, context);
    ensure(existing !== null, 'not_found');
    if (hasHappened(existing, act.requestId)) return finished(existing, session, asked, act);
    ensure(existing.version === version, 'conflict');
    const text = { preface: existing.preface, items: existing.items };
    const next = await release(existing, session, asked, text, kept, null, act);
    return finished(next, session, asked, act);
  },
};

/** After publication: a revision with its reason, beside the earlier ones. @throws conflict, wrong_stage, redaction_open */
export const correctMinutes: Handler<(typeof hallContract)['hall.correctMinutes']> = {
  may: OFFICE,
  inPieces: async () => undefined,
  async run({ sessionId, version, preface, items, reason, kept }, context) {
    const { act, session, asked, existing } = await desk(sessionId, context);
    ensure(existing !== null, 'not_found');
    if (hasHappened(existing, act.requestId)) return finished(existing, session, asked, act);
    ensure(existing.version === version, 'conflict');
    // Everybody reads the reason; what was wrong is not said in it again.
    await ensureTellsNobody(reason);
    const next = await release(existing, session, asked, { preface, items }, kept, reason, act);
    return finished(next, session, asked, act);
  },
};

async function release(
  existing: Minutes,
  session: Session,
  asked: readonly Question[],
  text: { preface: string; items: MinutesItemForm[] },
  kept: readonly string[],
  correction: string | null,
  act: Act,
): Promise<Minutes> {
  const items = draftItems(asked, text.items, await departmentNames(asked));
  const [found, attended] = await Promise.all([
    findingsIn({ preface: text.preface, items }, session, asked),
    count(attendance, { sessionId: session._id }),
  ]);
  const open = found.map(({ id }) => id).filter((id) => !kept.includes(id));
  const released = { preface: text.preface, items, figures: figuresOf(attended, asked) };
  const announced = notices(existing, session, correction, act);
  return commit(minutes, existing, publish(existing, released, open, correction, announced, act));
}

function notices(existing: Minutes, session: Session, correction: string | null, { now }: Act): Notice[] {
  const subject = `${existing._id}.${existing.version + 1}`;
  const about = { subject, at: now } as const;
  const facts = sessionFacts(session);
  if (correction === null) return [{ kind: 'minutes', to: EVERYONE, ...about, facts }];
  // Whoever was there hears what was corrected; to everybody else these minutes are not news.
  return [{ kind: 'minutes_corrected', to: ATTENDEES, ...about, facts: { ...facts, reason: correction } }];
}

async function finished(next: Minutes, session: Session, asked: readonly Question[], act: Act) {
  await followUp(next, act.now);
  return shownDraft(next, session, asked, act.now);
}

async function desk(sessionId: string, context: Context) {
  const [act, session, asked, existing] = await Promise.all([
    actOf(context),
    readSession(sessionId),
    questionsOf(sessionId),
    get(minutes, sessionId),
  ]);
  return { act, session, asked, existing };
}

const isSameText = (left: Pick<Minutes, 'preface' | 'items'>, right: Pick<Minutes, 'preface' | 'items'>) =>
  left.preface === right.preface && JSON.stringify(left.items) === JSON.stringify(right.items);
