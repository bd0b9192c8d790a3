import * as z from 'zod';

/** Numbers from 0 up to 1. */
export type Random = () => number;

/** Ids, codes and numbers that are there, by the name of the field that takes them. */
export type Known = Readonly<Record<string, readonly string[]>>;

export interface Making {
  known: Known;
  random: Random;
  /** Written into every text, so that it can be looked for where no text belongs. */
  word: string;
}

export const oneOf = <T>(values: readonly T[], random: Random): T | undefined =>
  values[Math.floor(random() * values.length)];

/** Where the name of a field does not say by itself whose id it is. */
const ALSO: Readonly<Record<string, string>> = {
  leadId: 'departmentId',
  successorId: 'departmentId',
  coIds: 'departmentId',
  coDepartmentIds: 'departmentId',
  leaderId: 'personId',
  callerId: 'personId',
  askerId: 'personId',
  personIds: 'personId',
  intoId: 'caseId',
  before: 'questionId',
};

/** An input that the schema takes, as far as a schema says it: names of what is there, values from one bound to the other. */
export function valid(schema: z.core.$ZodType, making: Making, name = ''): unknown {
  const { random } = making;
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return random() < 0.6 ? undefined : valid(schema.def.innerType, making, name);
  if (schema instanceof z.ZodNullable)
    return random() < 0.4 ? null : valid(schema.def.innerType, making, name);
  if (schema instanceof z.ZodPipe) return valid(schema.in, making, name);
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(schema.shape as Record<string, z.core.$ZodType>).map(([key, part]) => [
        key,
        valid(part, making, key),
      ]),
    );
  if (schema instanceof z.ZodArray) {
    const few = Array.from({ length: Math.floor(random() * 3) }, () => valid(schema.element, making, name));
    return few.length === 0 && !schema.safeParse([]).success ? [valid(schema.element, making, name)] : few;
  }
  if (schema instanceof z.ZodUnion) return valid(oneOf(schema.options, random) ?? schema, making, name);
  if (schema instanceof z.ZodEnum) return oneOf(schema.options, random);
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodBoolean) return random() < 0.5;
  if (schema instanceof z.ZodNumber) return numberOf(schema, making, name);
  return textOf(schema, making, name);
}

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 11, 10);

function numberOf(schema: z.ZodNumber, { random }: Making, name: string): number {
  if (/At$|^from$|^to$|^upTo$|promisedFor/.test(name))
    return NOW + Math.floor((random() - 0.5) * 60) * DAY_MS;
  const least = Math.max(schema.minValue ?? 0, -1_000_000);
  const most = Math.min(schema.maxValue ?? 1_000, least + 1_000);
  const number = oneOf([least, most, least + random() * (most - least)], random) ?? least;
  return schema.isInt ? Math.floor(number) : number;
}

const WORDS = ['热水', '三号楼热水时断时续', '食堂', '林小满', '请核实。', '2026-11-26', '20240101'];

function textOf(schema: z.core.$ZodType, { known, random, word }: Making, name: string): string {
  const names = known[name] ?? known[ALSO[name] ?? ''] ?? [];
  const fitting = names.filter((value) => z.safeParse(schema, value).success);
  const found = oneOf(fitting, random);
  if (found !== undefined && random() < 0.9) return found;
  const written = `${oneOf(WORDS, random)}${word}`;
  return (
    [written, oneOf(WORDS, random) ?? '', '', 'logistics', 'a'.repeat(32), 'ab'.repeat(16)].find(
      (text) => z.safeParse(schema, text).success,
    ) ?? written
  );
}
