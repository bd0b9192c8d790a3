import { LIMITS } from '../../miniprogram/shared/limits';
import { ensure } from './domain-error';

export const PAGE_SIZE = LIMITS.pageSize;

/** One page of a list: read one more than is shown, so that `next` is known without counting. */
export function pageOf<T>(
  found: readonly T[],
  cursorOf: (last: T) => string,
): { page: T[]; next: string | null } {
  const page = found.slice(0, PAGE_SIZE);
  const last = page[page.length - 1];
  return { page, next: found.length > PAGE_SIZE && last !== undefined ? cursorOf(last) : null };
}

/** The place of an entry in a list by time, newest first; ids tell entries of one instant apart. */
export const timeCursor = ({ at, _id }: { at: number; _id: string }): string => `${at}:${_id}`;

/** @throws DomainError invalid_input when it is not a cursor of ours */
export function readTimeCursor(cursor: string): { at: number; id: string } {
  const [, at, id] = /^([0-9]{1,15}):(.+)$/.exec(cursor) ?? [];
  ensure(at !== undefined && id !== undefined, 'invalid_input', { cursor: 'cursor_malformed' });
  return { at: Number(at), id };
}
