import { encodeKey } from './key';
import type { Secondary } from './secondary';
import { type Connection, integer, type Parameter } from './sqlite';
import { type Document, encode } from './value';

/** Rows of one INSERT: fewer statements are most of what a bulk load gains; the rest is keys in order. */
const perStatement = 100;

/** Whether it is worth it; below, one by one is as fast. */
export const bulkFrom = 50;

/**
 * Writes many new documents and their index rows, the index rows of all of them in key order.
 * @throws SqliteError on a key that is taken; the caller undoes what was written
 */
export function insertBulk(
  connection: Connection,
  table: string,
  indexes: readonly Secondary[],
  keysOf: (index: Secondary, document: Document) => Buffer[],
  documents: readonly Document[],
): void {
  const last = connection.row('SELECT seq FROM sqlite_sequence WHERE name = ?', [table]);
  const first = (last ? integer(last, 0) : 0) + 1;
  const bodies = documents.map((document, i): Parameter[] => [
    first + i,
    encodeKey(document._id),
    encode(document),
  ]);
  insertRows(connection, `${table} (row, id, body)`, bodies);
  for (const index of indexes) {
    const rows = documents.flatMap((document, i) =>
      keysOf(index, document).map((key) => ({ key, row: first + i })),
    );
    rows.sort((a, b) => Buffer.compare(a.key, b.key) || a.row - b.row);
    insertRows(
      connection,
      `${index.table} (key, row)`,
      rows.map(({ key, row }): Parameter[] => [key, row]),
    );
  }
}

function insertRows(connection: Connection, into: string, rows: Parameter[][]): void {
  const one = `(${rows[0]?.map(() => '?').join(', ')})`;
  const whole = rows.length - (rows.length % perStatement);
  const many = `INSERT INTO ${into} VALUES ${Array.from({ length: perStatement }, () => one).join(', ')}`;
  for (let from = 0; from < whole; from += perStatement) {
    connection.run(many, rows.slice(from, from + perStatement).flat());
  }
  for (const row of rows.slice(whole)) connection.run(`INSERT INTO ${into} VALUES ${one}`, row);
}
