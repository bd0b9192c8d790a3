import * as z from 'zod';

/** What a field of this name is given; a function of the round, so that several rounds try several things. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/**
 * An input that fits the schema, made from the schema itself, so that an action which is new tomorrow is tried as well.
 * `round` chooses among the values of an enum, the branches of a union and what is `known` by name.
 */
export function sample(schema: z.core.$ZodType, known: Known, round: number, name = ''): unknown {
  // What may be left out is left out in the first round: a place to go on from is beyond the end of a short list.
  if (schema instanceof z.ZodDefault && round % 2 === 0) return undefined;
  const values = known[name];
  if (values && values.length > 0) return values[round % values.length];
  if (schema instanceof z.ZodOptional) return undefined;
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return sample(schema.def.innerType, known, round, name);
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(schema.shape as Record<string, z.core.$ZodType>).map(([key, part]) => [
        key,
        sample(part, known, round, key),
      ]),
    );
  if (schema instanceof z.ZodArray) return [sample(schema.element, known, round, name)];
  if (schema instanceof z.ZodUnion)
    return sample(schema.options[round % schema.options.length] ?? schema, known, round, name);
  if (schema instanceof z.ZodEnum) return schema.options[round % schema.options.length];
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodBoolean) return round % 2 === 0;
  if (schema instanceof z.ZodNumber) return 1;
  return '测试';
}
