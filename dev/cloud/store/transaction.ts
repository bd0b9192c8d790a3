import { CloudError } from '../errors';
import type { Disk } from './disk';
import { type FindOptions, type Found, find, type Overlay, overlayKey } from './find';
import { encodeKey } from './key';
import type { TransactionRegister } from './register';
import { keysOf, type Secondary } from './secondary';
import type { Connection } from './sqlite';
import { duplicate, type Table } from './table';
import { type Document, readBody } from './value';

export function documentResource(table: Table, id: Buffer): string {
  return `d${table.number}:${overlayKey(id)}`;
}

export function uniqueResources(
  table: Table,
  document: Document,
): { index: Secondary; key: Buffer; resource: string }[] {
  return table.indexes
    .filter((index) => index.unique)
    .flatMap((index) =>
      keysOf(index, document).keys.map((key) => ({
        index,
        key,
        resource: `u${index.number}:${overlayKey(key)}`,
      })),
    );
}

/**
 * Snapshot isolation: reads see the documents as they were at the first operation, and the transaction's own
 * writes. The first to write a document wins; the other is told at once, not at its commit.
 */
export class Transaction {
  readonly ended: Promise<void>;
  private settle: () => void = () => undefined;
  private snapshot: { connection: Connection; release(): void } | undefined;
  private since = 0;
  private readonly writes = new Map<Table, Overlay>();
  private isOver = false;

  constructor(
    readonly id: string,
    private readonly disk: Disk,
    private readonly register: TransactionRegister<Transaction>,
  ) {
    this.ended = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  find(table: Table, query: Document, options: Omit<FindOptions, 'connection' | 'overlay'> = {}): Found[] {
    return find(table, query, { ...options, connection: this.pin(), overlay: this.writes.get(table) });
  }

  get(table: Table, id: Buffer): Document | undefined {
    const connection = this.pin();
    const own = this.writes.get(table)?.get(overlayKey(id));
    if (own !== undefined) return own ?? undefined;
    const stored = table.find(id, connection);
    return stored && readBody(stored.body);
  }

  /**
   * Writes a document, or removes it with null.
   * @throws CloudError DATABASE_TRANSACTION_CONFLICT when another transaction holds it or it has changed since
   */
  put(table: Table, id: Buffer, document: Document | null): void {
    this.pin();
    this.claim(documentResource(table, id));
    if (document) this.claimUnique(table, id, document);
    const overlay = this.writes.get(table) ?? new Map();
    overlay.set(overlayKey(id), document);
    this.writes.set(table, overlay);
  }

  commit(): void {
    try {
      if (this.writes.size > 0) this.disk.write(() => this.apply());
    } finally {
      this.end();
    }
  }

  abort(): void {
    this.end();
  }

  private pin(): Connection {
    if (!this.snapshot) {
      this.snapshot = this.disk.snapshot();
      this.since = this.register.now();
    }
    return this.snapshot.connection;
  }

  private claim(resource: string): void {
    const holder = this.register.holder(resource);
    if (holder === this) return;
    if (holder || this.register.hasChangedSince(resource, this.since)) throw conflict();
    this.register.hold(resource, this);
  }

  private claimUnique(table: Table, id: Buffer, document: Document): void {
    for (const { index, key, resource } of uniqueResources(table, document)) {
      this.claim(resource);
      const holder = table.holder(index, key);
      if (holder && !holder.equals(id) && !this.writes.get(table)?.has(overlayKey(holder))) {
        throw duplicate(table.name, index, document);
      }
    }
  }

  private apply(): void {
    for (const [table, overlay] of this.writes) {
      const isRemoval = ([, document]: [string, Document | null]) => document === null;
      for (const [key, document] of [...overlay].sort(
        (a, b) => Number(isRemoval(b)) - Number(isRemoval(a)),
      )) {
        const id = Buffer.from(key, 'latin1');
        const stored = table.find(id);
        if (document && stored) table.replace(stored.row, readBody(stored.body), document);
        else if (document) table.insert(document);
        else if (stored) table.remove(stored.row, readBody(stored.body));
        this.register.noteChange(documentResource(table, id));
      }
    }
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.snapshot?.release();
    this.snapshot = undefined;
    this.register.end(this);
    this.settle();
  }
}

export function idOf(document: Document): Buffer {
  return encodeKey(document._id);
}

function conflict(): CloudError {
  return new CloudError(
    'DATABASE_TRANSACTION_CONFLICT',
    '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others',
  );
}
