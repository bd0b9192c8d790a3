import { findWords } from '../../../cloudfunctions/core/case/word-list';
import { ABUSE, HARMLESS, NAMES_IT } from './labelled-submissions';

const becomes = (text: string): 'refused' | 'held' | 'passed' => {
  const { isAbuse, suspected } = findWords(text);
  if (isAbuse) return 'refused';
  return suspected.length > 0 ? 'held' : 'passed';
};
const not = (expected: string, texts: readonly string[]) =>
  texts.filter((text) => becomes(text) !== expected);

describe('of the labelled submissions', () => {
  test('there are enough to measure by', () => {
    expect(new Set([...HARMLESS, ...NAMES_IT, ...ABUSE]).size).toBeGreaterThanOrEqual(150);
  });
  test('none of the harmless is refused, and none is held', () => {
    expect(not('passed', HARMLESS)).toEqual([]);
  });
  test('whoever names a crime or quotes abuse is read by a person first, and never refused', () => {
    expect(not('held', NAMES_IT)).toEqual([]);
  });
  test('plain abuse is refused', () => {
    expect(not('refused', ABUSE)).toEqual([]);
  });
});

test.each([
  ['across the border of two words', '现代考核', []],
  ['between its borders', '有人代考', ['代考']],
  ['with blanks and marks between its characters', '冰\n毒，法-轮.功', ['法轮功', '冰毒']],
  ['in wide letters beside it', 'ＢＩＮＧ冰毒', ['冰毒']],
  ['with something between', '冰1毒', []],
  ['nowhere', '', []],
])('a word %s is found as it should be', (_where, text, suspected) => {
  expect(findWords(text)).toEqual({ isAbuse: false, suspected });
});

test.each([
  ['seven characters', '一二三四五六七', true],
  ['eight characters', '一二三四五六七八', false],
])('abuse beside %s is plain abuse: %p', (_label, _rest, isPlain) => {
  expect(findWords(`${_rest}，傻逼`).isAbuse).toBe(isPlain);
});
