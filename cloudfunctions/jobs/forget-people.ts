import { keptSince, type RetentionRules } from '../core/rules/retention';
import { bindWaits, mailboxes, messages, people } from '../platform/database/collections';
import { _, find, remove, update } from '../platform/database/store';

const BATCH = 100;

/**
 * Who left: the day is noted by the first run that sees it, and taken back when they return; when the time is over, the
 * entry of the roster is emptied. The number is replaced, because it is unique and a new roster may bring it again.
 */
export async function forgetPeople(
  { leaverDays }: RetentionRules,
  now: number,
  until: number,
): Promise<void> {
  await update(people, { hasLeft: false, leftAt: _.exists(true) }, { leftAt: _.remove() });
  await update(people, { hasLeft: true, leftAt: _.exists(false) }, { leftAt: now });
  const over = { leftAt: _.lte(keptSince(now, leaverDays)), hasLeft: true, forgottenAt: _.exists(false) };
  while (Date.now() < until) {
    const gone = await find(people, over, { limit: BATCH, fields: ['_id'] });
    for (const { _id } of gone) {
      await remove(messages, { to: _id });
      await remove(mailboxes, { _id });
      await remove(bindWaits, { personId: _id });
      const emptied = { number: `forgotten-${_id}`, name: '', unit: '', absentFrom: null, forgottenAt: now };
      await update(people, { _id, hasLeft: true }, emptied);
    }
    if (gone.length < BATCH) return;
  }
}
