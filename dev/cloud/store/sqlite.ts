import Libsql from 'libsql';

/** One row, in the order of the selected columns. */
export type Row = unknown[];
export type Parameter = string | number | Buffer | null;

/** Statements come from a closed set of texts (one set per table), so the cache of each connection stays small. */
export class Connection {
  private readonly handle: Libsql.Database;
  private readonly statements = new Map<string, Libsql.Statement>();

  constructor(path: string) {
    this.handle = new Libsql(path);
  }

  exec(sql: string): void {
    this.handle.exec(sql);
  }

  rows(sql: string, parameters: Parameter[] = []): Row[] {
    const rows: Row[] = [];
    for (const row of this.statement(sql).iterate(parameters)) if (Array.isArray(row)) rows.push(row);
    return rows;
  }

  row(sql: string, parameters: Parameter[] = []): Row | undefined {
    const row: unknown = this.statement(sql).get(parameters);
    return Array.isArray(row) ? row : undefined;
  }

  /** @returns how many rows changed, and the row number the last insert was given */
  run(sql: string, parameters: Parameter[] = []): { changes: number; rowid: number } {
    const result = this.statement(sql).run(parameters);
    return { changes: result.changes, rowid: Number(result.lastInsertRowid) };
  }

  get isInTransaction(): boolean {
    return this.handle.inTransaction;
  }

  close(): void {
    this.statements.clear();
    this.handle.close();
  }

  private statement(sql: string): Libsql.Statement {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.handle.prepare(sql);
      if (/^\s*(SELECT|PRAGMA)/i.test(sql)) statement.raw(true);
      this.statements.set(sql, statement);
    }
    return statement;
  }
}

export function text(row: Row, column: number): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`column ${column} holds ${typeof value}, not text`);
  return value;
}

export function integer(row: Row, column: number): number {
  const value = row[column];
  if (typeof value !== 'number') throw new Error(`column ${column} holds ${typeof value}, not a number`);
  return value;
}

export function blob(row: Row, column: number): Buffer {
  const value = row[column];
  if (!Buffer.isBuffer(value)) throw new Error(`column ${column} holds ${typeof value}, not bytes`);
  return value;
}

/** SQLite's symbolic error code, e.g. SQLITE_CONSTRAINT_UNIQUE; empty when it is another kind of error. */
export function sqliteCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
