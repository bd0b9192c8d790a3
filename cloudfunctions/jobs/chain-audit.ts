import { LINK_ENTRIES_MAX, nextLink, SETTLED_MS } from '../core/people/audit-chain';
import { newestLink } from '../platform/database/audit-end';
import { audit, auditLinks } from '../platform/database/collections';
import { _, add, find, update } from '../platform/database/store';
import { dueOn, type TimerStep } from './timer-step';

const settled = (now: number) => ({ link: _.exists(false), at: _.lte(now - SETTLED_MS) }) as const;

/**
 * Chains the entries of the audit log (core/people/audit-chain), so that an act pays for one write and no order. Links
 * are numbered in their ids: the last one is read before the entries, so whoever was overtaken meanwhile collides. The
 * entries of a link are marked before the next link is made, so that none stands in two.
 */
export const chainAudit: TimerStep = {
  name: 'chain_audit',
  dueWhen: (now) => [dueOn(audit, settled(now))],
  async run(now, until) {
    while (Date.now() < until) {
      const last = await newestLink();
      if (last) await markEntries(last.number, last.entries);
      const waiting = await find(audit, settled(now), {
        order: [
          ['at', 'asc'],
          ['_id', 'asc'],
        ],
        limit: LINK_ENTRIES_MAX,
      });
      if (waiting.length === 0) return;
      const link = nextLink(last, waiting, now);
      if ((await add(auditLinks, link)) === 'exists') return;
      await markEntries(link.number, link.entries);
    }
  },
};

async function markEntries(link: number, entries: ReadonlyArray<{ id: string }>): Promise<void> {
  const ids = entries.map(({ id }) => id);
  await update(audit, { _id: _.in(ids), link: _.exists(false) }, { link });
}
