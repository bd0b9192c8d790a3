import { departments } from '../platform/database/collections';
import { find } from '../platform/database/store';

/** Names as they are now, dissolved ones too. */
export async function departmentNames(): Promise<ReadonlyMap<string, string>> {
  const all = await find(departments, {}, { limit: 1000 });
  return new Map(all.map(({ _id, name }) => [_id, name]));
}
