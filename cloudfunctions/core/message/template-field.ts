import { templateMoment } from '../date-words';
import type { PushText } from './message';

// Documented rules of the values in a subscription message (docs/platform.md, Subscription messages). A value that breaks
// those of its field's type, an empty one or one with a line break is refused with 47003. Each type has rules for its
// content, not only a length: `phrase` takes Chinese characters alone, `name` no digits. Ours are words with figures and a
// moment, so a field is taken only where every value of it can be sent.
const THING_MAX = 20;
const FITTING = {
  subject: ['thing'],
  time: ['time', 'date', 'thing'],
  place: ['thing'],
  note: ['thing'],
} as const;
type Fields = Record<keyof typeof FITTING, string>;
const SAYS: readonly (keyof typeof FITTING)[] = ['subject', 'time', 'place', 'note'];

/** What is wrong with the fields of a kind's template, a sentence each that names kind and field. */
export const misfits = (kind: string, fields: Fields): string[] =>
  SAYS.flatMap((says) => {
    const name = fields[says];
    const types: readonly string[] = FITTING[says];
    if (types.includes(name.replace(/[0-9]+$/, ''))) return [];
    return `${kind} 的 ${says} 不能用 ${name}：这类关键词不收任意内容，微信会以 47003 拒收，请换成 ${types.join('、')} 类型的关键词`;
  });

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

/** The `data` of subscribeMessage.send: each field of the template with the value that fits it. */
export function pushData(fields: Fields, push: PushText): Record<string, { value: string }> {
  return {
    [fields.subject]: { value: shortened(push.subject, THING_MAX) },
    [fields.time]: { value: templateMoment(push.time) },
    [fields.place]: { value: shortened(push.place, THING_MAX) },
    [fields.note]: { value: shortened(push.note, THING_MAX) },
  };
}
