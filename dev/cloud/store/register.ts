import { randomBytes } from 'node:crypto';
import { CloudError } from '../errors';

const lifeMs = 30_000;

/** What the register needs to know of a transaction. */
interface Registered {
  readonly id: string;
  readonly ended: Promise<void>;
  abort(): void;
}

/** Who holds which document or unique key, and which documents changed since the oldest open snapshot. */
export class TransactionRegister<Transaction extends Registered> {
  private readonly open = new Map<string, Transaction>();
  private readonly locks = new Map<string, Transaction>();
  private readonly changes = new Map<string, number>();
  private readonly failed = new Set<string>();
  private sequence = 0;

  constructor(
    private readonly make: (id: string, register: TransactionRegister<Transaction>) => Transaction,
  ) {}

  start(): Transaction {
    const transaction = this.make(randomBytes(16).toString('hex'), this);
    this.open.set(transaction.id, transaction);
    const timer = setTimeout(() => transaction.abort(), lifeMs);
    timer.unref();
    void transaction.ended.then(() => clearTimeout(timer));
    return transaction;
  }

  /** @throws CloudError DATABASE_TRANSACTION_FAIL when it was ended or has outlived its 30 s */
  get(id: string): Transaction {
    const transaction = this.open.get(id);
    if (!transaction) {
      throw new CloudError(
        'DATABASE_TRANSACTION_FAIL',
        '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds',
      );
    }
    return transaction;
  }

  /**
   * MongoDB aborts a transaction in which an operation fails: what follows is refused, and only its rollback, which
   * there is nothing left to do for, is answered.
   */
  fail(id: string): void {
    const transaction = this.open.get(id);
    if (!transaction) return;
    transaction.abort();
    this.failed.add(id);
    setTimeout(() => this.failed.delete(id), lifeMs).unref();
  }

  /** @throws CloudError DATABASE_TRANSACTION_FAIL when there is no such transaction */
  abort(id: string): void {
    if (!this.failed.delete(id)) this.get(id).abort();
  }

  /** Notes a change made outside of, or by the commit of, a transaction. */
  noteChange(resource: string): void {
    if (this.open.size > 0) this.changes.set(resource, ++this.sequence);
  }

  now(): number {
    return this.sequence;
  }

  hasChangedSince(resource: string, sequence: number): boolean {
    return (this.changes.get(resource) ?? 0) > sequence;
  }

  get isQuiet(): boolean {
    return this.locks.size === 0;
  }

  holder(resource: string): Transaction | undefined {
    return this.locks.get(resource);
  }

  hold(resource: string, transaction: Transaction): void {
    this.locks.set(resource, transaction);
  }

  end(transaction: Transaction): void {
    this.open.delete(transaction.id);
    for (const [resource, holder] of this.locks) if (holder === transaction) this.locks.delete(resource);
    if (this.open.size === 0) this.changes.clear();
  }

  abortAll(): void {
    for (const transaction of [...this.open.values()]) transaction.abort();
  }
}
