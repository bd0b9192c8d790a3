import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { asciiBytes } from '../../../miniprogram/shared/ascii';
import { LIMITS } from '../../../miniprogram/shared/limits';
import type { RedactionFinding } from '../../contract/finding';
import { folded, plain, squeezed } from '../folded-text';
import { namesAfterPosts } from './post-before';
import { PATTERNS } from './redaction-patterns';
import { SURNAMES_OF_TWO } from './surname';
import { titledNames } from './titled-name';

// What must be looked at before words go out: names, telephone and identity numbers, addresses (docs/rules.md,
// Minutes). It finds and marks; a person decides, because 高兴 is a name in some rosters and a mood in most sentences.
// Whatever the roster takes as a name is found: any script, with or without blanks, with any dot. Of others a full name
// with a post is found, 李小明老师 or 院长王建华; a surname with one, 张同学, is not.

/** One text to look through. */
export interface Passage {
  questionId: string;
  field: RedactionFinding['field'];
  text: string;
}

type Kind = RedactionFinding['kind'];
type Mark = Pick<RedactionFinding, 'kind' | 'start' | 'end' | 'suggestion'>;

/** Stands where something was found already; no pattern and no name holds it. */
const TAKEN = '\u0000';

const characters = (text: string): string[] => Array.from(text);

/**
 * Every place that may tell who is meant. `names`: people known to the roster or to this session; `open`: those whose
 * name is public here (chair, leaders, whoever answered); `own`: name, number and telephone of whoever asked, which are
 * findings whatever else is public. In the order of the texts, and one more at the most than may be kept: with so many
 * the words cannot go out, and the rest shows when some are mended.
 */
export function findings(
  passages: readonly Passage[],
  names: readonly string[],
  open: readonly string[] = [],
  own: readonly string[] = [],
): RedactionFinding[] {
  const isOpen = new Set(open.filter((name) => !own.includes(name)));
  const hidden = [...new Set([...names, ...own])]
    .filter((name) => characters(plain(name).text).length >= 2 && !isOpen.has(name))
    .sort((left, right) => right.length - left.length);
  const found: RedactionFinding[] = [];
  for (const passage of passages) {
    found.push(...ofPassage(passage, hidden, isOpen));
    if (found.length > LIMITS.findingsKeptMax) break;
  }
  return found.slice(0, LIMITS.findingsKeptMax + 1);
}

function ofPassage(
  passage: Passage,
  names: readonly string[],
  open: ReadonlySet<string>,
): RedactionFinding[] {
  const written = folded(passage.text);
  const { left, marks } = numbersIn(written.text);
  const found = [...marks, ...namesIn(left, names, open)].sort((one, other) => one.start - other.start);
  const times = new Map<string, number>();
  return found.map(({ kind, suggestion, ...place }) => {
    const start = written.from[place.start] ?? 0;
    const end = written.to[place.end - 1] ?? 0;
    const text = passage.text.slice(start, end);
    const key = `${kind}|${text}`;
    const nth = (times.get(key) ?? 0) + 1;
    times.set(key, nth);
    const id = findingId(passage, kind, text, nth);
    return { id, questionId: passage.questionId, field: passage.field, kind, start, end, text, suggestion };
  });
}

/** Numbers and addresses, and the text with what was found taken out: a number right before a room hides neither. */
function numbersIn(text: string): { left: string; marks: Mark[] } {
  const marks: Mark[] = [];
  let left = text;
  for (const { kind, shape, suggest } of PATTERNS) {
    const taken: Mark[] = [];
    for (const match of left.matchAll(shape)) {
      const found = match[1] ?? match[0];
      const start = match.index + match[0].length - found.length;
      taken.push({ kind, start, end: start + found.length, suggestion: suggest(found) });
    }
    left = without(left, taken);
    marks.push(...taken);
  }
  return { left, marks };
}

function namesIn(text: string, names: readonly string[], open: ReadonlySet<string>): Mark[] {
  const marks: Mark[] = [];
  const { text: searched, from: starts, to: ends } = squeezed(text);
  let left = searched;
  const taken = (kind: Kind, from: number, length: number, suggestion: string): Mark => ({
    kind,
    start: starts[from] ?? 0,
    end: ends[from + length - 1] ?? 0,
    suggestion,
  });
  for (const name of names) {
    const { text: written } = plain(name);
    for (let from = left.indexOf(written); from !== -1; from = left.indexOf(written, from + written.length)) {
      const isName = !/^[0-9-]+$/.test(written);
      marks.push(
        taken(isName ? 'name' : 'number', from, written.length, isName ? alias(name) : '（号码略）'),
      );
      left = without(left, [{ start: from, end: from + written.length }]);
    }
  }
  for (const look of [titledNames, namesAfterPosts]) {
    const places = look(left);
    for (const { start, end } of places) {
      const name = left.slice(start, end);
      if (![...open].some((known) => known.startsWith(name)))
        marks.push(taken('name', start, end - start, alias(name)));
    }
    left = without(left, places);
  }
  return marks;
}

/** The text with these places taken, so that nothing else is found in them. */
function without(text: string, marks: ReadonlyArray<Pick<Mark, 'start' | 'end'>>): string {
  let from = 0;
  const parts: string[] = [];
  for (const { start, end } of marks) {
    parts.push(text.slice(from, start), TAKEN.repeat(end - start));
    from = end;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(from);
}

const alias = (name: string) => `${name.includes('·') ? (characters(name)[0] ?? '') : surnameOf(name)}某`;
const surnameOf = (name: string) =>
  characters(name)
    .slice(0, SURNAMES_OF_TWO.has(name.slice(0, 2)) ? 2 : 1)
    .join('');

/**
 * The words of a passage that nobody will look at, with everything found in it replaced by what is proposed; of more
 * findings than may be kept the words are left out altogether.
 */
export function withoutFindings(
  passage: Passage,
  names: readonly string[],
  open: readonly string[],
  own: readonly string[],
): string {
  const found = findings([passage], names, open, own);
  if (found.length > LIMITS.findingsKeptMax) return '（个人信息过多，内容略）';
  let from = 0;
  const parts: string[] = [];
  for (const { start, end, suggestion } of found) {
    parts.push(passage.text.slice(from, start), suggestion);
    from = end;
  }
  return parts.join('') + passage.text.slice(from);
}

/** The same finding keeps its id while other parts of the text are edited. */
function findingId({ questionId, field }: Passage, kind: Kind, found: string, nth: number): string {
  const key = `${questionId}|${field}|${kind}|${encodeURIComponent(found)}|${nth}`;
  return bytesToHex(sha256(asciiBytes(key))).slice(0, 24);
}
