import * as z from 'zod';
import { contract } from '../../cloudfunctions/contract';
import { ballotRequest } from '../../cloudfunctions/contract/ballot';
import { envelopeRequest } from '../../cloudfunctions/contract/envelope';
import { letterRequest } from '../../cloudfunctions/contract/letter';
import { remarkRequest } from '../../cloudfunctions/contract/remark';
import { optionalText, text } from '../../cloudfunctions/contract/text';

// Reading an input costs about what its length says, whatever is written in it. The largest input that each schema lets
// in by length is filled with the worst texts known, and read beside the same one filled with plain words, in one run.

/** Longest lists are not needed to see what one text costs. */
const LIST_MAX = 80;

const longest = (schema: z.ZodString) => schema.maxLength ?? 0;

/** The largest input of this schema by its lengths, every text of it made by `words`. */
function filled(schema: z.core.$ZodType, words: (length: number) => string): unknown {
  if (schema instanceof z.ZodString) return words(longest(schema));
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(schema.shape as Record<string, z.core.$ZodType>).map(([name, part]) => [
        name,
        filled(part, words),
      ]),
    );
  if (schema instanceof z.ZodArray)
    return Array.from({ length: LIST_MAX }, () => filled(schema.element, words)).slice(0, maxItems(schema));
  if (schema instanceof z.ZodUnion) return filled(schema.options[0] ?? schema, words);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return filled(schema.def.innerType, words);
  if (schema instanceof z.ZodPipe) return filled(schema.in, words);
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return schema.value;
  return schema instanceof z.ZodBoolean ? true : 1;
}

function maxItems(schema: z.ZodArray): number {
  for (const check of schema._zod.def.checks ?? [])
    if (check instanceof z.core.$ZodCheckMaxLength) return check._zod.def.maximum;
  return LIST_MAX;
}

const repeated = (unit: string) => (length: number) =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
const plain = repeated('三号楼的热水晚上十点以后就没有了，');
const COSTLY: ReadonlyArray<readonly [string, (length: number) => string]> = [
  ['marks out of their order', repeated('\u0315\u0300\u05b0\u0345')],
  ['marks in heaps that just pass', repeated(`a${'\u0345\u0300'.repeat(15)}`)],
  ['voicing marks of half-width kana', repeated('\uff9e\u0345')],
  ['parts of Korean syllables', repeated('\u1100\u1161\u11a8\u1161')],
  ['blanks around a letter', (length) => `${' '.repeat(length >> 1)}a${' '.repeat((length - 1) >> 1)}`],
  ['carriage returns', repeated('\r')],
  ['letters and digits without a break', repeated('a1')],
];

const doors: Array<readonly [string, z.core.$ZodType]> = [
  ...Object.entries(contract).map(([action, { input }]) => [action, input] as const),
  ['envelope', envelopeRequest],
  ['ballot', ballotRequest],
  ['remark', remarkRequest],
  ['letterbox', letterRequest],
];
const sizeOf = (schema: z.core.$ZodType) => JSON.stringify(filled(schema, plain)).length;
const large = doors.filter(([, schema]) => sizeOf(schema) > 10_000);

/** Milliseconds of the processor, which what the machine does beside it hardly adds to. */
function costOf(schema: z.core.$ZodType, input: unknown): number {
  const began = process.cpuUsage();
  z.safeParse(schema, input);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

/** The best of at most three, as soon as one is within `limit`. */
function atBest(schema: z.core.$ZodType, input: unknown, limit: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let tried = 0; tried < 3 && best > limit; tried++) best = Math.min(best, costOf(schema, input));
  return best;
}

/** An input of so few milliseconds hurts nobody, and its ratio would be noise. */
const NOISE_MS = 2;
const RATIO_MAX = 25;

test('there are large inputs, those of the minutes and of the roster among them', () => {
  const names = large.map(([name]) => name);
  expect(names).toEqual(
    expect.arrayContaining(['hall.saveMinutes', 'hall.correctMinutes', 'account.importRoster']),
  );
});

test.each(large)('%s costs what its length says, whatever is written in it', (_name, schema) => {
  const usual = Math.max(costOf(schema, filled(schema, plain)), NOISE_MS);
  const limit = RATIO_MAX * usual;
  const dear = COSTLY.map(([what, words]) => [what, atBest(schema, filled(schema, words), limit) / usual]);
  expect(dear.filter(([, ratio = 0]) => Number(ratio) > RATIO_MAX)).toEqual([]);
});

const SCRIPTS = [
  ['Vietnamese, its accents apart', 'Tiếng Việt: những chữ có dấu'.normalize('NFD').repeat(20)],
  ['Thai', 'น้ำอุ่นไม่มีที่ตึกสามหลังสี่ทุ่ม กี่ครั้งแล้วที่นั่น'.repeat(20)],
  ['Tibetan with its deepest stack', 'ཧྐྵྨླྺྼྻྂ བསྒྲུབས་ རྣྲྀཾ'.repeat(20)],
  ['Hebrew with points and accents', 'בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים'.repeat(20)],
  ['Arabic with all its vowels', 'بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ'.repeat(20)],
  ['Devanagari', 'क्षेत्रीय छात्रावास में गर्म पानी'.repeat(20)],
  ['Uyghur', 'ئالىي مەكتەپ ياتىقى'.repeat(20)],
  ['emoji of families, skins and flags', '👨‍👩‍👧‍👦👍🏽🏴󠁧󠁢󠁥󠁮󠁧󠁿❤️‍🔥1️⃣🇨🇳'.repeat(20)],
  ['half-width kana', 'ｶﾞｷﾞｸﾞﾊﾟﾋﾟﾌﾟ'.repeat(20)],
  ['thirty marks on one letter', `a${'\u0301'.repeat(30)}`],
] as const;

test.each(SCRIPTS)('%s is taken as it is written', (_name, written) => {
  expect(text(2000).parse(written)).toBe(written.normalize('NFC'));
});

test.each([
  ['thirty-one marks on one letter', `a${'\u0301'.repeat(31)}`],
  ['marks alone', '\u0301\u0315'.repeat(400)],
  ['marks and voicing marks in turn', '\uff9e\u0345'.repeat(16)],
])('%s is refused before it is normalised', (_name, written) => {
  const normalize = jest.spyOn(String.prototype, 'normalize');
  try {
    for (const schema of [text(500), optionalText(500)])
      expect(schema.safeParse(written).error?.issues.map(({ message }) => message)).toEqual(['text_marks']);
    expect(normalize).not.toHaveBeenCalled();
  } finally {
    normalize.mockRestore();
  }
});
