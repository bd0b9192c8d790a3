import { digestOfEntry, digestOfLink, linkId } from '../../cloudfunctions/core/people/audit-chain';
import { keptSince } from '../../cloudfunctions/core/rules/retention';
import { across, type Invariant } from './invariant';
import { newestInstant, retentionOf } from './retention';

/** The chain over the audit log, from its first link to what was published of it. */
export const auditInvariants: readonly Invariant[] = [
  across('audit-chain', ['audit_links'], async function* (view) {
    let last = { number: 0, digest: '' };
    const links = (await view.all('audit_links')).sort((left, right) => left.number - right.number);
    for (const { _id, digest, ...link } of links) {
      if (link.number !== last.number + 1 || _id !== linkId(link.number))
        yield { id: _id, what: `操作记录的链在第 ${last.number} 环之后断开` };
      else if (link.previous !== last.digest) yield { id: _id, what: '与上一环不相扣' };
      if (digestOfLink(link) !== digest) yield { id: _id, what: '内容与号码不符' };
      last = { number: link.number, digest };
    }
  }),

  across('audit-entries', ['audit', 'audit_links', 'rulebooks'], async function* (view) {
    const over = keptSince(await newestInstant(view), (await retentionOf(view)).auditDays);
    const held = new Map<string, { link: number; digest: string; at: number }>();
    for await (const { number, at, entries } of view.each('audit_links'))
      for (const { id, digest } of entries) {
        if (held.has(id)) yield { id, what: '编入了链的两环' };
        held.set(id, { link: number, digest, at });
      }
    for await (const entry of view.each('audit')) {
      const place = held.get(entry._id);
      held.delete(entry._id);
      if (place && digestOfEntry(entry) !== place.digest) yield { id: entry._id, what: '编入链后被改动' };
      // Between a link and the marks on its entries a run may die; the next one sets them.
      if (entry.link !== undefined && entry.link !== place?.link)
        yield { id: entry._id, what: `标为第 ${entry.link} 环，该环没有这条记录` };
    }
    // Entries go when their time is over; their digests stay.
    for (const [id, { at }] of held) if (at > over) yield { id, what: '编入链后被删除' };
  }),

  across('audit-published', ['results', 'audit_links'], async function* (view) {
    const digests = new Map<number, string>();
    for await (const { number, digest } of view.each('audit_links')) digests.set(number, digest);
    for await (const { _id, audit } of view.each('results'))
      if (audit && digests.get(audit.number) !== audit.digest)
        yield { id: _id, what: '随结果公布的操作记录号码与链不符' };
  }),
];
