import { DomainError } from '../core/domain-error';
import { departments } from '../platform/database/collections';
import { _, find } from '../platform/database/store';

/** A case is only given to departments that are there. One round trip. @throws DomainError department_unknown */
export async function ensureDepartments(ids: ReadonlyArray<string | null>): Promise<void> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
  if (wanted.length === 0) return;
  const found = await find(departments, { _id: _.in(wanted) }, { limit: wanted.length });
  const alive = new Set(found.filter(({ isDissolved }) => !isDissolved).map(({ _id }) => _id));
  const missing = wanted.filter((id) => !alive.has(id));
  if (missing.length > 0) throw new DomainError('department_unknown', { leadId: 'department_unknown' });
}
