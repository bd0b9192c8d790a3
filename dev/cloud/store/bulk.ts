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
  const bodies: Parameter[] = [];
  for (const [i, document] of documents.entries())
    bodies.push(first + i, encodeKey(document._id), encode(document));
  insertRows(connection, `${table} (row, id, body)`, 3, bodies);
  for (const index of indexes) {
    const rows: { key: Buffer; row: number }[] = [];
    for (const [i, document] of documents.entries()) {
      for (const key of keysOf(index, document)) rows.push({ key, row: first + i });
    }
    rows.sort((a, b) => Buffer.compare(a.key, b.key) || a.row - b.row);
    const parameters: Parameter[] = [];
    for (const { key, row } of rows) parameters.push(key, row);
    insertRows(connection, `${index.table} (key, row)`, 2, parameters);
  }
}

/** `parameters` are the columns of all rows, one row after the other. */
export function insertRows(
  connection: Connection,
  into: string,
  columns: number,
  parameters: Parameter[],
): void {
  const one = `(${Array.from({ length: columns }, () => '?').join(', ')})`;
  const many = `INSERT INTO ${into} VALUES ${Array.from({ length: perStatement }, () => one).join(', ')}`;
  const width = perStatement * columns;
  const whole = parameters.length - (parameters.length % width);
  for (let from = 0; from < whole; from += width) connection.run(many, parameters.slice(from, from + width));
  for (let from = whole; from < parameters.length; from += columns) {
    connection.run(`INSERT INTO ${into} VALUES ${one}`, parameters.slice(from, from + columns));
  }
}
