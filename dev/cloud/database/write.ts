import { randomBytes } from 'node:crypto';
import { CloudError } from '../errors';
import { find } from '../store/find';
import { encodeKey } from '../store/key';
import type { Store } from '../store/store';
import type { Table } from '../store/table';
import { duplicate } from '../store/table';
import { documentResource, idOf, type Transaction, uniqueResources } from '../store/transaction';
import { assertStorable, type Document } from '../store/value';

export interface Change {
  before: Document;
  /** null removes the document. */
  after: Document | null;
}

/** Gives an _id where there is none, and refuses what cannot be stored. */
export function prepared(document: Document): Document {
  assertStorable(document);
  const id = document._id;
  if (id === undefined || id === null) {
    const { _id: _missing, ...rest } = document;
    return { _id: randomBytes(16).toString('hex'), ...rest };
  }
  if (typeof id !== 'string' && typeof id !== 'number')
    throw new CloudError('INVALID_PARAM', '_id must be a string or a number');
  return document;
}

/** All of them or none. Waits for a transaction that holds one of their ids or unique keys. */
export async function insert(
  store: Store,
  table: Table,
  documents: Document[],
  transaction?: Transaction,
): Promise<void> {
  if (transaction) {
    for (const document of documents) {
      const id = idOf(document);
      if (transaction.get(table, id)) throw duplicate(table.name, undefined, document);
      transaction.put(table, id, document);
    }
    return;
  }
  await unheld(store, () => documents.flatMap((document) => resources(table, document)));
  store.disk.write(() => {
    table.insertMany(documents);
    for (const document of documents) store.transactions.noteChange(documentResource(table, idOf(document)));
  });
  await store.disk.durable();
}

/**
 * Writes very many documents into a collection that nobody uses meanwhile: bodies first, then the indexes over all.
 * @throws CloudError DATABASE_REQUEST_FAILED with E11000; documents that were written stay, without the index
 */
export async function load(store: Store, table: Table, batches: Iterable<Document[]>): Promise<void> {
  const definitions = store.disk.write(() => table.detach());
  for (const documents of batches) await insert(store, table, documents);
  table.attach(definitions, (make) => {
    store.disk.write(make);
    store.disk.flush();
  });
}

/**
 * Changes what matches, atomically: nobody sees or writes in between. `decide` is asked again when a
 * transaction had to be waited for.
 * @returns the changes that were made; a document that `decide` left as it was is not among them
 */
export async function modify(
  store: Store,
  table: Table,
  query: Document,
  limit: number | undefined,
  decide: (before: Document) => Document | null,
  transaction?: Transaction,
): Promise<Change[]> {
  if (transaction) {
    const changes = changesOf(
      transaction.find(table, query, { limit }).map((found) => found.document()),
      decide,
    );
    for (const { before, after } of changes) transaction.put(table, idOf(before), after);
    return changes;
  }
  for (;;) {
    const found = find(table, query, { limit, connection: store.disk.main });
    const changes = changesOf(
      found.map((one) => one.document()),
      decide,
    );
    // A document that is held is waited for even if the update would leave it as it is: it may not, afterwards.
    const wanted = () => [
      ...found.map(({ id }) => documentResource(table, id)),
      ...changes.flatMap(({ after }) => (after ? resources(table, after) : [])),
    ];
    if (await hadToWait(store, wanted)) continue;
    const rows = new Map(found.map((one) => [one.document(), one.row]));
    if (changes.length > 0) store.disk.write(() => apply(store, table, rows, changes));
    await store.disk.durable();
    return changes;
  }
}

function apply(store: Store, table: Table, rows: Map<Document, number>, changes: Change[]): void {
  for (const { before, after } of changes) {
    const row = rows.get(before);
    if (row === undefined) throw new Error('a document lost its row');
    if (after) table.replace(row, before, after);
    else table.remove(row, before);
    store.transactions.noteChange(documentResource(table, idOf(before)));
  }
}

function changesOf(documents: Document[], decide: (before: Document) => Document | null): Change[] {
  return documents.flatMap((before) => {
    const after = decide(before);
    return after && encodeKey(after).equals(encodeKey(before)) ? [] : [{ before, after }];
  });
}

function resources(table: Table, document: Document): string[] {
  return [
    documentResource(table, idOf(document)),
    ...uniqueResources(table, document).map(({ resource }) => resource),
  ];
}

async function unheld(store: Store, wanted: () => string[]): Promise<void> {
  while (await hadToWait(store, wanted)) {
    // somebody else may have taken it meanwhile
  }
}

async function hadToWait(store: Store, wanted: () => string[]): Promise<boolean> {
  if (store.transactions.isQuiet) return false;
  for (const resource of wanted()) {
    const holder = store.transactions.holder(resource);
    if (holder) {
      await holder.ended;
      return true;
    }
  }
  return false;
}
