import { chineseMoment } from '../date-words';
import type { PushText } from './message';

// Documented limits of the values in a subscription message (docs/platform.md, Subscription messages). A value over
// its limit, an empty one or one with a line break is refused with 47003, so values are made to fit before they are
// sent.
const LENGTHS: Readonly<Record<string, number>> = {
  thing: 20,
  letter: 32,
  symbol: 5,
  character_string: 32,
  name: 10,
  phrase: 5,
};

/** One line of at most `max` characters, with an ellipsis where it was cut. Never half a character, never empty. */
export function shortened(text: string, max: number): string {
  const line = text.replace(/\s+/gu, ' ').trim() || '详情请点开';
  const characters = Array.from(line);
  // An emoji counts as two for WeChat as it does in a string, so the length of the string is what is compared.
  if (line.length <= max) return line;
  let kept = '';
  for (const character of characters) {
    if (kept.length + character.length > max - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** The value of a field by the type its name begins with: `thing1`, `time2`, `date3`. */
export function fieldValue(name: string, text: string | number): string {
  const type = name.replace(/[0-9]+$/, '');
  if (typeof text === 'number') return type === 'number' ? String(text) : chineseMoment(text);
  return shortened(text, LENGTHS[type] ?? 20);
}

/** The `data` of subscribeMessage.send: each field of the template with the value that fits it. */
export function pushData(
  fields: { subject: string; time: string; place: string; note: string },
  push: PushText,
): Record<string, { value: string }> {
  return {
    [fields.subject]: { value: fieldValue(fields.subject, push.subject) },
    [fields.time]: { value: fieldValue(fields.time, push.time) },
    [fields.place]: { value: fieldValue(fields.place, push.place) },
    [fields.note]: { value: fieldValue(fields.note, push.note) },
  };
}
