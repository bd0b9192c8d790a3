import * as fc from 'fast-check';
import { findings } from '../../../cloudfunctions/core/hall/redaction';
import { namePatterns } from '../../../cloudfunctions/core/hall/roster-search';
import { readRoster } from '../../../cloudfunctions/core/people/roster';
import { LIMITS } from '../../../miniprogram/shared/limits';

// Whatever the roster takes as a name is found wherever it stands, in every script and of every length.

const found = (text: string, roster: readonly string[]) => {
  const patterns = namePatterns([text]).map((pattern) => new RegExp(pattern));
  const known = roster.filter((name) => patterns.some((pattern) => pattern.test(name)));
  return findings([{ questionId: 'q-1', field: 'body', text }], known);
};

const LETTERS = [
  '林小满白玛央金䶮𠮷⻢々',
  "ABcdé'’.- ",
  '·•',
  'ハナコー',
  'ﾊﾅｺ',
  '김민수',
  'ЖияäñßİǅﬁΣ',
  'بحثกขअआབོད',
  '\u3164\ufe00',
];
const letter = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...Array.from(LETTERS.join(''))) },
  { weight: 1, arbitrary: fc.integer({ min: 0x41, max: 0x2ffff }).map((code) => String.fromCodePoint(code)) },
);
/** As the roster keeps it, from what it takes; somebody has at least two letters to be called by. */
const name = fc
  .array(letter, { minLength: 2, maxLength: LIMITS.nameMax })
  .map((letters) =>
    readRoster([{ line: 2, number: 'A1', name: letters.join(''), kind: 'student', unit: '系' }]),
  )
  .map(({ entries }) => entries[0]?.name ?? '')
  .filter((kept) => Array.from(shown(kept)).length >= 2);
const shown = (kept: string) =>
  kept
    .normalize('NFKD')
    .replace(/[^\p{L}]|\p{Default_Ignorable_Code_Point}|[ʻʼ]/gu, '')
    .normalize('NFC');

/** What of it is to be seen: marks and dots at its ends belong to what stands beside them. */
const OUTSIDE = String.raw`(?:[^\p{L}]|\p{Default_Ignorable_Code_Point}|[ʻʼ])+`;
const core = (planted: string) =>
  planted.replace(new RegExp(`^${OUTSIDE}`, 'u'), '').replace(new RegExp(`${OUTSIDE}$`, 'u'), '');

const covers = (text: string, planted: string) => {
  const at = text.indexOf(core(planted));
  return found(text, [planted]).some(({ start, end }) => start <= at && end >= at + core(planted).length);
};

test('a name that the roster takes is found in a sentence, whole', () => {
  fc.assert(
    fc.property(name, (planted) => {
      expect([planted, covers(`昨天${planted}反映没有热水`, planted)]).toEqual([planted, true]);
    }),
    { numRuns: 2000 },
  );
});

/** What shows nothing, or hardly anything, and what stands for the same letter. */
const UNSEEN = [
  '\u200d',
  '\u200c',
  '\ufe00',
  '\ufe0e',
  '\u{e0100}',
  '\u0332',
  '\u00ad',
  '\u2060',
  '\u3164',
  ' ',
  '\u3000',
];
const unseen = fc.array(fc.constantFrom(...UNSEEN), { maxLength: 3 }).map((signs) => signs.join(''));

const scattered = (planted: string) =>
  fc
    .array(unseen, { minLength: planted.length, maxLength: planted.length })
    .map((between) => Array.from(planted, (sign, at) => sign + (between[at] ?? '')).join(''));

test('a name is found, and so is a telephone, whatever stands unseen between its characters', () => {
  const NUMBER = '13800138000';
  const NOUGHTS = [0x30, 0xff10, 0x660, 0x6f0, 0x966, 0xe50, 0x1d7ce, 0x1d7ec];
  const digits = fc
    .constantFrom(...NOUGHTS)
    .map((nought) => Array.from(NUMBER, (digit) => String.fromCodePoint(nought + Number(digit))).join(''))
    .chain((written) =>
      fc
        .array(fc.constantFrom('\u200d', '\ufe0e', '\u0332', ''), { minLength: 11, maxLength: 11 })
        .map((between) => Array.from(written, (digit, at) => digit + between[at]).join('')),
    );
  fc.assert(
    fc.property(
      fc.constantFrom('林小满', '林⼩满', '白玛央金', '王Amy').chain(scattered),
      digits,
      (who, number) => {
        const marks = found(`👩‍🎓${who}，${number}，`, ['林小满', '白玛央金', '王Amy']);
        expect(marks.map(({ kind }) => kind)).toEqual(['name', 'phone']);
        expect(marks.map(({ text }) => core(text))).toEqual([core(who), '']);
        expect(marks[1]?.text).toBe(number);
      },
    ),
  );
});

test('the roster is asked for who may stand there, and for hardly anybody else', () => {
  const patterns = namePatterns(['林小满和白玛央金没有热水']).map((pattern) => new RegExp(pattern));
  const isAskedFor = (known: string) => patterns.some((pattern) => pattern.test(known));
  expect(patterns).toHaveLength(2);
  expect(
    ['林小满', '林小雨', '白玛央金', 'John Smith', '李A', '安·李', '𠮷野'].map(isAskedFor),
  ).not.toContain(false);
  expect(['林大满', '白央', '小林满', '周一鸣'].map(isAskedFor)).not.toContain(true);
});

test('the largest minutes are looked through with few patterns, each short enough for the database', () => {
  const Han = (at: number) => String.fromCharCode(0x4e00 + ((at * 7919) % 20_000));
  const patterns = namePatterns([Array.from({ length: 15_000 }, (_none, at) => Han(at)).join('')]);
  expect(patterns.length).toBeLessThanOrEqual(12);
  for (const pattern of patterns) expect(Buffer.byteLength(pattern)).toBeLessThan(32_000);
});
