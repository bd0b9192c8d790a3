import type { Act } from '../core/change';
import { DomainError } from '../core/domain-error';
import { ATTENDEES, type Notice } from '../core/message/message';
import { advance } from '../core/session/course';
import { sessionFacts } from '../core/session/session';
import { type Came, rollFingerprint } from '../core/survey/blind-signature';
import { REMARK_SLOT } from '../core/survey/remark';
import { changedSurvey, type Survey, tellingSurvey, withSlots } from '../core/survey/survey';
import { openBox } from '../platform/ballots/ballot-box';
import { openRemarkBox } from '../platform/ballots/remark-box';
import { destroySessionKeys, sessionKeys } from '../platform/ballots/session-keys';
import { attendance, issueRecords, sessions, surveys } from '../platform/database/collections';
import { _, count, find, get, update } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { candidatesOf } from './candidates';

/**
 * Opens a survey: the roll is frozen and fingerprinted, questions get their slots, the empty box is made, and only
 * then the state becomes `open`, in one conditional write with the notice; after it the private keys go. A call that
 * dies on the way is simply repeated; of two at once one opens. Answers how the survey stands afterwards.
 *
 * @throws DomainError keys_not_ready when the session's keys were never made
 */
export async function openSurvey(survey: Survey, act: Act): Promise<Survey> {
  if (survey.state !== 'scheduled') return survey;
  const [session, keys, earlier] = await Promise.all([
    get(sessions, survey.sessionId),
    get(sessionKeys, survey.sessionId),
    find(surveys, { sessionId: survey.sessionId, round: _.lt(survey.round) }, { limit: 100 }),
  ]);
  if (!session || !keys) throw new DomainError('keys_not_ready');
  const roll = await frozenRoll(survey, earlier);
  const used = Math.max(0, ...earlier.flatMap(({ items }) => items.map(({ slot }) => slot + 1)));
  const candidates = await candidatesOf(survey, earlier);
  const items = withSlots(candidates, used, act.now);
  const due = items.filter(({ isDue }) => isDue).map(({ slot }) => slot);
  await openBox(survey._id, due);
  const remarkKey = survey.round === 1 ? (keys.keys[REMARK_SLOT] ?? '') : '';
  if (remarkKey !== '') await openRemarkBox(survey._id);
  const opened = changedSurvey(survey, act, 'opened', {
    state: 'open',
    items,
    withoutSlot: candidates.length - items.length,
    ballotSlots: due.map((slot) => ({ slot, publicKey: keys.keys[slot] ?? '' })),
    ...roll,
    keySet: keys.keySet,
    remarkKey,
    isRollFrozen: true,
    hasShards: due.length > 0 || remarkKey !== '',
    opensAt: Math.min(survey.opensAt, act.now),
  });
  const notice: Notice = {
    kind: 'survey_open',
    to: ATTENDEES,
    subject: survey._id,
    at: act.now,
    facts: { ...sessionFacts(session), deadline: survey.closesAt },
  };
  const next = due.length > 0 ? tellingSurvey(opened, [notice]) : opened;
  if ((await write(surveys, survey, next)) === 'stale') return (await get(surveys, survey._id)) ?? survey;
  await moveOn(survey, act);
  await destroyKeys(next);
  return { ...next, hasKeys: false };
}

/**
 * The roll is frozen: nobody is given credentials any more, so nobody needs to sign for this session, and nobody shall
 * be able to. May be repeated; a call that dies before this is caught up with by `jobs`.
 */
export async function destroyKeys({ _id, sessionId, hasKeys }: Survey): Promise<void> {
  if (!hasKeys) return;
  await destroySessionKeys(sessionId);
  await update(surveys, { _id }, { hasKeys: false });
}

/** The session follows its first survey; a call that died before this is caught up with by the next step. */
export async function moveOn(survey: Survey, act: Act): Promise<void> {
  if (survey.round !== 1) return;
  const session = await get(sessions, survey.sessionId);
  if (session?.status === 'minuted')
    await write(sessions, session, advance(session, 'surveying', act).entity);
}

/** After the freeze nobody comes in any more, by whichever way. */
async function cameIn(sessionId: string): Promise<Came> {
  const late = { sessionId, 'desk.confirmedBy': _.gt('') };
  const [scan, all, confirmed] = await Promise.all([
    count(attendance, { sessionId, method: 'scan' }),
    count(attendance, { sessionId }),
    count(attendance, late),
  ]);
  return { scan, desk: all - scan - confirmed, late: confirmed };
}

/** From the freeze on nobody joins: credentials handed out at the same moment look at it again and are taken back. */
async function frozenRoll(
  survey: Survey,
  earlier: readonly Survey[],
): Promise<Pick<Survey, 'eligible' | 'rollFingerprint' | 'came'>> {
  const first = earlier.find(({ round }) => round === 1);
  if (first) {
    const { eligible, rollFingerprint: fingerprint, came } = first;
    return { eligible, rollFingerprint: fingerprint, ...(came ? { came } : {}) };
  }
  await update(surveys, { _id: survey._id }, { isRollFrozen: true });
  const ids: string[] = [];
  for (let last = ''; ; last = ids[ids.length - 1] ?? '') {
    const page = await find(
      issueRecords,
      { session: survey.sessionId, _id: _.gt(last) },
      { order: [['_id', 'asc']], limit: 1000, fields: ['_id'] },
    );
    ids.push(...page.map(({ _id }) => _id));
    if (page.length < 1000)
      return {
        eligible: ids.length,
        rollFingerprint: rollFingerprint(ids),
        came: await cameIn(survey.sessionId),
      };
  }
}
