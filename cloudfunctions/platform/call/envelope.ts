import * as z from 'zod';
import { PIECE_BYTES, PIECES_MAX } from '../../../miniprogram/shared/pieces';
import { shortString } from '../../contract/text';
import { DomainError } from '../../core/domain-error';

/** One call carries 100 KB (miniprogram/shared/pieces.ts). UTF-16 units, names included. */
const UNITS_MAX = 100_000;
/** Put together from pieces: the largest honest input is a roster of 2,000,000 characters (contract/account.ts). */
const WHOLE_UNITS_MAX = 2_100_000;
/** Values in an input at all depths; minutes of forty questions with everything ticked have about 800. */
const PARTS_MAX = 5_000;

/** Part of a call that is too large for one. */
export const piece = z
  .strictObject({
    part: z.int().min(0).max(PIECES_MAX),
    parts: z.int().min(2).max(PIECES_MAX),
    text: shortString(PIECE_BYTES).min(1),
  })
  .refine(({ part, parts }) => part < parts, { path: ['part'], message: 'too_big' });

const envelope = z.strictObject({
  action: shortString(60),
  requestId: shortString(64)
    .regex(/^[A-Za-z0-9-]{8,64}$/)
    .optional(),
  input: z.unknown().optional(),
  /** Instead of the input. */
  piece: piece.optional(),
});

/**
 * What a phone sent, as far as it may be looked at before we know who sent it: measured, then opened one level deep.
 * `input` is as it came.
 *
 * @throws DomainError invalid_input
 */
export function readEnvelope(event: unknown): z.output<typeof envelope> {
  const sent = withoutPlatformFields(event);
  if (isTooLarge(sent, UNITS_MAX)) throw new DomainError('invalid_input', { input: 'too_big' });
  return parse(envelope, sent);
}

/** The input of a call that came in pieces. @throws DomainError invalid_input unless it is the call it said it was */
export function readWhole(
  text: string,
  { action, requestId }: { action: string; requestId: string },
): unknown {
  let sent: unknown;
  try {
    sent = JSON.parse(text);
  } catch {
    throw new DomainError('invalid_input', { piece: 'not_json' });
  }
  if (isTooLarge(sent, WHOLE_UNITS_MAX)) throw new DomainError('invalid_input', { input: 'too_big' });
  const whole = parse(envelope, sent);
  if (whole.action !== action || whole.requestId !== requestId)
    throw new DomainError('invalid_input', { piece: 'other_call' });
  return whole.input;
}

/** Counts lengths, which are known without reading, and stops at the limit. */
function isTooLarge(sent: unknown, unitsMax: number): boolean {
  const waiting: unknown[] = [sent];
  let units = 0;
  for (let parts = 0; waiting.length > 0; parts++) {
    const value = waiting.pop();
    if (typeof value === 'string') units += value.length;
    else if (Array.isArray(value)) {
      if (value.length > PARTS_MAX) return true;
      waiting.push(...value);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        units += name.length;
        waiting.push(inner);
      }
    }
    if (units > unitsMax || parts + waiting.length > PARTS_MAX) return true;
  }
  return false;
}

/** The platform adds `userInfo` and `tcbContext` to what the phone sent; they are neither input nor to be trusted. */
function withoutPlatformFields(event: unknown): unknown {
  if (typeof event !== 'object' || event === null) return event;
  const { userInfo: _userInfo, tcbContext: _tcbContext, ...rest } = event as Record<string, unknown>;
  return rest;
}

/** Fields named in one refusal, and characters of a field's name: names of unknown fields are a stranger's words. */
const FIELDS_MAX = 20;
const FIELD_NAME_MAX = 80;

/** @throws DomainError invalid_input with the code of each wrong field, by its dotted path */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const names =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of names.slice(0, FIELDS_MAX))
      fields[path.join('.').slice(0, FIELD_NAME_MAX) || 'input'] ??= codeOf(issue);
  }
  throw new DomainError('invalid_input', Object.fromEntries(Object.entries(fields).slice(0, FIELDS_MAX)));
}

/** Our own codes are the messages of checks; a string that is too long has one sentence, wherever it was measured. */
function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message;
  return issue.code === 'too_big' && issue.origin === 'string' ? 'text_too_long' : issue.code;
}
