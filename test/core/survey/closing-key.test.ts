import {
  areCountsOf,
  confirmed,
  countsDigest,
  holdersOf,
  isNothingKnown,
  lostCounts,
  noRatings,
} from '../../../cloudfunctions/core/survey/closing-key';

const key = (_id: string, fingerprint = _id) => ({ _id, label: _id, publicKey: _id, fingerprint, at: 0 });

describe('who holds the keys', () => {
  it.each([
    ['two', [key('a'), key('b')]],
    ['four', [key('a'), key('b'), key('c'), key('d')]],
    ['three of whom two have one key', [key('a'), key('b'), key('c', 'a')]],
    ['nobody', []],
  ])('is nobody with %s', (_label, keys) => {
    expect(holdersOf(keys)).toBeNull();
  });

  it('is three, in the order of their fingerprints, however they came', () => {
    const order = (keys: ReturnType<typeof key>[]) => holdersOf(keys)?.map(({ personId }) => personId);
    expect(order([key('c'), key('a'), key('b')])).toEqual(['a', 'b', 'c']);
  });
});

describe('counts', () => {
  const box = {
    survey: 's',
    ballotDigest: 'd',
    slots: [
      { slot: 0, sealed: ['x', 'y', 'z'] },
      { slot: 4, sealed: [] },
    ],
  };
  const of = (slot: number, given: number, invalid = 0) => ({
    slot,
    ratings: { ...noRatings(), '2': given },
    invalid,
  });

  it.each([
    ['all of them', [of(0, 2, 1), of(4, 0)], true],
    ['in another order', [of(4, 0), of(0, 3)], true],
    ['one too few', [of(0, 2), of(4, 0)], false],
    ['one too many', [of(0, 3, 1), of(4, 0)], false],
    ['a question missing', [of(0, 3)], false],
    ['a question twice', [of(0, 3), of(0, 3)], false],
    ['another question', [of(0, 3), of(5, 0)], false],
  ])('%s: fit the box or do not', (_label, counts, fits) => {
    expect(areCountsOf(box, counts)).toBe(fits);
  });

  it('have one digest in whatever order, and another one for anything else', () => {
    const counts = [of(0, 2, 1), of(4, 0)];
    const digest = countsDigest(box, counts);
    expect(countsDigest(box, [...counts].reverse())).toBe(digest);
    for (const other of [
      countsDigest(box, [of(0, 3), of(4, 0)]),
      countsDigest({ ...box, survey: 't' }, counts),
      countsDigest({ ...box, ballotDigest: 'e' }, counts),
    ])
      expect(other).not.toBe(digest);
  });

  it('of a box with lost keys know nothing; where nobody rated nothing is lost', () => {
    expect(isNothingKnown(lostCounts(box))).toBe(true);
    expect(areCountsOf(box, lostCounts(box))).toBe(true);
    expect(isNothingKnown([of(0, 1, 2), of(4, 0)])).toBe(false);
    expect(isNothingKnown([of(0, 0), of(4, 0)])).toBe(false);
  });
});

it('an observer’s last word counts, and nobody’s twice', () => {
  const word = (personId: string, digest: string) => ({ personId, digest, at: 0 });
  const none = { holders: [], confirmations: [], opened: null };
  const first = confirmed(none, word('a', 'x'));
  expect(first.agreeing).toEqual(['a']);
  expect(confirmed(first.closing, word('a', 'x')).agreeing).toEqual(['a']);
  const changed = confirmed(first.closing, word('a', 'y'));
  expect(changed.closing.confirmations).toEqual([word('a', 'y')]);
  expect(confirmed(changed.closing, word('b', 'x')).agreeing).toEqual(['b']);
  expect(confirmed(changed.closing, word('b', 'y')).agreeing).toEqual(['a', 'b']);
});
