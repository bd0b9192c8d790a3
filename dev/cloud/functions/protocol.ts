import * as z from 'zod';

/** One invocation, sent to a function process. `env` is that invocation's alone; `offsetMs` moves its clock. */
export interface Job {
  id: string;
  event: unknown;
  env: Record<string, string>;
  context: Record<string, unknown>;
  offsetMs: number;
}

/** What a function process is told to do. */
export type Order =
  /** Begin a life: these variables and no others, and the module of this file, evaluated anew. */
  | { kind: 'load'; file: string; env: Record<string, string>; codeCache: string | undefined }
  | { kind: 'run'; job: Job }
  /** End the life. The process says `retired` when nothing of it is left, and ends itself when something stays. */
  | { kind: 'retire' };

/** What a function process says: that it has loaded, how an invocation ended, or that its life is over. `value` is JSON. */
export const report = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loaded') }),
  z.object({ kind: z.literal('retired') }),
  z.object({ kind: z.literal('result'), id: z.string(), value: z.string().optional(), cpuMs: z.number() }),
  z.object({
    kind: z.literal('error'),
    id: z.string().optional(),
    message: z.string(),
    stack: z.string().optional(),
  }),
]);
export type Report = z.infer<typeof report>;
