import { type Making, oneOf } from './generate';

/** What people, broken phones and the hostile send in the place of something else. */
const HOSTILE: readonly ((word: string) => unknown)[] = [
  () => null,
  () => [],
  () => ({}),
  () => -1,
  () => 0.1,
  () => Number.MAX_SAFE_INTEGER,
  () => true,
  () => '',
  () => ' ',
  (word) => word.repeat(400),
  (word) => `${word}\u0000`,
  (word) => `\u202e${word}\u2066`,
  (word) => `${word}${'\u0301'.repeat(200)}`,
  (word) => `a${'\u0345\u0300'.repeat(15)}${word}`.repeat(60),
  () => '\u1100\u1161\u11a8'.repeat(400),
  () => '\ud83d',
  (word) => `<script>${word}</script>`,
  (word) => `"';$where:${word}`,
  (word) => ({ $ne: word }),
  (word) => ({ $regex: '.*', $options: word }),
  (word) => ({ __proto__: { isAdmin: true }, constructor: word }),
  () => Array.from({ length: 500 }, () => 'x'),
  (word) => nested(60, word),
  () => 'p-lin',
  () => 'session-1:p-lin',
  () => '../../etc/passwd',
];

const nested = (depth: number, word: string): unknown =>
  depth === 0 ? word : { a: nested(depth - 1, word) };

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

/** The same input with one part of it put wrong: another kind, too long, left out, or one more. */
export function spoiled(input: unknown, { random, word }: Making): unknown {
  const path = oneOf(pathsOf(input), random) ?? [];
  const what = random();
  if (what < 0.15) return changed(input, path, () => undefined);
  if (what < 0.25) return changed(input, [...path, 'unasked'], () => word);
  return changed(input, path, () => oneOf(HOSTILE, random)?.(word));
}

function changed(value: unknown, [key, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((part, at) => (String(at) === String(key) ? changed(part, rest, change) : part));
  if (typeof value !== 'object' || value === null) return change(value);
  return { ...value, [key]: changed(Reflect.get(value, key), rest, change) };
}
