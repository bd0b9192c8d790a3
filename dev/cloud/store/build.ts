import { insertRows } from './bulk';
import type { Secondary } from './secondary';
import { type Connection, integer, type Parameter, text } from './sqlite';
import { type Document, readBody } from './value';

const documentsAtOnce = 1000;

/**
 * Collects the keys of all documents for indexes that are to be built, so that each can be written in key order:
 * written as they come, each thousand of a million documents would touch nearly every page of every index.
 */
export function stageKeys(
  connection: Connection,
  table: string,
  indexes: readonly Secondary[],
  keysOf: (index: Secondary, document: Document) => Buffer[],
): void {
  for (const index of indexes) {
    connection.exec(`CREATE TEMP TABLE ${stageOf(index)} (key BLOB NOT NULL, row INTEGER NOT NULL)`);
  }
  let last = 0;
  while (indexes.length > 0) {
    const rows = connection.rows(`SELECT row, body FROM ${table} WHERE row > ? ORDER BY row LIMIT ?`, [
      last,
      documentsAtOnce,
    ]);
    if (rows.length === 0) return;
    const documents = rows.map((row) => ({ row: integer(row, 0), document: readBody(text(row, 1)) }));
    last = documents.at(-1)?.row ?? last;
    for (const index of indexes) {
      const parameters: Parameter[] = [];
      for (const { row, document } of documents) {
        for (const key of keysOf(index, document)) parameters.push(key, row);
      }
      insertRows(connection, `temp.${stageOf(index)} (key, row)`, 2, parameters);
    }
  }
}

/** Makes the table of an index from its collected keys. @throws SqliteError on a unique key that is there twice */
export function writeIndex(connection: Connection, index: Secondary): void {
  const primary = index.unique ? 'PRIMARY KEY (key)' : 'PRIMARY KEY (key, row)';
  connection.exec(
    `CREATE TABLE ${index.table} (key BLOB NOT NULL, row INTEGER NOT NULL, ${primary}) WITHOUT ROWID`,
  );
  connection.exec(
    `INSERT INTO ${index.table} (key, row) SELECT key, row FROM temp.${stageOf(index)} ORDER BY key, row`,
  );
  connection.exec(`DROP TABLE temp.${stageOf(index)}`);
}

function stageOf(index: Secondary): string {
  return `stage${index.number}`;
}
