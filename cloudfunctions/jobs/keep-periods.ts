import { HOUR_MS } from '../core/rules/calendar';
import { keptSince, type RetentionRules } from '../core/rules/retention';
import { audit, deliveries, ledgers, messages } from '../platform/database/collections';
import { acquire } from '../platform/database/lock';
import { currentRuleBook } from '../platform/database/rulebook';
import { _, find, remove } from '../platform/database/store';
import { removeFiles } from '../platform/file-store';
import { forgetCases } from './forget-cases';
import { forgetPeople } from './forget-people';
import { forgetSessions } from './forget-sessions';
import { lockIsFree, type TimerStep } from './timer-step';

const LOCK = 'keep-periods';
const TURN_MS = 20 * HOUR_MS;

/**
 * Once a day: what has been kept for as long as the rule book says is forgotten (docs/rules.md, Keeping). What does not
 * fit into one run goes on the next day; each part may be cut off anywhere.
 */
export const keepPeriods: TimerStep = {
  name: 'keep_periods',
  dueWhen: (now) => [lockIsFree(LOCK, TURN_MS, now)],
  async run(now, until) {
    if (!(await acquire(LOCK, TURN_MS, now))) return;
    const { retention } = (await currentRuleBook(now)).rules;
    await forgetMessages(retention, now);
    await forgetLedgers(retention, now);
    await remove(audit, { at: _.lte(keptSince(now, retention.auditDays)), link: _.exists(true) });
    await forgetPeople(retention, now, until);
    await forgetCases(retention, now, until);
    await forgetSessions(retention, now, until);
  },
};

async function forgetMessages({ messageDays }: RetentionRules, now: number): Promise<void> {
  const at = _.lte(keptSince(now, messageDays));
  await remove(deliveries, { at });
  await remove(messages, { at, fanOut: 'done' });
}

async function forgetLedgers({ ledgerDays }: RetentionRules, now: number): Promise<void> {
  const old = await find(ledgers, { at: _.lte(keptSince(now, ledgerDays)) }, { limit: 100 });
  const files = old.flatMap(({ fileId }) => (fileId === '' ? [] : [fileId]));
  if (files.length > 0) await removeFiles(files);
  await remove(ledgers, { _id: _.in(old.map(({ _id }) => _id)) });
}
