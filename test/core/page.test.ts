import { PAGE_SIZE, pageOf, readTimeCursor, timeCursor } from '../../cloudfunctions/core/page';
import { refusalOf } from './session/december';

const found = (count: number) => Array.from({ length: count }, (_none, at) => ({ at, _id: `id-${at}` }));

describe('one page of a list', () => {
  test.each([
    ['nothing', 0, 0, null],
    ['one', 1, 1, null],
    ['just a page', PAGE_SIZE, PAGE_SIZE, null],
    ['one more than a page', PAGE_SIZE + 1, PAGE_SIZE, `id-${PAGE_SIZE - 1}`],
  ])('of %s', (_label, count, shown, next) => {
    expect(pageOf(found(count), ({ _id }) => _id)).toEqual({ page: found(shown), next });
  });
});

describe('the cursor of a list by time', () => {
  test('leads back to the instant and the id, whatever stands in the id', () => {
    for (const entry of [
      { at: 0, _id: 'a' },
      { at: 1_796_256_000_000, _id: 'session-16:q:1' },
    ])
      expect(readTimeCursor(timeCursor(entry))).toEqual({ at: entry.at, id: entry._id });
  });

  test.each(['', 'a', '1', '1:', ':a', 'x1:a', '-1:a', `${'1'.repeat(16)}:a`, '1:a\nb'])(
    '%p is none of ours',
    (cursor) => {
      expect(refusalOf(() => readTimeCursor(cursor))).toEqual({
        code: 'invalid_input',
        fields: { cursor: 'cursor_malformed' },
      });
    },
  );

  test('takes an instant of fifteen digits', () => {
    expect(readTimeCursor(`${'1'.repeat(15)}:a`).at).toBe(111_111_111_111_111);
  });
});
