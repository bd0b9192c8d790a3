import { CloudError } from '../errors';
import { Disk } from './disk';
import { TransactionRegister } from './register';
import type { CollectionDefinition } from './schema';
import { integer, text } from './sqlite';
import { Table } from './table';
import { Transaction } from './transaction';

/** The documents of one data folder: collections, and the transactions that are open on them. */
export class Store {
  readonly disk: Disk;
  readonly transactions: TransactionRegister<Transaction>;
  private readonly tables = new Map<string, Table>();

  constructor(directory: string, definitions: CollectionDefinition[], powerSafe = true) {
    this.disk = new Disk(directory, powerSafe);
    this.transactions = new TransactionRegister((id, register) => new Transaction(id, this.disk, register));
    try {
      this.disk.write(() => {
        for (const row of this.disk.main.rows('SELECT number, name FROM collection')) {
          this.tables.set(text(row, 1), new Table(this.disk, text(row, 1), integer(row, 0)));
        }
        for (const definition of definitions) {
          const table = this.tables.get(definition.name) ?? this.make(definition.name);
          table.applyDefinition(definition);
        }
      });
      this.disk.flush();
      this.disk.undone = () => {
        for (const table of this.tables.values()) table.readFlags();
      };
    } catch (error) {
      this.disk.close();
      throw error;
    }
  }

  /** @throws CloudError DATABASE_COLLECTION_NOT_EXIST */
  table(name: string): Table {
    const table = this.tables.get(name);
    if (!table)
      throw new CloudError(
        'DATABASE_COLLECTION_NOT_EXIST',
        `[ResourceNotFound] Db or Table not exist: ${name}`,
      );
    return table;
  }

  names(): string[] {
    return [...this.tables.keys()];
  }

  async create(name: string): Promise<void> {
    if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name))
      throw new CloudError('INVALID_PARAM', `not a collection name: ${name}`);
    if (this.tables.has(name))
      throw new CloudError('DATABASE_COLLECTION_ALREADY_EXIST', `Table exist: ${name}`);
    this.disk.write(() => this.make(name));
    await this.disk.durable();
  }

  close(): void {
    this.transactions.abortAll();
    this.disk.close();
  }

  private make(name: string): Table {
    const { rowid } = this.disk.main.run('INSERT INTO collection (name) VALUES (?)', [name]);
    const table = new Table(this.disk, name, rowid);
    this.tables.set(name, table);
    return table;
  }
}
