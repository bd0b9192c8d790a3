import * as z from 'zod';
import { contract } from '../../cloudfunctions/contract';
import { ballotReply, ballotRequest } from '../../cloudfunctions/contract/ballot';
import { envelopeReply, envelopeRequest } from '../../cloudfunctions/contract/envelope';
import { letterReply, letterRequest } from '../../cloudfunctions/contract/letter';
import { portalAnswers } from '../../cloudfunctions/contract/portal';
import { remarkReply, remarkRequest } from '../../cloudfunctions/contract/remark';
import { optionalText, shortString, text } from '../../cloudfunctions/contract/text';

// Every schema at the doors, walked to its leaves. A schema of a kind that is not listed here is refused, so that a new
// kind is thought about before it is used.

type Fault = string;

/** The schemas inside one, by the name they are reached under. */
function inside(schema: z.core.$ZodType): Array<readonly [string, z.core.$ZodType]> {
  if (schema instanceof z.ZodObject) return Object.entries(schema.shape as Record<string, z.core.$ZodType>);
  if (schema instanceof z.ZodArray) return [['*', schema.element]];
  if (schema instanceof z.ZodRecord)
    return [
      ['key', schema.keyType],
      ['*', schema.valueType],
    ];
  if (schema instanceof z.ZodUnion) return schema.options.map((option, at) => [`${at}`, option] as const);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return [['', schema.def.innerType]];
  if (schema instanceof z.ZodPipe)
    return [
      ['', schema.in],
      ['', schema.out],
    ];
  return [];
}

function faultsIn(
  schema: z.core.$ZodType,
  faultOf: (schema: z.core.$ZodType) => Fault | null,
  path: string,
): string[] {
  const fault = faultOf(schema);
  return [
    ...(fault === null ? [] : [`${path}: ${fault}`]),
    ...inside(schema).flatMap(([name, part]) => faultsIn(part, faultOf, name ? `${path}.${name}` : path)),
  ];
}

const LEAVES = [z.ZodNumber, z.ZodBoolean, z.ZodEnum, z.ZodLiteral];
const WRAPPERS = [z.ZodOptional, z.ZodNullable, z.ZodUnion];
const isOneOf = (schema: z.core.$ZodType, kinds: ReadonlyArray<abstract new (...args: never) => unknown>) =>
  kinds.some((kind) => schema instanceof kind);

/** An answer names what it holds: nothing passes that is not written down, and nothing is made up on the way out. */
function looseness(schema: z.core.$ZodType): Fault | null {
  if (schema instanceof z.ZodObject)
    return schema.def.catchall === undefined ? null : 'not z.object: strict, loose or with a catchall';
  const isKnown = isOneOf(schema, [
    z.ZodString,
    z.ZodISODateTime,
    z.ZodArray,
    z.ZodRecord,
    ...LEAVES,
    ...WRAPPERS,
  ]);
  return isKnown ? null : `${schema._zod.def.type} has no place in an answer`;
}

const LENGTHS = ['max_length', 'length_equals'];
const MEASURES = [...LENGTHS, 'min_length'];

/** An input is measured before it is read: lengths first, and a pattern only for what passed them. */
function boundlessness(schema: z.core.$ZodType): Fault | null {
  const checks = (schema._zod.def.checks ?? []).map((check) => check._zod.def);
  const at = checks.findIndex(({ check }) => LENGTHS.includes(check));
  if (schema instanceof z.ZodString) {
    if (at === -1) return 'a string without a longest length';
    if (checks.slice(0, at).some(({ check }) => !MEASURES.includes(check)))
      return 'looked at before it is measured';
    const isLookedAt = checks.some(({ check }) => !MEASURES.includes(check));
    return isLookedAt && !checks[at]?.abort ? 'looked at although it is too long' : null;
  }
  if (schema instanceof z.ZodArray) return at === -1 ? 'an array without a longest length' : null;
  if (schema instanceof z.ZodObject)
    return schema.def.catchall instanceof z.ZodNever ? null : 'not z.strictObject: unknown fields would pass';
  const isKnown = isOneOf(schema, [z.ZodDefault, z.ZodPipe, z.ZodTransform, ...LEAVES, ...WRAPPERS]);
  return isKnown ? null : `${schema._zod.def.type} has no place in an input`;
}

const inputs: Array<readonly [string, z.core.$ZodType]> = [
  ...Object.entries(contract).map(([action, { input }]) => [action, input] as const),
  ['envelope', envelopeRequest],
  ['ballot', ballotRequest],
  ['remark', remarkRequest],
  ['letterbox', letterRequest],
];
const outputs: Array<readonly [string, z.core.$ZodType]> = [
  ...Object.entries(contract).map(([action, { output }]) => [action, output] as const),
  ...Object.entries(portalAnswers).map(([what, answer]) => [`portal ${what}`, answer] as const),
  ['envelope', envelopeReply],
  ['ballot', ballotReply],
  ['remark', remarkReply],
  ['letterbox', letterReply],
];

test('no input of any door has a text or a list without bounds', () => {
  expect(inputs.length).toBeGreaterThan(100);
  expect(inputs.flatMap(([name, schema]) => faultsIn(schema, boundlessness, name))).toEqual([]);
});

test('no answer of any door is loose, at any depth', () => {
  expect(outputs.length).toBeGreaterThan(100);
  expect(outputs.flatMap(([name, schema]) => faultsIn(schema, looseness, name))).toEqual([]);
});

test.each([
  ['a string without bounds', z.string()],
  ['a pattern before the length', z.string().regex(/a/).max(3, { abort: true })],
  ['a length that does not stop the pattern', z.string().max(3).regex(/a/)],
  ['a list without bounds', z.array(z.boolean())],
  ['a string in a list', z.array(z.string()).max(2)],
  ['a record', z.record(shortString(3), z.boolean())],
  ['an object that strips', z.object({})],
  ['anything', z.strictObject({ deep: z.unknown().optional() })],
])('an input is refused for %s', (_label, schema) => {
  expect(faultsIn(schema, boundlessness, 'input')).toHaveLength(1);
});

test.each([
  ['a strict object', z.strictObject({})],
  ['a loose one', z.array(z.looseObject({}))],
  ['anything', z.object({ deep: z.any().nullable() })],
  ['what is filled in on the way', z.object({ deep: z.string().default('') })],
  ['what is changed on the way', z.string().transform(Number)],
])('an answer is refused for %s', (_label, schema) => {
  expect(faultsIn(schema, looseness, 'answer').length).toBeGreaterThan(0);
});

test.each([
  ['text', text(10)],
  ['text that may be empty', optionalText(10)],
])(
  '%s of ten letters with their accents apart is taken; far more is refused by its length alone',
  (_label, schema) => {
    expect(schema.parse('e\u0301'.repeat(10))).toBe('é'.repeat(10));
    expect(schema.parse('😀'.repeat(10))).toBe('😀'.repeat(10));
    const normalize = jest.spyOn(String.prototype, 'normalize');
    try {
      expect(schema.safeParse('a\u0301\u0323'.repeat(50_000)).success).toBe(false);
      expect(normalize).not.toHaveBeenCalled();
    } finally {
      normalize.mockRestore();
    }
  },
);
