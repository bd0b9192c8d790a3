import { readTimeCursor } from '../../core/page';
import { _ } from './store';

/**
 * What comes after a place in a list by time, newest first.
 *
 * @throws DomainError invalid_input when it is not a cursor of ours
 */
export function olderThan(cursor: string) {
  const { at, id } = readTimeCursor(cursor);
  return _.or([{ at: _.lt(at) }, { at, _id: _.lt(id) }]);
}
