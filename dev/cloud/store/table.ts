import { CloudError } from '../errors';
import { stageKeys, writeIndex } from './build';
import { bulkFrom, insertBulk } from './bulk';
import type { Disk } from './disk';
import { encodeKey } from './key';
import { type CollectionDefinition, type IndexDefinition, specSchema } from './schema';
import { keysOf, type Secondary } from './secondary';
import { blob, type Connection, integer, sqliteCode, text } from './sqlite';
import { type Document, encode } from './value';

export interface Stored {
  row: number;
  id: Buffer;
  body: string;
}

/** One collection on the disk: a table of bodies in insertion order, and one table for each index. */
export class Table {
  readonly indexes: Secondary[] = [];
  readonly table: string;

  constructor(
    private readonly disk: Disk,
    readonly name: string,
    readonly number: number,
  ) {
    this.table = `d${number}`;
    disk.main.exec(
      `CREATE TABLE IF NOT EXISTS ${this.table} (row INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, body TEXT NOT NULL)`,
    );
    for (const row of disk.main.rows(
      'SELECT number, name, spec, multikey FROM secondary WHERE collection = ? ORDER BY number',
      [number],
    )) {
      this.indexes.push(readSecondary(text(row, 1), text(row, 2), integer(row, 0), integer(row, 3)));
    }
  }

  /** Makes the indexes those of the definition: drops what is gone, builds what is new. */
  applyDefinition(definition: CollectionDefinition): void {
    const wanted = new Map(definition.indexes.map((index) => [index.name, index]));
    for (const index of [...this.indexes]) {
      const want = wanted.get(index.name);
      if (want && specOf(want) === specOf(index)) wanted.delete(index.name);
      else this.dropIndex(index);
    }
    this.attach([...wanted.values()]);
  }

  /**
   * Takes the indexes away, so that very many documents can be written at the speed of the disk; `attach` builds
   * them again. In between nothing is unique but the _id. A crash in between is made good at the next start.
   */
  detach(): IndexDefinition[] {
    const definitions = this.indexes.map(({ name, keys, unique }) => ({ name, keys, unique }));
    for (const index of [...this.indexes]) this.dropIndex(index);
    return definitions;
  }

  /**
   * Builds indexes over the documents that are there. `step` runs what makes one index; whoever commits after each
   * keeps the log of a large build short.
   * @throws CloudError E11000 when a unique key is there twice; that index and the ones after it are then missing
   */
  attach(definitions: readonly IndexDefinition[], step: (make: () => void) => void = (make) => make()): void {
    const main = this.disk.main;
    const last = integer(main.row('SELECT coalesce(max(number), 0) FROM secondary') ?? [0], 0);
    const made = definitions.map((definition, i): Secondary => {
      const number = last + 1 + i;
      return { ...definition, number, table: `i${number}`, arrays: 0 };
    });
    stageKeys(main, this.table, made, (index, document) => this.keys(index, document));
    for (const index of made) step(() => this.guardUnique({}, () => this.register(index)));
  }

  private register(index: Secondary): void {
    this.disk.main.run(
      'INSERT INTO secondary (number, collection, name, spec, multikey) VALUES (?, ?, ?, ?, ?)',
      [index.number, this.number, index.name, specOf(index), index.arrays],
    );
    writeIndex(this.disk.main, index);
    this.indexes.push(index);
  }

  find(id: Buffer, connection: Connection = this.disk.main): Stored | undefined {
    const row = connection.row(`SELECT row, body FROM ${this.table} WHERE id = ?`, [id]);
    return row && { row: integer(row, 0), id, body: text(row, 1) };
  }

  /** @throws CloudError DATABASE_REQUEST_FAILED with E11000 when an _id or a unique key exists already */
  insert(document: Document): void {
    this.guardUnique(document, () => {
      const id = encodeKey(document._id);
      const { rowid } = this.disk.main.run(`INSERT INTO ${this.table} (id, body) VALUES (?, ?)`, [
        id,
        encode(document),
      ]);
      for (const index of this.indexes)
        for (const key of this.keys(index, document)) this.addKey(index, key, rowid);
    });
  }

  /** @throws CloudError DATABASE_REQUEST_FAILED with E11000; then some of them may be written, and the caller undoes it */
  insertMany(documents: readonly Document[]): void {
    const main = this.disk.main;
    if (documents.length >= bulkFrom) {
      main.exec('SAVEPOINT bulk');
      try {
        insertBulk(
          main,
          this.table,
          this.indexes,
          (index, document) => this.keys(index, document),
          documents,
        );
        main.exec('RELEASE bulk');
        return;
      } catch (error) {
        main.exec('ROLLBACK TO bulk');
        main.exec('RELEASE bulk');
        this.readFlags();
        if (!sqliteCode(error).startsWith('SQLITE_CONSTRAINT')) throw error;
        // One by one it is found out whose key it was.
      }
    }
    for (const document of documents) this.insert(document);
  }

  /** Both documents have the same _id. */
  replace(row: number, before: Document, next: Document): void {
    this.guardUnique(next, () => {
      this.disk.main.run(`UPDATE ${this.table} SET body = ? WHERE row = ?`, [encode(next), row]);
      for (const index of this.indexes) {
        const had = this.keys(index, before);
        const has = this.keys(index, next);
        for (const key of had) if (!has.some((other) => other.equals(key))) this.dropKey(index, key, row);
        for (const key of has) if (!had.some((other) => other.equals(key))) this.addKey(index, key, row);
      }
    });
  }

  remove(row: number, document: Document): void {
    this.disk.main.run(`DELETE FROM ${this.table} WHERE row = ?`, [row]);
    this.disk.eraseSoon();
    for (const index of this.indexes)
      for (const key of this.keys(index, document)) this.dropKey(index, key, row);
  }

  /** What is known of the indexes goes back with the rows when a change is undone. */
  readFlags(): void {
    const rows = this.disk.main.rows('SELECT number, multikey FROM secondary WHERE collection = ?', [
      this.number,
    ]);
    const flags = new Map(rows.map((row) => [integer(row, 0), integer(row, 1)]));
    for (const index of this.indexes) index.arrays = flags.get(index.number) ?? 0;
  }

  /** The id of the document that holds a unique key, if any. */
  holder(index: Secondary, key: Buffer, connection: Connection = this.disk.main): Buffer | undefined {
    const row = connection.row(
      `SELECT d.id FROM ${index.table} i CROSS JOIN ${this.table} d ON d.row = i.row WHERE i.key = ?`,
      [key],
    );
    return row && blob(row, 0);
  }

  private keys(index: Secondary, document: Document): Buffer[] {
    const { keys, arrays } = keysOf(index, document);
    if ((arrays | index.arrays) !== index.arrays) {
      index.arrays |= arrays;
      this.disk.main.run('UPDATE secondary SET multikey = ? WHERE number = ?', [index.arrays, index.number]);
    }
    return keys;
  }

  private addKey(index: Secondary, key: Buffer, row: number): void {
    this.disk.main.run(`INSERT INTO ${index.table} (key, row) VALUES (?, ?)`, [key, row]);
  }

  private dropKey(index: Secondary, key: Buffer, row: number): void {
    this.disk.main.run(`DELETE FROM ${index.table} WHERE key = ? AND row = ?`, [key, row]);
  }

  private guardUnique(document: Document, change: () => void): void {
    try {
      change();
    } catch (error) {
      if (!sqliteCode(error).startsWith('SQLITE_CONSTRAINT')) throw error;
      const message = error instanceof Error ? error.message : '';
      const index = this.indexes.find((one) => message.includes(`${one.table}.`));
      throw duplicate(this.name, index, document);
    }
  }

  private dropIndex(index: Secondary): void {
    this.disk.main.exec(`DROP TABLE IF EXISTS ${index.table}`);
    this.disk.main.run('DELETE FROM secondary WHERE number = ?', [index.number]);
    this.indexes.splice(this.indexes.indexOf(index), 1);
  }
}

export function duplicate(collection: string, index: Secondary | undefined, document: Document): CloudError {
  const fields = index ? index.keys.map(([field]) => field) : ['_id'];
  const named = fields.map((field) => `${field}: ${JSON.stringify(document[field] ?? null)}`).join(', ');
  const name = index?.name ?? '_id_';
  return new CloudError(
    'DATABASE_REQUEST_FAILED',
    `E11000 duplicate key error collection: ${collection} index: ${name} dup key: { ${named} }`,
  );
}

function specOf(index: IndexDefinition): string {
  return JSON.stringify({ keys: index.keys, unique: index.unique });
}

function readSecondary(name: string, spec: string, number: number, arrays: number): Secondary {
  const { keys, unique } = specSchema.parse(JSON.parse(spec));
  return { name, keys, unique, number, table: `i${number}`, arrays };
}
