import { LIMITS } from '../../miniprogram/shared/limits';
import { ensure } from './domain-error';

export const PAGE_SIZE = LIMITS.pageSize;

/** One page of a list: read one more than is shown, so that `next` is known without counting. */
export function pageOf<T>(
  found: readonly T[],
  cursorOf: (last: T) => string,
): { page: T[]; next: string | null } {
  const last = found.length > PAGE_SIZE ? found[PAGE_SIZE - 1] : undefined;
  return { page: found.slice(0, PAGE_SIZE), next: last === undefined ? null : cursorOf(last) };
}

/** The place of an entry in a list by time, newest first; ids tell entries of one instant apart. */
export const timeCursor = ({ at, _id }: { at: number; _id: string }): string => `${at}:${_id}`;

/** @throws DomainError invalid_input when it is not a cursor of ours */
export function readTimeCursor(cursor: string): { at: number; id: string } {
  const found = /^([0-9]{1,15}):(.+)$/.exec(cursor);
  ensure(found !== null, 'invalid_input', { cursor: 'cursor_malformed' });
  const [, at, id = ''] = found;
  return { at: Number(at), id };
}
