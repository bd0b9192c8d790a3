import { ended } from '../../miniprogram/shared/ended';

test.each([
  ['归属没有错', '归属没有错。'],
  ['归属没有错。', '归属没有错。'],
  [' 归属没有错。 ', '归属没有错。'],
  ['归属没有错；', '归属没有错。'],
  ['归属没有错..', '归属没有错。'],
  ['为什么？', '为什么？'],
  ['是的！', '是的！'],
])('“%s” ends by one mark: %s', (typed, expected) => {
  expect(ended(typed)).toBe(expected);
});
