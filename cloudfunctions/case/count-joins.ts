import type { CaseJoin } from '../core/case/join';
import { caseJoins, cases } from '../platform/database/collections';
import { _, add, count, find, get, update } from '../platform/database/store';

/** A call that counts takes no longer; what is older was left by one that died. */
const COUNTED_WITHIN_MS = 60_000;

export const leftUncounted = (now: number) => ({ countingSince: _.lte(now - COUNTED_WITHIN_MS) });
const countingNow = (now: number) => ({ countingSince: _.gt(now - COUNTED_WITHIN_MS) });

/**
 * A voice that was not heard before, or was taken back, counts. The mark says that `joins` has yet to follow; a call
 * that dies in between leaves it to `jobs`. False when it counts already. Three round trips.
 */
export async function addVoice(join: Omit<CaseJoin, 'countingSince'>, now: number): Promise<boolean> {
  const { _id, caseId, isFollowing } = join;
  const isNew =
    (await add(caseJoins, { ...join, hasJoined: true, countingSince: now })) === 'added' ||
    (await update(
      caseJoins,
      { _id, hasJoined: false },
      { hasJoined: true, isFollowing, countingSince: now },
    )) === 1;
  if (isNew) await follow(_id, caseId, 1);
  return isNew;
}

/** Taken back, the voice counts no more. False when it did not. Three round trips. */
export async function takeVoiceBack(_id: string, caseId: string, now: number): Promise<boolean> {
  const isChanged =
    (await update(
      caseJoins,
      { _id, hasJoined: true },
      { hasJoined: false, isFollowing: false, countingSince: now },
    )) === 1;
  if (isChanged) await follow(_id, caseId, -1);
  return isChanged;
}

async function follow(_id: string, caseId: string, by: 1 | -1): Promise<void> {
  await update(cases, { _id: caseId }, { joins: _.inc(by) });
  await update(caseJoins, { _id }, { countingSince: null });
}

/**
 * For `jobs`: counts the marks of a case anew. It waits while a call is counting, and writes only over the number it
 * has seen; where either moved meanwhile the marks stay as they are, and the next minute counts again.
 */
async function recountJoins(caseId: string, now: number): Promise<void> {
  const isQuiet = async () =>
    (await count(caseJoins, { caseId, ...countingNow(now), mergesFrom: _.exists(false) })) === 0;
  if (!(await isQuiet())) return;
  const seen = (await get(cases, caseId))?.joins;
  if (seen === undefined) return;
  const joins = await count(caseJoins, { caseId, hasJoined: true });
  if (joins !== seen && (await update(cases, { _id: caseId, joins: seen }, { joins })) === 0) return;
  const isStill = (await get(cases, caseId))?.joins === joins && (await isQuiet());
  if (isStill)
    await update(
      caseJoins,
      { caseId, ...leftUncounted(now), mergesFrom: _.exists(false) },
      { countingSince: null },
    );
}

/** Cases whose voices calls left uncounted. */
export async function finishCounts(now: number): Promise<void> {
  const left = await find(
    caseJoins,
    { ...leftUncounted(now), mergesFrom: _.exists(false) },
    { limit: 200, fields: ['caseId'] },
  );
  for (const caseId of new Set(left.map((join) => join.caseId))) await recountJoins(caseId, now);
}
