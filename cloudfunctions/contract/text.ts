import * as z from 'zod';

/** Control and direction-changing characters have no place in what people type; joiners of emoji do. */
const CONTROL = /[^\P{Cc}\n\t]|[\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

/** What a person typed, one line or more: trimmed, NFC, 1 to `max` characters (code points), no control characters. */
export const text = (max: number) =>
  z
    .string()
    .transform((value) => value.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .refine((value) => value.length > 0, { message: 'text_empty' })
    .refine((value) => Array.from(value).length <= max, { message: 'text_too_long' })
    .refine((value) => !CONTROL.test(value), { message: 'text_control' });

/** The same, but may be left empty. */
export const optionalText = (max: number) =>
  z
    .string()
    .transform((value) => value.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .refine((value) => Array.from(value).length <= max, { message: 'text_too_long' })
    .refine((value) => !CONTROL.test(value), { message: 'text_control' })
    .default('');

/** Milliseconds since the epoch, UTC. */
export const instant = z.int().min(0).max(4_102_444_800_000);

export const id = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[A-Za-z0-9:_.-]+$/, { message: 'id_malformed' });

/** Where the next page begins; opaque to the phone. */
export const cursor = z.string().min(1).max(200);
