import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CloudError, StartError } from '../errors';
import { Connection, integer, sqliteCode, text } from './sqlite';
import { isUnwritable, writingInto } from './writable';

const formatVersion = 1;
/** Above this size the page check at start would be felt; SQLite still refuses a damaged page when it reads it. */
const checkBelowBytes = 64 * 1024 * 1024;
/** The longest a batch waits for company. */
const gatherMs = 1;
/** Between removing and emptying the log: a sweep removes many. */
const eraseAfterMs = 1000;

export interface Notice {
  code: 'OLD_LOCK';
  message: string;
}

/**
 * The data folder: one SQLite file in WAL mode with synchronous=FULL, so a commit is on the disk when it
 * returns. Writes that arrive together share one commit: the first opens the batch, and the batch is
 * committed when the event loop has taken in everything that was waiting. Nobody is answered before that.
 */
export class Disk {
  readonly main: Connection;
  readonly notices: Notice[] = [];
  /** Called when changes were undone: what was remembered of them is to be read again. */
  undone: () => void = () => undefined;
  private readonly file: string;
  private readonly owner: string;
  private readonly lock: Connection;
  private batch: { done: Promise<void>; settle(error?: unknown): void } | undefined;
  private idle: Connection[] = [];
  private closed = false;
  private size = 0;
  private erasing: NodeJS.Timeout | undefined;
  private lastSize = 0;

  /** Without `powerSafe` a commit survives a crash of the process, but not of the machine, and costs no flush of the disk. */
  constructor(directory: string, powerSafe = true) {
    writingInto(directory, () => mkdirSync(directory, { recursive: true }));
    this.file = path.join(directory, 'documents.db');
    this.owner = path.join(directory, 'owner');
    this.lock = writingInto(directory, () => this.takeLock(directory));
    try {
      this.main = writingInto(directory, () => openChecked(this.file, powerSafe));
    } catch (error) {
      rmSync(this.owner, { force: true });
      this.lock.close();
      throw error;
    }
  }

  /** Runs `change` inside the open batch; if it throws, its own statements are undone and the batch goes on. */
  write<T>(change: () => T): T {
    this.openBatch();
    this.size++;
    this.main.exec('SAVEPOINT op');
    try {
      const result = change();
      this.main.exec('RELEASE op');
      return result;
    } catch (error) {
      if (!this.main.isInTransaction) throw this.lose(error);
      this.main.exec('ROLLBACK TO op');
      this.main.exec('RELEASE op');
      this.undone();
      throw error;
    }
  }

  /**
   * What was removed is to be gone from the folder as well: freed pages are overwritten (secure_delete), and soon the log
   * is emptied, in which the old ones still stand. Where somebody reads at that moment it is tried again.
   */
  eraseSoon(): void {
    if (this.erasing || this.closed) return;
    this.erasing = setTimeout(() => {
      this.erasing = undefined;
      if (this.closed) return;
      this.flush();
      const [isBusy] = this.main.row('PRAGMA wal_checkpoint(TRUNCATE)') ?? [0];
      if (isBusy !== 0) this.eraseSoon();
    }, eraseAfterMs);
    this.erasing.unref();
  }

  /** Resolves when everything written up to now is on the disk; rejects if that commit failed. */
  durable(): Promise<void> {
    return this.batch?.done ?? Promise.resolve();
  }

  /** Commits the open batch now. */
  flush(): void {
    const batch = this.batch;
    if (!batch) return;
    this.batch = undefined;
    this.lastSize = this.size;
    this.size = 0;
    try {
      this.main.exec('COMMIT');
      batch.settle();
    } catch (error) {
      if (this.main.isInTransaction) this.main.exec('ROLLBACK');
      this.undone();
      batch.settle(isUnwritable(error) ? full(error) : error);
    }
  }

  /** A connection that sees the documents as they are now, whatever is written later, until it is released. */
  snapshot(): { connection: Connection; release(): void } {
    this.flush();
    const connection = this.idle.pop() ?? new Connection(this.file);
    connection.exec('BEGIN');
    connection.row('SELECT count(*) FROM collection');
    const release = () => {
      connection.exec('COMMIT');
      if (this.closed || this.idle.length >= 8) connection.close();
      else this.idle.push(connection);
    };
    return { connection, release };
  }

  close(): void {
    this.flush();
    this.closed = true;
    clearTimeout(this.erasing);
    for (const connection of this.idle) connection.close();
    this.idle = [];
    // Everything into the one file: what lies in the folder of a stopped cloud is whole, and can be checked.
    this.main.rows('PRAGMA wal_checkpoint(TRUNCATE)');
    this.main.close();
    rmSync(this.owner, { force: true });
    this.lock.close();
  }

  /**
   * An operating-system lock dies with its process, so kill -9 leaves none: only the note of who held it, which is
   * told. SQLite takes the lock for us: a transaction held open on a file of its own.
   */
  private takeLock(directory: string): Connection {
    const file = path.join(directory, 'lock.db');
    const lock = new Connection(file);
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      if (isUnwritable(error)) throw error;
      if (!sqliteCode(error).startsWith('SQLITE_BUSY')) throw damaged(file, error);
      throw new StartError(
        'DATA_LOCKED',
        `Another local cloud (process ${readNote(this.owner) ?? 'unknown'}) is using ${directory}. Stop it, or choose another folder with --data.`,
      );
    }
    const last = readNote(this.owner);
    if (last !== undefined) {
      const message = `The last local cloud on ${directory} (process ${last}) was killed; what it had acknowledged is here.`;
      this.notices.push({ code: 'OLD_LOCK', message });
    }
    writeFileSync(this.owner, String(process.pid));
    return lock;
  }

  /** A full disk makes SQLite roll the whole batch back by itself: nobody in it has written anything. */
  private lose(error: unknown): unknown {
    const told = isUnwritable(error) ? full(error) : error;
    const { batch } = this;
    this.batch = undefined;
    this.size = 0;
    this.undone();
    batch?.settle(told);
    return told;
  }

  private openBatch(): void {
    if (this.batch) return;
    if (this.closed) throw new Error('the data folder is closed');
    this.main.exec('BEGIN IMMEDIATE');
    let settle: (error?: unknown) => void = () => undefined;
    const done = new Promise<void>((resolve, reject) => {
      settle = (error) => (error === undefined ? resolve() : reject(error));
    });
    done.catch(() => undefined); // every waiter sees the rejection; a batch nobody waits for must not end the process
    this.batch = { done, settle };
    this.flushSoon(performance.now() + gatherMs);
  }

  /** Where writes came side by side, as many are waited for again, and one more, but not for long. */
  private flushSoon(latest: number): void {
    setImmediate(() => {
      if (!this.batch) return;
      const isFull = this.lastSize < 2 || this.size > this.lastSize;
      if (isFull || performance.now() >= latest) this.flush();
      else this.flushSoon(latest);
    });
  }
}

function readNote(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

const full = (error: unknown) =>
  new CloudError('DATABASE_REQUEST_FAILED', `nothing was written: the disk is full (${sqliteCode(error)})`);

function damaged(file: string, cause: unknown): StartError {
  const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/\s+/g, ' ').trim();
  return new StartError(
    'DATA_DAMAGED',
    `The data file ${file} is damaged (${reason}). Restore a copy, or start afresh with --fresh.`,
  );
}

function openChecked(file: string, powerSafe: boolean): Connection {
  let connection: Connection | undefined;
  try {
    connection = new Connection(file);
    connection.row('PRAGMA journal_mode=WAL');
    connection.exec(`PRAGMA synchronous=${powerSafe ? 'FULL' : 'OFF'}`);
    connection.exec('PRAGMA cache_size=-32768');
    connection.row('PRAGMA secure_delete=ON');
    const version = integer(connection.row('PRAGMA user_version') ?? [0], 0);
    if (version > formatVersion) {
      throw new StartError(
        'DATA_NEWER',
        `The data folder of ${file} was written by a newer version of this program.`,
      );
    }
    if (statSync(file).size < checkBelowBytes) {
      const verdict = text(connection.row('PRAGMA quick_check(1)') ?? ['no answer'], 0);
      if (verdict !== 'ok') throw new Error(verdict);
    }
    connection.exec(`
      CREATE TABLE IF NOT EXISTS collection (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
      CREATE TABLE IF NOT EXISTS secondary (number INTEGER PRIMARY KEY, collection INTEGER NOT NULL,
        name TEXT NOT NULL, spec TEXT NOT NULL, multikey INTEGER NOT NULL, UNIQUE (collection, name));
      CREATE TABLE IF NOT EXISTS record (kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (kind, id)) WITHOUT ROWID;
      PRAGMA user_version = ${formatVersion};`);
    return connection;
  } catch (error) {
    connection?.close();
    throw error instanceof StartError || isUnwritable(error) ? error : damaged(file, error);
  }
}
