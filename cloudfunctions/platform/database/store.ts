import nodeSdk from '@cloudbase/node-sdk';
import cloud from 'wx-server-sdk';

cloud.init({ env: process.env.TCB_ENV });
const db = cloud.database();

/** Query and update operators of the database (`_.gt(0)`, `_.inc(1)` …). */
export const _ = db.command;

/** Text that contains what was typed, letter for letter, whatever the case. */
export const containing = (typed: string) =>
  db.RegExp({ regexp: typed.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), options: 'i' });

/** A name with the type of what is kept under it: the one place where stored documents get their type. */
export interface Collection<T extends { _id: string }> {
  readonly name: string;
  /** Never set; carries the type. */
  readonly document?: T;
}

export const collection = <T extends { _id: string }>(name: string): Collection<T> => ({ name });

export type Where = Readonly<Record<string, unknown>> | ReturnType<typeof _.or>;
type Patch = Readonly<Record<string, unknown>>;

export interface FindOptions {
  order?: ReadonlyArray<readonly [field: string, direction: 'asc' | 'desc']>;
  /** At most 1000; the database answers 100 without it. */
  limit?: number;
  skip?: number;
  fields?: readonly string[];
}

/** One document, or null. One round trip. */
export async function get<T extends { _id: string }>(from: Collection<T>, id: string): Promise<T | null> {
  const [first] = await find(from, { _id: id }, { limit: 1 });
  return first ?? null;
}

/** Documents that match, in order. One round trip. */
export async function find<T extends { _id: string }>(
  from: Collection<T>,
  where: Where,
  options: FindOptions = {},
): Promise<T[]> {
  let query = db.collection(from.name).where(where);
  for (const [field, direction] of options.order ?? []) query = query.orderBy(field, direction);
  if (options.skip !== undefined) query = query.skip(options.skip);
  if (options.fields) query = query.field(Object.fromEntries(options.fields.map((field) => [field, true])));
  const { data } = answered(await query.limit(options.limit ?? 100).get());
  return data as T[];
}

/** How many match. One round trip. */
export async function count<T extends { _id: string }>(from: Collection<T>, where: Where): Promise<number> {
  const { total } = answered(await db.collection(from.name).where(where).count());
  return total;
}

/** Adds a document under its natural id: 'exists' when the id (or another unique key) is taken. One round trip. */
export async function add<T extends { _id: string }>(
  to: Collection<T>,
  document: T,
): Promise<'added' | 'exists'> {
  try {
    await db.collection(to.name).add({ data: document });
    return 'added';
  } catch (error) {
    if (isDuplicate(error)) return 'exists';
    throw error;
  }
}

/** Adds many at once: 'exists' when an id is taken, and then others may be in or not. One round trip. */
export async function addAll<T extends { _id: string }>(
  to: Collection<T>,
  documents: readonly T[],
): Promise<'added' | 'exists'> {
  try {
    await db.collection(to.name).add({ data: [...documents] });
    return 'added';
  } catch (error) {
    if (isDuplicate(error)) return 'exists';
    throw error;
  }
}

/** Writes the whole document, whether or not it was there. One round trip. */
export async function put<T extends { _id: string }>(to: Collection<T>, document: T): Promise<void> {
  const { _id, ...data } = document;
  await db.collection(to.name).doc(_id).set({ data });
}

/** Changes every document that matches, atomically each; answers how many changed. One round trip. */
export async function update<T extends { _id: string }>(
  to: Collection<T>,
  where: Where,
  patch: Patch,
): Promise<number> {
  const { stats } = answered(await db.collection(to.name).where(where).update({ data: patch }));
  return stats.updated;
}

/** Removes what matches; answers how many. One round trip. */
export async function remove<T extends { _id: string }>(from: Collection<T>, where: Where): Promise<number> {
  const { stats } = answered(await db.collection(from.name).where(where).remove());
  return stats.removed;
}

/**
 * Changes the first document that matches and answers how it is afterwards, or null. One round trip.
 * wx-server-sdk has no such call, so this one goes through @cloudbase/node-sdk to the same database.
 */
export async function updateAndReturn<T extends { _id: string }>(
  to: Collection<T>,
  where: Where,
  patch: Patch,
): Promise<T | null> {
  const { updated, doc } = await nodeDatabase().collection(to.name).where(where).updateAndReturn(patch);
  return updated === 0 ? null : (doc as T);
}

/** Stages of a pipeline by name, as in `{ match: {…} }, { lookup: {…} }`. */
export type Stages = ReadonlyArray<Readonly<Record<string, unknown>>>;

/** An aggregation pipeline. One round trip. */
export async function aggregate<T>(from: Collection<{ _id: string }>, stages: Stages): Promise<T[]> {
  const pipeline = appended(db.collection(from.name).aggregate(), stages);
  const { list } = answered(await pipeline.end());
  return list as T[];
}

/** The `pipeline` of a lookup, with the same operators (`_`) as everywhere else. No round trip of its own. */
export const lookupPipeline = (stages: Stages): unknown => {
  const pipeline: object = method(_.aggregate, 'pipeline').call(_.aggregate);
  const longer = appended(pipeline, stages);
  return method(longer, 'done').call(longer);
};

/** Reads and writes by id inside one transaction. `where()` writes would run outside it, so there are none. */
export interface Transaction {
  get<T extends { _id: string }>(from: Collection<T>, id: string): Promise<T | null>;
  /** At most 100, as of the beginning of the transaction. */
  find<T extends { _id: string }>(from: Collection<T>, where: Where): Promise<T[]>;
  add<T extends { _id: string }>(to: Collection<T>, document: T): Promise<void>;
  put<T extends { _id: string }>(to: Collection<T>, document: T): Promise<void>;
  update<T extends { _id: string }>(to: Collection<T>, id: string, patch: Patch): Promise<void>;
  remove<T extends { _id: string }>(from: Collection<T>, id: string): Promise<void>;
}

const TRANSACTION_TRIES = 5;

/**
 * Runs `work` in a transaction; 2 round trips more than its own. A conflict raised by an operation reaches us as a
 * plain failure that the SDK does not retry, so it is retried here; `work` must have no other effect.
 */
export async function transact<R>(work: (transaction: Transaction) => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    const transaction = await db.startTransaction();
    try {
      const result = await work(within(transaction));
      await transaction.commit();
      return result;
    } catch (error) {
      // The failed operation has already ended the transaction in most cases; a second end is refused, harmlessly.
      await transaction.rollback().catch(() => undefined);
      if (attempt >= TRANSACTION_TRIES || !isConflict(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 5 * (1 + Math.random())));
    }
  }
}

type SdkTransaction = Awaited<ReturnType<typeof db.startTransaction>>;

function within(transaction: SdkTransaction): Transaction {
  return {
    async get(from, id) {
      const { data } = await transaction.collection(from.name).where({ _id: id }).limit(1).get();
      return data[0] ?? null;
    },
    async find(from, where) {
      const { data } = await transaction.collection(from.name).where(where).limit(100).get();
      return data;
    },
    async add(to, document) {
      await transaction.collection(to.name).add({ data: document });
    },
    async put(to, document) {
      const { _id, ...data } = document;
      await transaction.collection(to.name).doc(_id).set({ data });
    },
    async update(to, id, patch) {
      await transaction.collection(to.name).doc(id).update({ data: patch });
    },
    async remove(from, id) {
      await transaction.collection(from.name).doc(id).remove();
    },
  };
}

/** The SDK's types allow for its callback form, which answers nothing; the promise form always answers. */
function answered<T>(answer: T): Extract<T, object> {
  if (typeof answer !== 'object' || answer === null) throw new Error('the database gave no answer');
  return answer as Extract<T, object>;
}

/** A stage by its name: `match` is `pipeline.match(value)`. */
function appended<P extends object>(pipeline: P, stages: Stages): P {
  let longer = pipeline;
  for (const each of stages)
    for (const [name, value] of Object.entries(each)) longer = method(longer, name).call(longer, value);
  return longer;
}

function method(pipeline: object, name: string) {
  const found: unknown = Reflect.get(pipeline, name);
  if (typeof found !== 'function') throw new Error(`no aggregation stage ${name}`);
  return found;
}

const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : String((error as { errMsg?: unknown })?.errMsg ?? error);

export const isDuplicate = (error: unknown) => /duplicate key|E11000/i.test(messageOf(error));
const isConflict = (error: unknown) => /conflict/i.test(messageOf(error));

let nodeApp: ReturnType<typeof nodeSdk.init> | undefined;
function nodeDatabase() {
  nodeApp ??= nodeSdk.init({ env: process.env.TCB_ENV });
  return nodeApp.database();
}
