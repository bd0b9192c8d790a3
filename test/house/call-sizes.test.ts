import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { contract } from '../../cloudfunctions/contract';
import { text } from '../../cloudfunctions/contract/text';

// wx.cloud.callFunction takes 100 KB of data (docs/fidelity.md). Every action is kept below 90 KB even when each field is
// filled to its limit with Chinese characters, so that no form that fits its counters is refused on the way; what may be
// larger is taken in pieces (cloudfunctions/platform/call/pieces.ts).
const functions = path.resolve(__dirname, '../../cloudfunctions');
const LIMIT = 90_000;
const BYTES_PER_CHARACTER = 3;
/** Name, quotes, colon and comma are counted where they stand; an envelope has action, request id and braces. */
const ENVELOPE = 200;

const lengthOf = (schema: z.core.$ZodType): number =>
  (schema._zod.def.checks ?? [])
    .map((check) => check._zod.def as { check: string; maximum?: number; length?: number })
    .reduce((least, { check, maximum, length }) => {
      if (check === 'max_length') return Math.min(least, maximum ?? least);
      return check === 'length_equals' ? Math.min(least, length ?? least) : least;
    }, Number.POSITIVE_INFINITY);

const hasPattern = (schema: z.core.$ZodType) =>
  (schema._zod.def.checks ?? []).some((check) => check._zod.def.check === 'string_format');

/** Bytes of the largest JSON that the schema takes from an honest form. */
function largest(schema: z.core.$ZodType): number {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Record<string, z.core.$ZodType>).reduce(
      (sum, [name, field]) => sum + name.length + 4 + largest(field),
      2,
    );
  if (schema instanceof z.ZodArray) return 2 + lengthOf(schema) * (largest(schema.element) + 1);
  if (schema instanceof z.ZodUnion) return Math.max(...schema.options.map(largest));
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return Math.max(4, largest(schema.def.innerType));
  // Typed text: its schema measures the raw string, four units and a margin for each character (contract/text.ts).
  if (schema instanceof z.ZodPipe) return 2 + ((lengthOf(schema.in) - 200) / 4) * BYTES_PER_CHARACTER;
  if (schema instanceof z.ZodString)
    return 2 + lengthOf(schema) * (hasPattern(schema) ? 1 : BYTES_PER_CHARACTER);
  if (schema instanceof z.ZodEnum) return 2 + Math.max(...schema.options.map((option) => `${option}`.length));
  return 24;
}

const IN_PIECES = [
  'account.importRoster',
  'case.uploadPicture',
  'hall.correctMinutes',
  'hall.publishMinutes',
  'hall.saveMinutes',
];

test('only what is taken in pieces can be filled in so that one call does not carry it', () => {
  const tooLarge = Object.entries(contract)
    .filter(([, { input }]) => ENVELOPE + largest(input) > LIMIT)
    .map(([action]) => action);
  expect(tooLarge.sort()).toEqual(IN_PIECES);
});

test('the doors take those in pieces, and no others', () => {
  const files = readdirSync(functions, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const declared = files
    .filter((file) => !file.startsWith('platform'))
    .flatMap((file) => readFileSync(path.join(functions, file), 'utf8').split(/^export const /m))
    .filter((declaration) => /^ {2}inPieces:/m.test(declaration))
    .flatMap((declaration) => /Contract\)\['([\w.]+)'\]/.exec(declaration)?.[1] ?? []);
  expect(declared.sort()).toEqual(IN_PIECES);
});

test('the measure itself: a text of ten characters, a list of them, and a pattern', () => {
  expect(largest(text(10))).toBe(32);
  expect(largest(z.array(text(10)).max(3))).toBe(2 + 3 * 33);
  expect(largest(z.string().max(10).regex(/^a+$/))).toBe(12);
  expect(largest(z.string())).toBe(Number.POSITIVE_INFINITY);
});
