import * as z from 'zod';

/** One invocation, sent to a function process. `env` is that invocation's alone; `offsetMs` moves its clock. */
export interface Job {
  id: string;
  event: unknown;
  env: Record<string, string>;
  context: Record<string, unknown>;
  offsetMs: number;
}

/** What a function process says: that it has loaded, or how an invocation ended. `value` is JSON text. */
export const report = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loaded') }),
  z.object({ kind: z.literal('result'), id: z.string(), value: z.string().optional() }),
  z.object({
    kind: z.literal('error'),
    id: z.string().optional(),
    message: z.string(),
    stack: z.string().optional(),
  }),
]);
export type Report = z.infer<typeof report>;
