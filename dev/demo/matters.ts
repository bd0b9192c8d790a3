import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { CATEGORY_ID } from '../../miniprogram/shared/category';
import { root } from '../root';

const matter = z.strictObject({
  departmentId: z.string(),
  category: z.string().regex(CATEGORY_ID),
  title: z.string(),
  text: z.string(),
  answer: z.string(),
});
export type Matter = z.output<typeof matter>;

const matters = z
  .array(matter)
  .min(1)
  .parse(JSON.parse(readFileSync(join(root, 'dev', 'demo', 'matters.json'), 'utf8')));

/** What people of the demo ask about; the list begins again when it has been gone through. */
export const matterAt = (index: number): Matter => {
  const found = matters[index % matters.length];
  if (!found) throw new Error('the list of matters is empty');
  return found;
};
