import type { caseContract } from '../contract/case';
import type { Case } from '../core/case/case';
import { SYSTEM_ACTOR } from '../core/case/command';
import { caseJoinId } from '../core/case/join';
import { keyOf } from '../core/case/key';
import { DomainError, ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import { withoutAccount } from '../core/people/voice';
import type { Handler } from '../platform/call/dispatch';
import { eachInTurn } from '../platform/call/each';
import { caseJoins, cases } from '../platform/database/collections';
import { _, add, find, get, remove, update } from '../platform/database/store';
import { applyCommandAs } from './apply-command';
import { addVoice, leftUncounted } from './count-joins';
import { rulesNow } from './numbering';
import { applyStaffCommand } from './staff-command';

/**
 * The same matter twice: this case ends, the other goes on and its asker is told with the others. Stopped half way,
 * `jobs` completes it: the intention is written first.
 *
 * @throws DomainError not_found, merge_invalid
 */
export const mergeCase: Handler<(typeof caseContract)['case.merge']> = {
  may: OFFICE,
  async run({ caseId, intoId, reason }, context) {
    const [from, into] = await Promise.all([get(cases, caseId), get(cases, intoId)]);
    // A protected report is there for its receivers alone, who merge nothing.
    if (!from || !into || from.isProtected || into.isProtected) throw new DomainError('not_found');
    ensure(into.mergedInto === null && into.isOpen && !into.isHeld, 'merge_invalid');
    const target = { id: into._id, number: into.number };
    const intent = voiceFor(from, into, context.now);
    await add(caseJoins, { ...intent, mergesFrom: from._id, countingSince: context.now });
    const view = await applyStaffCommand(caseId, { do: 'merge', into: target, reason }, context);
    await finishMerge(intent._id, { ...from, mergedInto: target }, into, context.now);
    return view;
  },
};

/** Merges that calls left half done, and intentions that came to nothing. */
export async function finishMerges(now: number): Promise<void> {
  const left = await find(caseJoins, leftMerging(now), { limit: 50 });
  await eachInTurn('merge', left, async ({ _id, caseId, mergesFrom = '' }) => {
    const [from, into] = await Promise.all([get(cases, mergesFrom), get(cases, caseId)]);
    if (from && into && from.mergedInto?.id === caseId) await finishMerge(_id, from, into, now);
    else await remove(caseJoins, { _id });
  });
}

const leftMerging = (now: number) => ({ ...leftUncounted(now), mergesFrom: _.exists(true) });

/**
 * What the case that goes on has to know of one that went into it. Whoever asked has one voice there: as the person
 * they are, or, where nobody is known, by the intention itself, which then stays. May be repeated.
 */
async function finishMerge(intentId: string, from: Case, into: Case, now: number): Promise<void> {
  const act = { rules: await rulesNow(now), now, requestId: `merge-${from._id}` };
  await applyCommandAs(SYSTEM_ACTOR, into, { do: 'absorb', number: from.number }, act);
  const { askerId } = from;
  const voice = voiceFor(from, into, now);
  if (askerId === null) {
    await addVoice({ ...voice, hasJoined: true }, now);
    await update(caseJoins, { _id: intentId }, { mergesFrom: _.remove() });
    return;
  }
  const _id = caseJoinId(into._id, askerId);
  // Their own case has their own voice already.
  if (askerId !== into.askerId)
    await addVoice({ ...voice, _id, personId: askerId, voice: withoutAccount(_id), isFollowing: true }, now);
  await remove(caseJoins, { _id: intentId });
}

/** The voice of a case that goes into another. The office joins them, not an account. */
function voiceFor(from: Case, into: Case, now: number) {
  const _id = caseJoinId(into._id, from._id);
  return {
    _id,
    caseId: into._id,
    personId: null,
    voice: withoutAccount(_id),
    hasJoined: false,
    isFollowing: false,
    key: keyOf(now, into.number),
  };
}
