import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { root } from '../root';

const plan = z.strictObject({
  plan: z.string(),
  measures: z.array(z.string()).min(1),
  notes: z.array(z.string()),
});
export type CardPlan = z.output<typeof plan>;

const plans = z
  .record(z.string(), z.array(plan).min(1))
  .parse(JSON.parse(readFileSync(join(root, 'dev', 'demo', 'card-plans.json'), 'utf8')));

/** What a department does about its n-th card. */
export function planOf(departmentId: string, place: number): CardPlan {
  const known = plans[departmentId] ?? [];
  const found = known[place % known.length];
  if (!found) throw new Error(`card-plans.json has nothing for ${departmentId}`);
  return found;
}
