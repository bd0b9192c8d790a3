import { plain } from '../folded-text';

// Which people of the roster could be named in a text. Whatever the roster takes as a name is asked for, of any length
// and script: most names by their first two characters, the few that begin otherwise whatever the text says.

/** Han characters that a name of the roster holds as they stand in a folded text; rarer ones count as other letters. */
const HAN = '\u3400-\u4dbf\u4e00-\u9fff';
const IS_HAN = new RegExp(`^[${HAN}]$`);

/** Names that begin with anything but two Han characters: in letters, with a dot after the first, in rare ones. */
const BEGINS_OTHERWISE = `^(?![${HAN}]{2})`;

/** A pattern of the database may have some 32,000 bytes; so many beginnings of names take less than half of it. */
const IN_ONE_PATTERN = 1500;

/**
 * Patterns of which one matches every name of the roster that may stand in these texts, and few of the other names; the
 * first is always the same. For 15 items of 500 characters some four.
 */
export function namePatterns(texts: readonly string[]): string[] {
  const pairs = new Set<string>();
  for (const text of texts) {
    const run = Array.from(plain(text).text);
    for (let at = 1; at < run.length; at++) {
      const [first = '', second = ''] = [run[at - 1], run[at]];
      if (IS_HAN.test(first) && IS_HAN.test(second)) pairs.add(first + second);
    }
  }
  const sorted = [...pairs].sort();
  const patterns = [BEGINS_OTHERWISE];
  for (let at = 0; at < sorted.length; at += IN_ONE_PATTERN)
    patterns.push(beginningWith(sorted.slice(at, at + IN_ONE_PATTERN)));
  return patterns;
}

/** 林小, 林大, 王一 → ^(?:林[小大]|王[一]) */
function beginningWith(pairs: readonly string[]): string {
  const seconds = new Map<string, string>();
  for (const pair of pairs) seconds.set(pair.charAt(0), (seconds.get(pair.charAt(0)) ?? '') + pair.charAt(1));
  return `^(?:${Array.from(seconds, ([first, after]) => `${first}[${after}]`).join('|')})`;
}
