import { plain } from './folded-text';

// A privacy correction (隐私更正) takes a passage out of words that are public already: out of every revision, and out
// of whatever was made of them (docs/rules.md, Minutes).

/** Stands in the place of a passage, always as long, so that it tells nothing of what was there. */
const BLACK = '██';

/** Shorter than this a passage would be found in half of all words. */
const PASSAGE_MIN = 2;

/** Does the passage hold enough to be looked for, and nothing that has been blacked out already? */
export const isPassage = (passage: string): boolean =>
  Array.from(plain(passage).text).length >= PASSAGE_MIN && !passage.includes('█');

/** Is anything left of the text to be blacked out? */
export const hasWordsLeft = (text: string): boolean => isPassage(text.split(BLACK).join(''));

/** The text with every one of these passages blacked out, however it is written there. */
export function blackedOut(text: string, passages: readonly string[]): string {
  const { text: searched, from: starts, to: ends } = plain(text);
  const isHidden = new Array<boolean>(text.length).fill(false);
  for (const passage of passages) {
    const wanted = plain(passage).text;
    if (wanted === '') continue;
    for (let from = searched.indexOf(wanted); from !== -1; from = searched.indexOf(wanted, from + 1))
      isHidden.fill(true, starts[from] ?? 0, ends[from + wanted.length - 1] ?? 0);
  }
  const parts: string[] = [];
  let from = 0;
  for (let to = 0; to <= text.length; to++) {
    if (to < text.length && isHidden[to] === isHidden[from]) continue;
    parts.push(isHidden[from] ? BLACK : text.slice(from, to));
    from = to;
  }
  return parts.join('');
}

/** Those of the passages that stand in the words of any of these. */
export const passagesWithin = (values: readonly unknown[], passages: readonly string[]): string[] =>
  passages.filter(
    (passage) =>
      isPassage(passage) &&
      values.some((value) => JSON.stringify(blackedOutIn(value, [passage])) !== JSON.stringify(value)),
  );

/** Fields that hold words; ids, digests and addresses beside them stay as they are. */
const WORDS = new Set([
  'answer',
  'answered',
  'answeredBy',
  'asked',
  'body',
  'dateReason',
  'detail',
  'grounds',
  'note',
  'notes',
  'plan',
  'preface',
  'progress',
  'reason',
  'reply',
  'subject',
  'text',
  'title',
  'topics',
  'venue',
]);
/** In what `differences` holds, both sides of a change are words; elsewhere these name who is written to, and when. */
const SIDES = new Set(['from', 'to']);

/** The value with the passages blacked out in every field of it that holds words, at any depth; of the same shape. */
export const blackedOutIn = <T>(value: T, passages: readonly string[]): T => within(value, passages, '') as T;

/** `field` is the one in which the value stands, and `inside` the one in which that stands. */
function within(value: unknown, passages: readonly string[], field: string, inside = ''): unknown {
  if (typeof value === 'string') {
    const areWords = WORDS.has(field) || (inside === 'differences' && SIDES.has(field));
    return areWords ? blackedOut(value, passages) : value;
  }
  if (Array.isArray(value)) return value.map((part) => within(part, passages, field, inside));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, within(part, passages, key, field)]),
  );
}
