import nodeSdk from '@cloudbase/node-sdk';
import cloud from 'wx-server-sdk';
import type { PathOf, Projected } from './fields';
import type { CheckedPatch, CheckedWhere, ConditionAt, Operators, PatchAt, Pattern } from './query';

cloud.init({ env: process.env.TCB_ENV });
const db = cloud.database();

/** Query and update operators of the database (`_.gt(0)`, `_.inc(1)` …). */
export const _: Operators = db.command;

/** Text that contains what was typed, letter for letter, whatever the case. */
export const containing = (typed: string): Pattern =>
  db.RegExp({ regexp: typed.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), options: 'i' });

export interface Document {
  readonly _id: string;
}

/** A name with the type of what is kept under it: the one place where stored documents get their type. */
export interface Collection<T extends Document> {
  readonly name: string;
  /** Never set; carries the type. */
  readonly document?: T;
}

export const collection = <T extends Document>(name: string): Collection<T> => ({ name });

/** A condition on a field named at run time, to be spread into the others. */
export const whereAt = <T extends Document, const Path extends string>(
  _in: Collection<T>,
  path: Path,
  condition: NoInfer<ConditionAt<T, Path>>,
): object => ({ [path]: condition });

/** A patch of a field named at run time, to be spread into the others. */
export const patchAt = <T extends Document, const Path extends string>(
  _in: Collection<T>,
  path: Path,
  value: NoInfer<PatchAt<T, Path>>,
): object => ({ [path]: value });

interface ReadOptions {
  order?: ReadonlyArray<readonly [field: string, direction: 'asc' | 'desc']>;
  /** At most 1000; the database answers 100 without it. */
  limit?: number;
  skip?: number;
  /** Only these fields are read; the id always. */
  fields?: readonly string[];
}

export interface FindOptions<T, Field extends string, Order extends string> extends ReadOptions {
  order?: ReadonlyArray<readonly [field: Order & NoInfer<PathOf<T, Order>>, direction: 'asc' | 'desc']>;
  fields?: ReadonlyArray<Field & NoInfer<PathOf<T, Field>>>;
}

/** The whole document, or the fields of it that were asked for. */
export type Found<T, Field extends string> = [Field] extends [never] ? T : Projected<T, Field>;

/** One document, or null. One round trip. */
export async function get<T extends Document>(from: Collection<T>, id: string): Promise<T | null> {
  const [first] = await read<T>(from.name, { _id: id }, { limit: 1 });
  return first ?? null;
}

/** Documents that match, in order. One round trip. */
export const find = <
  T extends Document,
  const W extends object,
  const Field extends string = never,
  const Order extends string = never,
>(
  from: Collection<T>,
  where: W & NoInfer<CheckedWhere<T, W>>,
  options: FindOptions<T, Field, Order> = {},
): Promise<Array<Found<T, Field>>> => read<Found<T, Field>>(from.name, where, options);

async function read<R>(name: string, where: object, options: ReadOptions) {
  let query = db.collection(name).where(where);
  for (const [field, direction] of options.order ?? []) query = query.orderBy(field, direction);
  if (options.skip !== undefined) query = query.skip(options.skip);
  if (options.fields) query = query.field(Object.fromEntries(options.fields.map((field) => [field, true])));
  const { data } = answered(await query.limit(options.limit ?? 100).get());
  // The SDK answers documents as `any`; what is stored has been written as this type.
  return data as R[];
}

/** How many match. One round trip. */
export async function count<T extends Document, const W extends object>(
  from: Collection<T>,
  where: W & NoInfer<CheckedWhere<T, W>>,
): Promise<number> {
  const { total } = answered(await db.collection(from.name).where(where).count());
  return total;
}

/** Adds a document under its natural id: 'exists' when the id (or another unique key) is taken. One round trip. */
export async function add<T extends Document>(to: Collection<T>, document: T): Promise<'added' | 'exists'> {
  try {
    await db.collection(to.name).add({ data: document });
    return 'added';
  } catch (error) {
    if (isDuplicate(error)) return 'exists';
    throw error;
  }
}

/** Adds many at once: 'exists' when an id is taken, and then others may be in or not. One round trip. */
export async function addAll<T extends Document>(
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
export async function put<T extends Document>(to: Collection<T>, document: T): Promise<void> {
  const { _id, ...data } = document;
  await db.collection(to.name).doc(_id).set({ data });
}

/** Changes every document that matches, atomically each; answers how many changed. One round trip. */
export async function update<T extends Document, const W extends object, const P extends object>(
  to: Collection<T>,
  where: W & NoInfer<CheckedWhere<T, W>>,
  patch: P extends NoInfer<CheckedPatch<T, P>> ? P : CheckedPatch<T, P>,
): Promise<number> {
  const { stats } = answered(await db.collection(to.name).where(where).update({ data: patch }));
  return stats.updated;
}

/** Removes what matches; answers how many. One round trip. */
export async function remove<T extends Document, const W extends object>(
  from: Collection<T>,
  where: W & NoInfer<CheckedWhere<T, W>>,
): Promise<number> {
  const { stats } = answered(await db.collection(from.name).where(where).remove());
  return stats.removed;
}

/**
 * Changes the first document that matches and answers how it is afterwards, or null. One round trip.
 * wx-server-sdk has no such call, so this one goes through @cloudbase/node-sdk to the same database.
 */
export async function updateAndReturn<T extends Document, const W extends object, const P extends object>(
  to: Collection<T>,
  where: W & NoInfer<CheckedWhere<T, W>>,
  patch: P extends NoInfer<CheckedPatch<T, P>> ? P : CheckedPatch<T, P>,
): Promise<T | null> {
  const { updated, doc } = await nodeDatabase().collection(to.name).where(where).updateAndReturn(patch);
  return updated === 0 ? null : (doc as T);
}

/** A stage of an aggregation by its name. */
export type Stage = Readonly<Record<string, unknown>>;
/** A first stage that does not match: it sees all documents. */
export type StageOnAll = Stage & { readonly match?: never };

/** The stages of an aggregation; the first still sees documents of the collection, and its `match` is checked. */
export type Stages<T, W> = readonly [
  { readonly match: W & NoInfer<CheckedWhere<T, W>> } | StageOnAll,
  ...Stage[],
];

/**
 * An aggregation pipeline of stages by name, as in `{ match: {…} }, { lookup: {…} }`. What comes out of the last stage
 * is named by the caller in `list<…>()`, which runs it. One round trip.
 */
export function aggregate<T extends Document, const W extends object>(
  from: Collection<T>,
  stages: Stages<T, W>,
): { list<R>(): Promise<R[]> } {
  return {
    async list<R>() {
      let pipeline = db.collection(from.name).aggregate();
      for (const each of stages) {
        for (const [name, value] of Object.entries(each)) pipeline = stage(pipeline, name, value);
      }
      const { list } = answered(await pipeline.end());
      // The SDK answers `any`.
      return list as R[];
    },
  };
}

/** Reads and writes by id inside one transaction. `where()` writes would run outside it, so there are none. */
export interface Transaction {
  get<T extends Document>(from: Collection<T>, id: string): Promise<T | null>;
  /** At most 100, as of the beginning of the transaction. */
  find<T extends Document, const W extends object>(
    from: Collection<T>,
    where: W & NoInfer<CheckedWhere<T, W>>,
  ): Promise<T[]>;
  add<T extends Document>(to: Collection<T>, document: T): Promise<void>;
  put<T extends Document>(to: Collection<T>, document: T): Promise<void>;
  update<T extends Document, const P extends object>(
    to: Collection<T>,
    id: string,
    patch: P extends NoInfer<CheckedPatch<T, P>> ? P : CheckedPatch<T, P>,
  ): Promise<void>;
  remove<T extends Document>(from: Collection<T>, id: string): Promise<void>;
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

type Pipeline = ReturnType<ReturnType<typeof db.collection>['aggregate']>;

/** One stage by its name: `match` is `pipeline.match(value)`. */
function stage(pipeline: Pipeline, name: string, value: unknown): Pipeline {
  const append: unknown = Reflect.get(pipeline, name);
  if (typeof append !== 'function') throw new Error(`no aggregation stage ${name}`);
  return append.call(pipeline, value);
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
