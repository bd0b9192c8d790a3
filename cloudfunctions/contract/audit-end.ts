import * as z from 'zod';

/** The end of the chain over the audit log: its newest link, as it is published. */
export const auditEnd = z.object({ number: z.number(), digest: z.string() });
export type AuditEnd = z.output<typeof auditEnd>;
