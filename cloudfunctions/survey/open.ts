import type { Act } from '../core/change';
import { DomainError } from '../core/domain-error';
import { ATTENDEES, type Notice } from '../core/message/message';
import { sessionFacts } from '../core/session/session';
import { type Came, rollFingerprint } from '../core/survey/blind-signature';
import { cardRulesOf } from '../core/survey/card';
import type { Holder } from '../core/survey/closing-key';
import { openingRecord } from '../core/survey/opening-record';
import { REMARK_SLOT } from '../core/survey/remark';
import { changedSurvey, type Survey, tellingSurvey, withSlots } from '../core/survey/survey';
import { closesWhenLate, opensLate } from '../core/survey/survey-times';
import { ballotUrl, countedUrl, remarkUrl } from '../platform/ballots/addresses';
import { openBox } from '../platform/ballots/ballot-box';
import { makeBoxKeys } from '../platform/ballots/box-keys';
import { currentHolders } from '../platform/ballots/observer-keys';
import { keepRecord, recordOf } from '../platform/ballots/opening-records';
import { openRemarkBox } from '../platform/ballots/remark-box';
import { destroySessionKeys, sessionKeys } from '../platform/ballots/session-keys';
import { attendance, issueRecords, sessions, surveys } from '../platform/database/collections';
import { ruleBookOf } from '../platform/database/rulebook';
import { _, count, find, get, update } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { candidatesOf } from './candidates';
import { moveOn } from './move-on';
import { nextSessionAt } from './schedule';

/**
 * Opens a survey. The roll is frozen, the private keys are destroyed and looked for until none is left, the questions get
 * their slots, the opening record is stored and the empty box is made; only then the state becomes `open`, in one
 * conditional write with the notice. So whoever can put a ballot in can no longer be signed for. A call that dies on the
 * way is simply repeated; of two at once one opens. Answers how the survey stands afterwards. One that something kept
 * from opening for an hour or more gets its days nevertheless, unless the office has just set `isClosingGiven`.
 *
 * @throws DomainError keys_not_ready when the session's keys were never made, or two of them are alike;
 *   closing_keys_missing where observers open the ratings and there are not three with a key
 */
export async function openSurvey(survey: Survey, act: Act, isClosingGiven = false): Promise<Survey> {
  if (survey.state !== 'scheduled') return survey;
  const [session, keys, earlier, book] = await Promise.all([
    get(sessions, survey.sessionId),
    get(sessionKeys, survey.sessionId),
    find(surveys, { sessionId: survey.sessionId, round: _.lt(survey.round) }, { limit: 100 }),
    ruleBookOf(survey.rulesVersion),
  ]);
  if (!session || !keys || new Set(keys.keys).size < keys.keys.length)
    throw new DomainError('keys_not_ready');
  const holders = book.rules.survey.areOpenedByObservers ? await holdersNow() : null;
  const closingKeys = holders?.map(({ publicKey }) => publicKey);
  const isLate = opensLate(survey.opensAt, act.now);
  const closesAt =
    isLate && !isClosingGiven
      ? closesWhenLate(survey.closesAt, await nextSessionAt(session, act.now), act.now)
      : survey.closesAt;
  const { roll, lines } = await frozenRoll(survey, earlier);
  await destroySessionKeys(survey.sessionId);
  const used = Math.max(0, ...earlier.flatMap(({ items }) => items.map(({ slot }) => slot + 1)));
  const candidates = await candidatesOf(survey, earlier);
  const items = withSlots(candidates, used, act.now);
  const due = items.filter(({ isDue }) => isDue).map(({ slot }) => slot);
  const remarkKey = survey.round === 1 ? (keys.keys[REMARK_SLOT] ?? '') : '';
  const hasBox = due.length > 0 || remarkKey !== '';
  const boxKeys = hasBox ? await makeBoxKeys(survey._id) : { envelopeKey: '', receiptKey: '' };
  const record = openingRecord({
    survey: survey._id,
    session: survey.sessionId,
    items,
    keys: keys.keys,
    fingerprints: keys.fingerprints,
    remarkKey,
    ...boxKeys,
    rules: cardRulesOf(book),
    lines,
    came: roll.came,
    closesAt,
    addresses: { ballot: ballotUrl(), remark: remarkUrl(), counted: countedUrl(survey._id) },
    closingKeys,
  });
  const openingDigest = await keepRecord(record);
  await openBox(survey._id, due);
  if (remarkKey !== '') await openRemarkBox(survey._id);
  const opened = changedSurvey(survey, act, 'opened', {
    state: 'open',
    items,
    withoutSlot: candidates.length - items.length,
    ballotSlots: due.map((slot) => ({ slot, publicKey: keys.keys[slot] ?? '' })),
    ...roll,
    openingDigest,
    ...(holders ? { areRatingsSealed: true, closing: { holders, confirmations: [], opened: null } } : {}),
    keySet: keys.keySet,
    remarkKey,
    ...boxKeys,
    isRollFrozen: true,
    hasKeys: false,
    hasShards: hasBox,
    opensAt: isLate ? act.now : Math.min(survey.opensAt, act.now),
    closesAt,
  });
  const notice: Notice = {
    kind: 'survey_open',
    to: ATTENDEES,
    subject: survey._id,
    at: act.now,
    facts: { ...sessionFacts(session), deadline: closesAt, openingDigest },
  };
  const next = due.length > 0 ? tellingSurvey(opened, [notice]) : opened;
  if ((await write(surveys, survey, next)) === 'stale') return (await get(surveys, survey._id)) ?? survey;
  await moveOn(survey, act);
  return next;
}

async function holdersNow(): Promise<Holder[]> {
  const holders = await currentHolders();
  if (!holders) throw new DomainError('closing_keys_missing');
  return holders;
}

/** Catches up with private keys that are there although the survey is open: somebody brought them back. May be repeated. */
export async function destroyKeys({ _id, sessionId, hasKeys }: Survey): Promise<void> {
  if (!hasKeys) return;
  await destroySessionKeys(sessionId);
  await update(surveys, { _id }, { hasKeys: false });
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

/** The roll as a survey keeps it, and its lines. */
interface FrozenRoll {
  roll: Pick<Survey, 'eligible' | 'rollFingerprint' | 'came'>;
  lines: string[];
}

/** From the freeze on nobody joins: credentials handed out at the same moment look at it again and are taken back. */
async function frozenRoll(survey: Survey, earlier: readonly Survey[]): Promise<FrozenRoll> {
  const first = earlier.find(({ round }) => round === 1);
  if (first) {
    const { eligible, rollFingerprint: fingerprint, came } = first;
    const roll = { eligible, rollFingerprint: fingerprint, ...(came ? { came } : {}) };
    return { roll, lines: (await recordOf(first._id, first.openingDigest))?.roll.lines ?? [] };
  }
  await update(surveys, { _id: survey._id }, { isRollFrozen: true });
  const lines: string[] = [];
  for (let last = ''; ; ) {
    const page = await find(
      issueRecords,
      { session: survey.sessionId, _id: _.gt(last) },
      { order: [['_id', 'asc']], limit: 1000, fields: ['fingerprint'] },
    );
    lines.push(...page.map(({ fingerprint }) => fingerprint));
    last = page[page.length - 1]?._id ?? '';
    if (page.length < 1000) break;
  }
  const came = await cameIn(survey.sessionId);
  return { roll: { eligible: lines.length, rollFingerprint: rollFingerprint(lines), came }, lines };
}
