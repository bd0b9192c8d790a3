import * as z from 'zod';

// The smallest input that a schema of the contract takes. What it means does not matter: the ids name nothing.

const STRINGS = [
  '',
  'a',
  'logistics',
  '2026-11-26',
  '2026-11',
  '00000000-0000-4000-8000-000000000000',
  'a'.repeat(32),
  'a'.repeat(64),
  // A public key.
  'A'.repeat(392),
];
const NUMBERS = [0, 1, 5];

/** @throws when the contract holds a kind of schema that is not known here */
export function sampleInput(schema: z.ZodType): unknown {
  if (schema.safeParse(undefined).success) return undefined;
  if (schema.safeParse(null).success) return null;
  if (schema instanceof z.ZodObject) return sampleObject(schema);
  if (schema instanceof z.ZodArray) {
    if (schema.safeParse([]).success) return [];
    if (schema.element instanceof z.ZodType) return [sampleInput(schema.element)];
  }
  if (schema instanceof z.ZodUnion) {
    const [first] = schema.options;
    if (first instanceof z.ZodType) return sampleInput(first);
  }
  if (schema instanceof z.ZodLiteral) return [...schema.values][0];
  const plain = [false, ...NUMBERS, ...STRINGS, ...(schema instanceof z.ZodEnum ? schema.options : [])];
  const fitting = plain.find((value) => schema.safeParse(value).success);
  if (fitting === undefined) throw new Error(`no sample for ${schema.def.type}`);
  return fitting;
}

function sampleObject(schema: z.ZodObject): Record<string, unknown> {
  const fields = Object.entries(schema.shape).map(([field, inner]) => [
    field,
    inner instanceof z.ZodType ? sampleInput(inner) : undefined,
  ]);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}
