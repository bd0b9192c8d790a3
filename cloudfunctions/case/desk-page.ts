import type { Case } from '../core/case/case';
import { DESK_ROW_FIELDS, deskRowOf } from '../core/case/row';
import { PAGE_SIZE, pageOf } from '../core/page';
import { cases } from '../platform/database/collections';
import type { Clauses, GivenWhere, Where } from '../platform/database/query';
import { find } from '../platform/database/store';

/** One more than a page shows, so that `next` is known without counting. */
export const READ = PAGE_SIZE + 1;

/** One page of a desk by the hours that are left, or back from the end; `next` is the last key. One round trip. */
export async function rowsByKey<const W extends Where<Case>>(
  where: GivenWhere<Case, W>,
  now: number,
  direction: 'asc' | 'desc' = 'asc',
) {
  const checked: Where<Case> = where;
  const order = [['dueKey', direction]] as const;
  const found = await find(cases, checked, { order, limit: READ, fields: DESK_ROW_FIELDS });
  return rowsOf(found, ({ dueKey }) => dueKey, now);
}

/** One page of a desk, newest first; `next` is the last number. One round trip. */
export async function rowsByNumber<const W extends Where<Case> | Clauses<Where<Case>>>(
  where: GivenWhere<Case, W>,
  now: number,
) {
  const checked: Where<Case> | Clauses<Where<Case>> = where;
  const order = [['number', 'desc']] as const;
  const found = await find(cases, checked, { order, limit: READ, fields: DESK_ROW_FIELDS });
  return rowsOf(found, ({ number }) => number, now);
}

/** Rows of a desk as they are answered, with where to go on. */
export function rowsOf<T extends Parameters<typeof deskRowOf>[0]>(
  found: readonly T[],
  cursorOf: (last: T) => string,
  now: number,
) {
  const { page, next } = pageOf(found, cursorOf);
  return { cases: page.map((entity) => deskRowOf(entity, now)), next };
}
