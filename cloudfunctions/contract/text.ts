import * as z from 'zod';

/**
 * What does not show, or changes what stands beside it, has no place in what people type: controls, directions, and what
 * Unicode calls default-ignorable. Joiners, variation selectors and tags pass where they belong: after an emoji or a
 * letter, one at a time.
 */
const HIDDEN =
  /[^\P{Cc}\n\t]|\p{Bidi_Control}|[\u2028\u2029\u2800]|(?!\u200c|\u200d|\p{Variation_Selector}|[\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}|(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|[\u{e0020}-\u{e007e}])[\u{e0020}-\u{e007f}]|(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\p{L}|\p{M})(?:\u200c|\u200d)|(?<![\p{L}\p{N}\p{S}\p{P}\p{Extended_Pictographic}])\p{Variation_Selector}/u;
/** A text holds at least one character that shows. */
const SHOWN = /[^\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * More marks in a row than any language writes: 30 is the bound of the Stream-Safe Text Format (Unicode Standard Annex
 * 15, section 13), Tibetan stacks about ten. Normalising puts the marks of one letter in order by insertion, which takes
 * the square of their number. The two voicing marks of half-width kana become such marks under NFKC.
 */
const HEAPED = /[\p{M}\uff9e\uff9f]{31}/u;

/** Is there a heap of marks in what came by another way than an input, as the cells of a workbook do? */
export const hasHeapedMarks = (value: string): boolean => HEAPED.test(value);

/**
 * The schema of each bound is made once: to make one takes longer than to read a text by it, and a function makes all of
 * its schemas before it answers its first call.
 */
function onePerBound<Schema>(make: (max: number) => Schema): (max: number) => Schema {
  const made = new Map<number, Schema>();
  return (max) => {
    const schema = made.get(max) ?? make(max);
    made.set(max, schema);
    return schema;
  };
}

/**
 * A string of at most `max` UTF-16 units without heaps of marks. The length is known without reading, and what is
 * longer is looked at no further: no pattern, no normalising. Every string of an input begins with this.
 */
export const shortString = onePerBound((max) =>
  z
    .string()
    .max(max, { abort: true })
    .refine((value) => !hasHeapedMarks(value), { message: 'text_marks', abort: true }),
);

/**
 * Units of raw text that may become `max` characters: a character takes up to two, a letter with its accents apart up
 * to four, and there may be blanks around.
 */
const rawMax = (max: number) => 4 * max + 200;

const cleaned = (max: number) =>
  shortString(rawMax(max)).transform((value) => value.normalize('NFC').replace(/\r\n?/g, '\n').trim());
const length = (value: string) => Array.from(value).length;

/** What a person typed, one line or more: trimmed, NFC, 1 to `max` characters (code points), no control characters. */
export const text = onePerBound((max) =>
  cleaned(max)
    .refine((value) => value.length > 0, { message: 'text_empty' })
    .refine((value) => length(value) <= max, { message: 'text_too_long' })
    .refine((value) => !HIDDEN.test(value), { message: 'text_control' })
    .refine((value) => SHOWN.test(value), { message: 'text_empty' }),
);

/** The same, but may be left empty. */
export const optionalText = onePerBound((max) =>
  cleaned(max)
    .refine((value) => length(value) <= max, { message: 'text_too_long' })
    .refine((value) => !HIDDEN.test(value), { message: 'text_control' })
    .refine((value) => value === '' || SHOWN.test(value), { message: 'text_empty' })
    .default(''),
);

/** Milliseconds since the epoch, UTC. */
export const instant = z.int().min(0).max(4_102_444_800_000);

export const id = shortString(80)
  .min(1)
  .regex(/^[A-Za-z0-9:_.-]+$/, { message: 'id_malformed' });

/** Where the next page begins; opaque to the phone. */
export const cursor = shortString(200).min(1);
