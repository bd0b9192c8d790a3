import { isOlder, LOWEST_LIBRARY } from '../../miniprogram/view/base-library';

test.each([
  ['2.19.6', true],
  ['3.8.11', true],
  ['3.8.9', true],
  ['3.8.12', false],
  ['3.8.13', false],
  ['3.10.0', false],
  ['4.0', false],
])('base library %s is below the lowest: %p', (version, isBelow) => {
  expect(isOlder(version, LOWEST_LIBRARY)).toBe(isBelow);
});
