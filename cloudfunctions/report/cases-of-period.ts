import type { Case } from '../core/case/case';
import { cases } from '../platform/database/collections';
import { _, find } from '../platform/database/store';

const PAGE = 1000;

/**
 * Cases submitted in a period, in order, page by page; `to` is not included. One round trip per page of at most 1000.
 */
export async function* casesOfPeriod(
  { from, to, departmentId }: { from: number; to: number; departmentId?: string | null },
  fields?: readonly string[],
  size = PAGE,
): AsyncGenerator<Case[]> {
  const own = departmentId ? { leadId: departmentId } : {};
  for (let since = from, seen = new Set<string>(); ; ) {
    const page = await find(
      cases,
      { submittedAt: _.gte(since).and(_.lt(to)), ...own },
      {
        order: [
          ['submittedAt', 'asc'],
          ['_id', 'asc'],
        ],
        limit: size + seen.size,
        ...(fields ? { fields: [...fields, 'submittedAt'] } : {}),
      },
    );
    const fresh = page.filter(({ _id }) => !seen.has(_id));
    if (fresh.length > 0) yield fresh;
    const last = fresh[fresh.length - 1];
    if (!last || page.length < size + seen.size) return;
    // Several may share the last instant: they are read again and left out.
    const sameInstant = page.filter(({ submittedAt }) => submittedAt === last.submittedAt);
    seen = new Set(sameInstant.map(({ _id }) => _id));
    since = last.submittedAt;
  }
}
