import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { asciiBytes } from '../../../miniprogram/shared/ascii';
import { LIMITS } from '../../../miniprogram/shared/limits';
import type { RedactionFinding } from '../../contract/finding';
import { isSurname, SURNAMES_OF_TWO } from './surname';

// What must be looked at before minutes go out: names, telephone and identity numbers, addresses (docs/rules.md,
// Minutes). It finds and marks; a person decides, because 高兴 is a name in some rosters and a mood in most sentences.

/** One text to look through. */
export interface Passage {
  questionId: string;
  field: RedactionFinding['field'];
  text: string;
}

type Kind = RedactionFinding['kind'];

interface Pattern {
  kind: Kind;
  shape: RegExp;
  suggest: (found: string) => string;
}

const starred = (found: string, keptStart: number, keptEnd: number) =>
  found.slice(0, keptStart) +
  '*'.repeat(Math.max(3, found.length - keptStart - keptEnd)) +
  found.slice(found.length - keptEnd);

// Longest and most telling first: what an earlier pattern took, a later one leaves alone.
const PATTERNS: readonly Pattern[] = [
  {
    kind: 'email',
    // At most 64 characters stand before the @ (RFC 5321); without a bound a run of letters costs its square.
    shape: /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+/g,
    suggest: () => '（邮箱略）',
  },
  {
    kind: 'id_card',
    shape: /(?<![0-9])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9])/g,
    suggest: (found) => starred(found, 3, 0),
  },
  {
    kind: 'phone',
    shape: /(?<![0-9])(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?![0-9])/g,
    suggest: (found) => starred(found.replace(/[ -]/g, ''), 3, 4),
  },
  { kind: 'phone', shape: /(?<![0-9])0\d{2,3}[ -]\d{7,8}(?![0-9])/g, suggest: () => '（电话略）' },
  {
    kind: 'number',
    shape: /(?<![0-9A-Za-z])(?:[A-Za-z]\d{4,10}|\d{7,12})(?![0-9A-Za-z])/g,
    suggest: () => '（号码略）',
  },
  {
    kind: 'address',
    shape:
      /[一二三四五六七八九十0-9A-Za-z]{1,4}(?:号楼|栋|号公寓|公寓|宿舍)[一二三四五六七八九十0-9]{0,3}(?:单元)?[0-9]{3,4}(?:室|宿舍|房间|寝)?/g,
    suggest: (found) => found.replace(/[0-9]{3,4}(?:室|宿舍|房间|寝)?$/, '某室'),
  },
];

// 张同学, 李小明老师, 欧阳师傅: somebody is meant even when the roster does not know them.
const TITLED = /([\u4e00-\u9fff]{1,3})(同学|学长|学姐|室友|师傅|女士|先生)/g;
/** The dot of a name of another people, 买买提·艾力; where such a name begins and ends only the roster can say. */
const DOTTED = /([\u4e00-\u9fff]{2,6})[··•](?=([\u4e00-\u9fff]{2,6}))/g;
const HAN = /[\u4e00-\u9fff]/;

/**
 * What in these texts could be somebody's name, to be looked up in the roster: runs of two to four characters that
 * begin with a surname, and names with a dot. Without repetition; for 15 items of 500 characters some hundreds.
 */
export function nameCandidates(texts: readonly string[]): string[] {
  const found = new Set<string>();
  for (const text of texts) {
    for (const [, before = '', after = ''] of text.matchAll(DOTTED))
      for (let left = 2; left <= before.length; left++)
        for (let right = 2; right <= after.length; right++)
          found.add(`${before.slice(-left)}·${after.slice(0, right)}`);
    for (let at = 0; at < text.length; at++) {
      const shortest = surnameLength(text, at);
      if (shortest === 0) continue;
      for (let length = shortest + 1; length <= shortest + 2; length++) {
        const run = text.slice(at, at + length);
        if (run.length === length && [...run].every((character) => HAN.test(character))) found.add(run);
      }
    }
  }
  return [...found];
}

function surnameLength(text: string, at: number): 0 | 1 | 2 {
  if (SURNAMES_OF_TWO.has(text.slice(at, at + 2))) return 2;
  return isSurname(text.charAt(at)) ? 1 : 0;
}

/**
 * Every place that may tell who is meant. `names`: people known to the roster or to this session; `open`: those whose
 * name is public here (chair, leaders, whoever answered); `own`: name, number and telephone of whoever asked, which are
 * findings whatever else is public. In the order of the texts, and one more at the most than may be kept: with so many the minutes cannot go out, and the rest shows when some are
 * mended.
 */
export function findings(
  passages: readonly Passage[],
  names: readonly string[],
  open: readonly string[] = [],
  own: readonly string[] = [],
): RedactionFinding[] {
  const isOpen = new Set(open.filter((name) => !own.includes(name)));
  const hidden = [...new Set([...names, ...own])]
    .filter((name) => name.length >= 2 && !isOpen.has(name))
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
  const { text } = passage;
  const marks: Array<{ kind: Kind; start: number; end: number; suggestion: string }> = [];
  const mark = (kind: Kind, start: number, found: string, suggestion: string) => {
    const end = start + found.length;
    if (marks.every((mark) => end <= mark.start || start >= mark.end))
      marks.push({ kind, start, end, suggestion });
  };
  for (const { kind, shape, suggest } of PATTERNS)
    for (const match of text.matchAll(shape)) mark(kind, match.index, match[0], suggest(match[0]));
  // However the dot of a name is written here; the roster knows one.
  const oneDot = text.replace(/•/g, '·');
  for (const name of names)
    for (let at = oneDot.indexOf(name); at !== -1; at = oneDot.indexOf(name, at + name.length))
      mark(HAN.test(name) ? 'name' : 'number', at, name, HAN.test(name) ? alias(name) : '（号码略）');
  for (const match of text.matchAll(TITLED)) {
    const titled = titledName(match[1] ?? '');
    if (titled === '' || [...open].some((name) => name.startsWith(titled))) continue;
    const start = match.index + (match[1] ?? '').length - titled.length;
    if (titled.length > 1) mark('name', start, titled, alias(titled));
  }
  marks.sort((left, right) => left.start - right.start);
  const times = new Map<string, number>();
  return marks.map(({ kind, start, end, suggestion }) => {
    const found = text.slice(start, end);
    const key = `${kind}|${found}`;
    const nth = (times.get(key) ?? 0) + 1;
    times.set(key, nth);
    const id = findingId(passage, kind, found, nth);
    return {
      id,
      questionId: passage.questionId,
      field: passage.field,
      kind,
      start,
      end,
      text: found,
      suggestion,
    };
  });
}

/** The full name before 同学 or 师傅: the longest run that begins with a surname. A bare surname names nobody. */
function titledName(before: string): string {
  for (let at = 0; at < before.length; at++) if (surnameLength(before, at) > 0) return before.slice(at);
  return '';
}

const alias = (name: string) => (name.includes('·') ? `${name.slice(0, 1)}某` : `${surnameOf(name)}某`);
const surnameOf = (name: string) => name.slice(0, SURNAMES_OF_TWO.has(name.slice(0, 2)) ? 2 : 1);

/** The same finding keeps its id while other parts of the text are edited. */
function findingId({ questionId, field }: Passage, kind: Kind, found: string, nth: number): string {
  const key = `${questionId}|${field}|${kind}|${encodeURIComponent(found)}|${nth}`;
  return bytesToHex(sha256(asciiBytes(key))).slice(0, 24);
}
