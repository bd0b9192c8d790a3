import * as z from 'zod';

const repeated = (unit: string) => (length: number) =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Texts that cost most to read: marks to be put in order, syllables to be put together, blanks to be taken away. */
const COSTLY: readonly ((length: number) => string)[] = [
  repeated('\u0315\u0300\u05b0\u0345'),
  repeated(`a${'\u0345\u0300'.repeat(15)}`),
  repeated('\uff9e\u0345'),
  repeated('\u1100\u1161\u11a8\u1161'),
  (length) => `${' '.repeat(length >> 1)}a${' '.repeat((length - 1) >> 1)}`,
  repeated('\r'),
  repeated('a1'),
];
/** Longer lists cost the same for each entry. */
const LIST = 80;

/** The largest inputs that a schema lets in by their lengths, each filled with one kind of costly text. */
export const worstTexts = (schema: z.core.$ZodType): unknown[] =>
  COSTLY.map((words) => filled(schema, words));

function filled(schema: z.core.$ZodType, words: (length: number) => string): unknown {
  if (schema instanceof z.ZodString) return words(schema.maxLength ?? 0);
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(schema.shape as Record<string, z.core.$ZodType>).map(([name, part]) => [
        name,
        filled(part, words),
      ]),
    );
  if (schema instanceof z.ZodArray) return Array.from({ length: LIST }, () => filled(schema.element, words));
  if (schema instanceof z.ZodUnion) return filled(schema.options[0] ?? schema, words);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return filled(schema.def.innerType, words);
  if (schema instanceof z.ZodPipe) return filled(schema.in, words);
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return schema.value;
  return schema instanceof z.ZodBoolean ? true : 1;
}
