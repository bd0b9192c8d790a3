import type { Case } from '../core/case/case';
import type { Where } from '../platform/database/query';
import { _, type FindOptions } from '../platform/database/store';

const PAGE = 1000;

/** In which order and how many. */
export type CasesPage = FindOptions<Case, never, 'submittedAt' | '_id'>;

/**
 * Cases submitted in a period, without protected reports, as `read` finds them, in order, page by page; `to` is not included. One round trip per page of at most 1000.
 */
export async function* casesOfPeriod<R extends Pick<Case, '_id' | 'submittedAt'>>(
  { from, to, departmentId }: { from: number; to: number; departmentId?: string | null },
  read: (where: Where<Case>, page: CasesPage) => Promise<R[]>,
  size = PAGE,
): AsyncGenerator<R[]> {
  for (let since = from, seen = new Set<string>(); ; ) {
    const submittedAt = _.gte(since).and(_.lt(to));
    const where = { submittedAt, isProtected: false, ...(departmentId ? { leadId: departmentId } : {}) };
    const page = await read(where, {
      order: [
        ['submittedAt', 'asc'],
        ['_id', 'asc'],
      ],
      limit: size + seen.size,
    });
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
