import { folded, foldedText } from '../../cloudfunctions/core/folded-text';

test.each([
  ['full width', 'ＡＢＣ１２３，（）', 'ABC123,()'],
  ['digits of another script', '打١٣٨', '打138'],
  ['radicals and what does not show', '林⼩\u200d满、⻢明', '林小满、马明'],
  ['accents and dashes', 'Café—Zoë', 'Cafe-Zoe'],
  ['half-width kana of two signs', 'ﾊﾞ', 'ハ'],
  ['plain text and its line ends', '热水\n停了 3 次', '热水\n停了 3 次'],
  ['a sign outside of the first plane', '𠮷👨‍👩‍👧', '𠮷👨👩👧'],
])('folds %s, with and without its places', (_label, written, text) => {
  expect(folded(written).text).toBe(text);
  expect(foldedText(written)).toBe(text);
});
