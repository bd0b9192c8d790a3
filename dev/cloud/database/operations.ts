import { CloudError } from '../errors';
import { count, find } from '../store/find';
import { encodeKey } from '../store/key';
import { project } from '../store/project';
import type { Store } from '../store/store';
import type { Transaction } from '../store/transaction';
import { applyUpdate, checkUpdate } from '../store/update';
import { assertStorable, type Document, encode, parseDocument, parseJson } from '../store/value';
import { aggregateForSdk } from './aggregate';
import {
  aggregateBody,
  changeBody,
  type DatabaseRequest,
  demandedQuery,
  insertBody,
  projectionOf,
  queryOf,
  read,
  readRequest,
  sortOf,
  transactionBody,
} from './request';
import { insert, modify, prepared } from './write';

export type Answer = Record<string, unknown>;
export type Operation = (store: Store, body: unknown, now: number) => Promise<Answer>;

const maxLimit = 1000;

/** Every answer is given after its writes are on the disk. */
const operations: Record<string, Operation> = {
  'database.insertDocument': async (store, body, now) => {
    const request = readRequest(body);
    const table = store.table(request.collectionName);
    const documents = read(insertBody, body).data.map((text) => prepared(parseDocument(text, now)));
    await insert(store, table, documents, transactionOf(store, request));
    return { data: { insertedIds: documents.map((document) => document._id) } };
  },

  'database.getDocument': async (store, body, now) => {
    const request = readRequest(body);
    const table = store.table(request.collectionName);
    const options = {
      sort: sortOf(request),
      skip: request.offset,
      limit: Math.min(request.limit ?? 100, maxLimit),
    };
    const query = queryOf(request, now);
    const projection = projectionOf(request);
    const transaction = transactionOf(store, request);
    const found = transaction
      ? transaction.find(table, query, options)
      : find(table, query, { ...options, connection: store.disk.main });
    const list = found.map((one) => {
      if (projection) return encode(project(one.document(), projection));
      return one.body || encode(one.document());
    });
    await store.disk.durable(); // what was read may be in the open batch, and must not be told before it is safe
    return { data: { list } };
  },

  'database.calculateDocument': async (store, body, now) => {
    const request = readRequest(body);
    const total = count(store.table(request.collectionName), queryOf(request, now), store.disk.main);
    await store.disk.durable();
    return { data: { total } };
  },

  'database.modifyDocument': async (store, body, now) => {
    const request = readRequest(body);
    const data = parseDocument(read(changeBody, body).data, now);
    return request.merge === false
      ? replaceOne(store, request, data, now)
      : updateMany(store, request, data, now);
  },

  'database.modifyAndReturnDoc': async (store, body, now) => {
    const request = readRequest(body);
    const table = store.table(request.collectionName);
    const update = parseDocument(read(changeBody, body).data, now);
    checkUpdate(update);
    const query = demandedQuery(request, now);
    let seen: Document | undefined;
    const decide = (before: Document) => {
      seen = applyUpdate(before, update, now);
      return seen;
    };
    await modify(store, table, query, 1, decide, transactionOf(store, request));
    // The service counts what it found, whether or not the update changed it, and says null when it found nothing.
    return { data: { updated: seen ? 1 : 0, doc: seen ? encode(seen) : null } };
  },

  'database.removeDocument': async (store, body, now) => {
    const request = readRequest(body);
    const table = store.table(request.collectionName);
    const limit = request.multi === false ? 1 : undefined;
    const query = demandedQuery(request, now);
    const changes = await modify(store, table, query, limit, () => null, transactionOf(store, request));
    return { data: { deleted: changes.length } };
  },

  'database.aggregateDocuments': async (store, body, now) => {
    const request = readRequest(body);
    const stages = read(aggregateBody, body).stages.map(({ stageKey, stageValue }) => ({
      [stageKey]: parseJson(stageValue),
    }));
    const list = aggregateForSdk(store, store.table(request.collectionName), stages, now).map(encode);
    await store.disk.durable();
    return { data: { list } };
  },

  'database.addCollection': async (store, body) => {
    await store.create(readRequest(body).collectionName);
    return {};
  },

  'database.startTransaction': async (store) => ({ transactionId: store.transactions.start().id }),

  'database.commitTransaction': async (store, body) => {
    store.transactions.get(read(transactionBody, body).transactionId).commit();
    await store.disk.durable();
    return {};
  },

  'database.abortTransaction': async (store, body) => {
    store.transactions.abort(read(transactionBody, body).transactionId);
    return {};
  },
};

/** The actions of the SDK's database part; undefined: it is not one of them. */
export function databaseOperation(action: string): Operation | undefined {
  const operation = operations[action];
  return (
    operation &&
    ((store, body, now) =>
      operation(store, body, now).catch((error: unknown) => afterFailure(store, body, error)))
  );
}

const ending = new Set(['DATABASE_REQUEST_FAILED', 'DATABASE_TRANSACTION_CONFLICT']);

function afterFailure(store: Store, body: unknown, error: unknown): never {
  const parsed = transactionBody.safeParse(body);
  if (parsed.success && error instanceof CloudError && ending.has(error.code))
    store.transactions.fail(parsed.data.transactionId);
  throw error;
}

function transactionOf(store: Store, request: DatabaseRequest): Transaction | undefined {
  return request.transactionId === undefined ? undefined : store.transactions.get(request.transactionId);
}

async function updateMany(
  store: Store,
  request: DatabaseRequest,
  update: Document,
  now: number,
): Promise<Answer> {
  const table = store.table(request.collectionName);
  checkUpdate(update);
  const limit = request.multi ? undefined : 1;
  const query = demandedQuery(request, now);
  const decide = (before: Document) => applyUpdate(before, update, now);
  const changes = await modify(store, table, query, limit, decide, transactionOf(store, request));
  return { data: { updated: changes.length } };
}

/** `doc().set()`: the whole document, made if it is not there. */
async function replaceOne(
  store: Store,
  request: DatabaseRequest,
  data: Document,
  now: number,
): Promise<Answer> {
  const table = store.table(request.collectionName);
  assertStorable(data);
  const query = demandedQuery(request, now);
  const id = query._id;
  if (typeof id !== 'string' && typeof id !== 'number')
    throw new CloudError('INVALID_PARAM', 'set() needs doc(id)');
  const next = { _id: id, ...data };
  if (!encodeKey(next._id).equals(encodeKey(id)))
    throw new CloudError('INVALID_PARAM', '_id cannot be changed');
  const transaction = transactionOf(store, request);
  let exists = false;
  const decide = () => {
    exists = true;
    return next;
  };
  for (;;) {
    await modify(store, table, { _id: id }, 1, decide, transaction);
    if (exists) return { data: { updated: 1 } };
    if (await inserted(store, table.name, next, transaction)) return { data: { updated: 0, upsert_id: id } };
  }
}

/** False when somebody else made the document in the meantime. */
async function inserted(
  store: Store,
  name: string,
  document: Document,
  transaction?: Transaction,
): Promise<boolean> {
  const table = store.table(name);
  try {
    await insert(store, table, [document], transaction);
    return true;
  } catch (error) {
    const isTaken = error instanceof CloudError && error.message.includes('index: _id_');
    if (isTaken && !transaction) return false;
    throw error;
  }
}
