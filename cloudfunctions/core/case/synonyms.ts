import { CASE_LIMITS } from '../../../miniprogram/shared/case';
import { DomainError } from '../domain-error';

/** One thing and everything that people call it. The first is what it is searched by where the words are compared. */
export type Names = readonly [name: string, ...others: string[]];

/** What a college starts with, a thing a line, until its office writes a list of its own. */
export const FIRST_SYNONYMS: readonly string[] = [
  '电梯 升降机 升降梯',
  '宿舍 寝室 公寓',
  '食堂 餐厅 饭堂',
  '热水 开水 洗澡水',
  '校园网 宽带 无线网',
  '浴室 澡堂 洗澡间',
  '厕所 卫生间 洗手间',
  '空调 冷气',
];

const BETWEEN = /[\s、，,;；]+/u;
const folded = (word: string): string => word.normalize('NFKC').toLowerCase();
const lengthOf = (word: string): number => Array.from(word).length;

/**
 * The list as the office wrote it, one thing a line, its names with blanks, commas or 、 between them; lines without a
 * word are left out. A name stands once only: what stood in two lines would lead in a circle.
 *
 * @throws DomainError invalid_input with `text`: synonym_lines, synonym_names, synonym_alone, synonym_short,
 *   synonym_long or synonym_twice
 */
export function readSynonyms(text: string): string[] {
  const lines = text
    .split('\n')
    .map((line) => folded(line).split(BETWEEN).filter(Boolean))
    .filter((names) => names.length > 0);
  const all = lines.flat();
  refuse(lines.length > CASE_LIMITS.synonymLinesMax, 'synonym_lines');
  refuse(
    lines.some((names) => names.length > CASE_LIMITS.synonymNamesMax),
    'synonym_names',
  );
  refuse(
    lines.some((names) => names.length < 2),
    'synonym_alone',
  );
  refuse(
    all.some((name) => lengthOf(name) < 2),
    'synonym_short',
  );
  refuse(
    all.some((name) => lengthOf(name) > CASE_LIMITS.synonymMax),
    'synonym_long',
  );
  refuse(new Set(all).size < all.length, 'synonym_twice');
  return lines.map((names) => names.join(' '));
}

function refuse(isWrong: boolean, code: string): void {
  if (isWrong) throw new DomainError('invalid_input', { text: code });
}

/** A list to search with: what is found in a text in one pass, the longest name first, so that nothing is replaced twice. */
export interface Thesaurus {
  /** Matches each name that stands in the list; null where there is none. */
  names: RegExp | null;
  thingOf: ReadonlyMap<string, Names>;
}

/** Lines as they are stored → a list to search with. */
export function thesaurusOf(lines: readonly string[]): Thesaurus {
  const thingOf = new Map<string, Names>();
  for (const line of lines) {
    const [name, ...others] = line.split(' ');
    if (name) for (const each of [name, ...others]) thingOf.set(each, [name, ...others]);
  }
  const longestFirst = [...thingOf.keys()].sort((one, other) => other.length - one.length).map(literally);
  return { names: longestFirst.length === 0 ? null : new RegExp(longestFirst.join('|'), 'gu'), thingOf };
}

const literally = (name: string): string => name.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** The text with each thing under its first name: what two texts are compared by. */
export function underFirstNames(text: string, { names, thingOf }: Thesaurus): string {
  return names === null ? text : folded(text).replace(names, (found) => thingOf.get(found)?.[0] ?? found);
}

/** A text parted into the things that it names and the words between them. */
export function partedBy(text: string, { names, thingOf }: Thesaurus): { things: Names[]; rest: string } {
  if (names === null) return { things: [], rest: text };
  const things = new Set<Names>();
  const rest = folded(text).replace(names, (found) => {
    const thing = thingOf.get(found);
    if (thing) things.add(thing);
    return ' ';
  });
  return { things: [...things], rest };
}
