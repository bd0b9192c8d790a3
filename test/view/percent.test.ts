import { exactPercent, percentOf, progressOf } from '../../miniprogram/shared/percent';

test.each([
  [0, 0, 0, 0],
  [0, 3, 0, 0],
  [1, 3, 33, 33],
  [2, 3, 67, 66],
  [199, 200, 100, 99],
  [200, 200, 100, 100],
])('%i of %i is %i percent as a share and %i percent done', (part, whole, share, done) => {
  expect([percentOf(part, whole), progressOf(part, whole)]).toEqual([share, done]);
});

test.each([
  [5, 8, '62.5%'],
  [2, 3, '66.7%'],
  [3, 3, '100.0%'],
])('%i of %i is filed as %s', (part, whole, said) => {
  expect(exactPercent(part, whole)).toBe(said);
});
