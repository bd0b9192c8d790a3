import type { Act } from '../core/change';
import { DomainError } from '../core/domain-error';
import { ATTENDEES, type Notice, OBSERVERS, OFFICE } from '../core/message/message';
import { type Session, sessionFacts } from '../core/session/session';
import { announce } from '../core/survey/announcement-of-results';
import { gather } from '../core/survey/ballot-box';
import { cardRulesOf } from '../core/survey/card';
import { openingReminderAt } from '../core/survey/closing-key';
import { examine } from '../core/survey/examined-box';
import { openRemarks } from '../core/survey/remark';
import { countedList, type SealedBox, seal } from '../core/survey/sealed-box';
import { partsOf } from '../core/survey/sealed-part';
import { changedSurvey, close, type Survey, tellingSurvey } from '../core/survey/survey';
import { emptyBox, freezeBox, readBox } from '../platform/ballots/ballot-box';
import { destroyBoxKeys } from '../platform/ballots/box-keys';
import { slotVerifier } from '../platform/ballots/credential-keys';
import { emptyRemarkBox, frozenRemarks, keepRemarks } from '../platform/ballots/remark-box';
import { sessionKeys } from '../platform/ballots/session-keys';
import { inParallel } from '../platform/call/parallel';
import { auditEnd } from '../platform/database/audit-end';
import { countedLists, results, sealedBoxes, sessions, surveys } from '../platform/database/collections';
import { ruleBookOf } from '../platform/database/rulebook';
import { add, get, update } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { departmentNames } from './department-names';

/**
 * Closes a survey and seals its box. Each step may be repeated, so a call that dies anywhere is taken up again: the
 * same shards make the same box with the same digest. @throws DomainError survey_not_open
 */
export async function closeSurvey(survey: Survey, reason: string, act: Act): Promise<Survey> {
  if (survey.state !== 'open') return sealSurvey(survey, act);
  const closing = close(survey, reason, act);
  if ((await write(surveys, survey, closing)) === 'stale') {
    const current = await get(surveys, survey._id);
    // Somebody moved the closing time: decided again by the next call. Somebody else closed it: then it is closed.
    if (!current || current.state === 'open') throw new DomainError('conflict');
    return sealSurvey(current, act);
  }
  return sealSurvey(closing, act);
}

/**
 * From `closing` to `sealed`: freeze, count, keep, and only then empty the box. Two may seal at once, and the slower one
 * may find shards that the other is taking away already; so what is kept is kept once, by the first, and never replaced:
 * nobody empties the box before all of it is kept.
 */
export async function sealSurvey(survey: Survey, act: Act): Promise<Survey> {
  if (survey.state !== 'closing') return survey;
  await freezeBox(survey._id);
  const box = await boxOf(survey);
  await inParallel(partsOf(box), 5, async (part) => {
    await add(sealedBoxes, part);
  });
  const words = await frozenRemarks(survey._id);
  await keepRemarks(openRemarks(words, survey.sessionId, box.rules.smallestShown));
  // Sealed ratings are counted by observers, and only then is there something to announce (opening.ts).
  const isCounted = box.version > 0;
  const announced = announce(survey, box, await departmentNames(), act.now, await auditEnd());
  if (isCounted) await add(results, announced);
  await add(countedLists, { _id: survey._id, digest: box.ballotDigest, ids: countedList(box) });
  const counted = changedSurvey(survey, act, 'sealed', {
    state: 'sealed',
    sealedAt: act.now,
    boxDigest: box.digest,
    turnout: announced.turnout,
    counted: announced.counted,
    resultVersion: box.version,
    ...(isCounted ? {} : { openingReminderAt: openingReminderAt(act.now) }),
  });
  const notices = [
    ...(await witnessNotices(survey, box, act)),
    ...(await (isCounted ? countedNotices(survey, box, act) : waitingNotices(survey, survey._id, act))),
  ];
  const sealed = tellingSurvey(counted, notices);
  if ((await write(surveys, survey, sealed)) === 'stale') return (await get(surveys, survey._id)) ?? survey;
  return emptySurvey(sealed);
}

/**
 * Raters and observers are told both digests, so that WeChat's copies are witnesses that nobody can alter. That of the box
 * is the one over its ballots, which neither an opening by observers nor a correction changes.
 */
async function witnessNotices(survey: Survey, box: SealedBox, act: Act): Promise<Notice[]> {
  const session = await ratedSession(survey);
  if (!session) return [];
  const digests = { boxDigest: box.ballotDigest, countedDigest: box.countedDigest };
  const sealed = {
    kind: 'box_sealed',
    subject: survey._id,
    at: act.now,
    facts: { ...sessionFacts(session), ...digests },
  } as const;
  return [
    { ...sealed, to: ATTENDEES },
    { ...sealed, to: OBSERVERS },
  ];
}

/**
 * The office is told that it may announce, and of how many questions too few have rated for a card: nobody else is
 * waiting for one (docs/rules.md, Cards).
 */
export async function countedNotices(
  survey: Survey,
  { results: { verdicts } }: SealedBox,
  act: Act,
): Promise<Notice[]> {
  const session = await ratedSession(survey);
  if (!session) return [];
  const few = verdicts.filter((verdict) => verdict === 'too_few' || verdict === 'hidden').length;
  const facts = { ...sessionFacts(session), itemId: survey.heldWith, few };
  return [{ kind: 'survey_sealed', to: OFFICE, subject: survey._id, at: act.now, facts }];
}

/** Whoever holds a key and has not said what came out is told that the ratings wait. `subject`: told once by each. */
export async function waitingNotices(survey: Survey, subject: string, act: Act): Promise<Notice[]> {
  const session = await ratedSession(survey);
  if (!session) return [];
  const said = new Set(survey.closing?.confirmations.map(({ personId }) => personId));
  return (survey.closing?.holders ?? [])
    .filter(({ personId }) => !said.has(personId))
    .map(({ personId }) => ({
      kind: 'box_waits',
      to: personId,
      subject,
      at: act.now,
      facts: sessionFacts(session),
    }));
}

/** Null where nothing was to be rated. */
const ratedSession = async (survey: Survey): Promise<Session | null> =>
  survey.ballotSlots.length > 0 ? get(sessions, survey.sessionId) : null;

/** The sealed box is kept: what it was made from goes. */
export async function emptySurvey(survey: Survey): Promise<Survey> {
  await emptyBox(survey._id);
  await emptyRemarkBox(survey._id);
  await destroyBoxKeys(survey._id);
  await update(surveys, { _id: survey._id }, { hasShards: false });
  return { ...survey, hasShards: false };
}

async function boxOf(survey: Survey): Promise<SealedBox> {
  const [book, keys, shards] = await Promise.all([
    ruleBookOf(survey.rulesVersion),
    get(sessionKeys, survey.sessionId),
    readBox(survey._id),
  ]);
  if (!keys) throw new DomainError('keys_not_ready');
  const head = {
    survey: survey._id,
    session: survey.sessionId,
    opening: survey.openingDigest,
    rules: cardRulesOf(book),
    roll: {
      fingerprint: survey.rollFingerprint,
      issued: survey.eligible,
      ...(survey.came ? { came: survey.came } : {}),
    },
    fingerprints: keys.fingerprints,
    closingKeys: survey.closing?.holders.map(({ publicKey }) => publicKey),
    questions: survey.items.map(({ slot, questionId, departmentId, isDue }) => ({
      slot,
      questionId,
      departmentId,
      isDue,
      publicKey: keys.keys[slot] ?? '',
    })),
  };
  const verifiers = new Map(survey.ballotSlots.map(({ slot, publicKey }) => [slot, slotVerifier(publicKey)]));
  const { valid, leftOut } = examine(shards, verifiers, survey.areRatingsSealed);
  return seal(head, gather(valid), leftOut);
}
