import * as z from 'zod';
import type { MessageKind } from '../../../miniprogram/shared/labels';
import { misfits } from '../../core/message/template-field';

/**
 * How one kind of message is sent: the college's own template and which of its fields says what. WeChat gives the
 * field names when a template is chosen, so they are configuration; these are the ones docs/deploy.md asks for.
 */
export interface Template {
  id: string;
  fields: { subject: string; time: string; place: string; note: string };
}

const FIELDS: Template['fields'] = { subject: 'thing1', time: 'time2', place: 'thing3', note: 'thing4' };

const fieldName = z.string().regex(/^[a-z_]+[0-9]+$/);
const configured = z.record(
  z.string(),
  z.union([
    z.string().min(1),
    z.strictObject({
      id: z.string().min(1),
      fields: z.strictObject({ subject: fieldName, time: fieldName, place: fieldName, note: fieldName }),
    }),
  ]),
);

/**
 * MESSAGE_TEMPLATES: JSON of message kind → template id, or → { id, fields }. Kinds without a template are told in
 * the inbox only.
 *
 * @throws Error when the variable is there but is not that, or names a field that cannot take every value.
 */
export function templates(): Partial<Record<MessageKind, Template>> {
  const written = process.env.MESSAGE_TEMPLATES;
  if (!written) return {};
  const entries = Object.entries(configured.parse(JSON.parse(written))).map(
    ([kind, template]) =>
      [kind, typeof template === 'string' ? { id: template, fields: FIELDS } : template] as const,
  );
  const wrong = entries.flatMap(([kind, { fields }]) => misfits(kind, fields));
  if (wrong.length > 0) throw new Error(`MESSAGE_TEMPLATES: ${wrong.join('；')}`);
  return Object.fromEntries(entries);
}

/** Message kind → template id, as the phone's consent sheet needs it inside the tap. */
export const templateIds = (): Record<string, string> =>
  Object.fromEntries(Object.entries(templates()).map(([kind, template]) => [kind, template.id]));
