import * as z from 'zod';
import type { State } from '../state';

const fields = z.looseObject({
  wxCloudApiToken: z.string().optional(),
  transactionId: z.string().optional(),
  collectionName: z.string().optional(),
});

const writes = new Set([
  'database.modifyDocument',
  'database.removeDocument',
  'database.insertDocument',
  'database.modifyAndReturnDoc',
]);

/**
 * Inside a transaction the SDK sends `where().update()` and `where().remove()` without the transaction's id,
 * so that they survive a rollback. Nobody means that: it is written to the log of the function and counted.
 */
export class TransactionWatch {
  private readonly open = new Map<string, Set<string>>();

  constructor(private readonly state: State) {}

  note(action: string, body: unknown, answer: Record<string, unknown>): void {
    const { wxCloudApiToken: token, transactionId, collectionName } = fields.parse(body);
    const invocation = this.state.gateway.invocations.byToken(token);
    if (!token || !invocation) return;
    if (action === 'database.startTransaction' && typeof answer.transactionId === 'string') {
      this.open.set(token, (this.open.get(token) ?? new Set()).add(answer.transactionId));
    } else if (action === 'database.commitTransaction' || action === 'database.abortTransaction') {
      const ids = this.open.get(token);
      if (transactionId !== undefined) ids?.delete(transactionId);
      if (ids?.size === 0) this.open.delete(token);
    } else if (writes.has(action) && transactionId === undefined && this.open.has(token)) {
      this.state.warnings.push({
        functionName: invocation.functionName,
        action,
        collection: collectionName ?? '',
      });
      this.state.gateway.warn(
        invocation,
        `WARNING: ${action} on ${collectionName} ran outside the open transaction: where() does not carry it. Use doc(id).`,
      );
    }
  }
}
