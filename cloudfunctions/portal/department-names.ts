import { departments } from '../platform/database/collections';
import { find } from '../platform/database/store';

/** Names of departments by id; no department means the office. One round trip. */
export async function departmentNames(): Promise<(id: string | null) => string> {
  const known = await find(departments, {}, { limit: 1000, fields: ['name'] });
  const names = new Map(known.map(({ _id, name }) => [_id, name]));
  return (id) => (id === null ? '活动办公室' : (names.get(id) ?? ''));
}
