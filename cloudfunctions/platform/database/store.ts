import nodeSdk from '@cloudbase/node-sdk';
import { db, messageOf } from './connection';
import type { PathOf, Projected } from './fields';
import { patiently } from './patience';
import type { ConditionAt, GivenPatch, GivenWhere, Operators, PatchAt, Pattern } from './query';

/** Query and update operators of the database (`_.gt(0)`, `_.inc(1)` …). */
export const _: Operators = db.command;

/** Text that contains what was typed, letter for letter, whatever the case. */
export const containing = (typed: string): Pattern =>
  db.RegExp({ regexp: typed.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), options: 'i' });

/** Text that a pattern matches; one that MongoDB (PCRE) and JavaScript read alike. */
export const matching = (pattern: string): Pattern => db.RegExp({ regexp: pattern, options: '' });

export interface Document {
  readonly _id: string;
}

/** What may be written over or removed: whatever has no history, which is only ever added to (versioned.ts). */
export interface WithoutHistory extends Document {
  readonly history?: never;
}

/** A name with the type of what is kept under it: the one place where stored documents get their type. */
export interface Collection<T extends Document> {
  readonly name: string;
  /** Never set; carries the type. */
  readonly document?: T;
}

export const collection = <T extends Document>(name: string): Collection<T> => ({ name });

/** A collection whose entities are written as versions, see versioned.ts. */
export interface VersionedCollection<T extends Document> extends Collection<T> {
  readonly isVersioned: true;
}

export const versionedCollection = <T extends Document>(name: string): VersionedCollection<T> => ({
  name,
  isVersioned: true,
});

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
  where: GivenWhere<T, W>,
  options: FindOptions<T, Field, Order> = {},
): Promise<Array<Found<T, Field>>> => read<Found<T, Field>>(from.name, where, options);

async function read<R>(name: string, where: object, options: ReadOptions) {
  let query = db.collection(name).where(where);
  for (const [field, direction] of options.order ?? []) query = query.orderBy(field, direction);
  if (options.skip !== undefined) query = query.skip(options.skip);
  if (options.fields) query = query.field(Object.fromEntries(options.fields.map((field) => [field, true])));
  const limited = query.limit(options.limit ?? 100);
  const { data } = answered(await patiently(() => limited.get()));
  // The SDK answers documents as `any`; what is stored has been written as this type.
  return data as R[];
}

/** How many match. One round trip. */
export async function count<T extends Document, const W extends object>(
  from: Collection<T>,
  where: GivenWhere<T, W>,
): Promise<number> {
  const { total } = answered(await patiently(() => db.collection(from.name).where(where).count()));
  return total;
}

/** Adds a document under its natural id: 'exists' when the id (or another unique key) is taken. One round trip. */
export async function add<T extends Document>(to: Collection<T>, document: T): Promise<'added' | 'exists'> {
  try {
    await patiently(() => db.collection(to.name).add({ data: document }));
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
    await patiently(() => db.collection(to.name).add({ data: [...documents] }));
    return 'added';
  } catch (error) {
    if (isDuplicate(error)) return 'exists';
    throw error;
  }
}

/** Writes the whole document, whether or not it was there. One round trip. */
export async function put<T extends WithoutHistory>(to: Collection<T>, document: T): Promise<void> {
  const { _id, ...data } = document;
  await patiently(() => db.collection(to.name).doc(_id).set({ data }));
}

/** Changes every document that matches, atomically each; answers how many changed. One round trip. */
export async function update<T extends Document, const W extends object, const P extends object>(
  to: Collection<T>,
  where: GivenWhere<T, W>,
  patch: GivenPatch<T, P>,
): Promise<number> {
  const { stats } = answered(
    await patiently(() => db.collection(to.name).where(where).update({ data: patch })),
  );
  return stats.updated;
}

/** Removes what matches; answers how many. One round trip. */
export async function remove<T extends WithoutHistory, const W extends object>(
  from: Collection<T>,
  where: GivenWhere<T, W>,
): Promise<number> {
  const { stats } = answered(await patiently(() => db.collection(from.name).where(where).remove()));
  return stats.removed;
}

/**
 * Changes the first document that matches and answers how it is afterwards, or null. One round trip.
 * wx-server-sdk has no such call, so this one goes through @cloudbase/node-sdk to the same database.
 */
export async function updateAndReturn<T extends Document, const W extends object, const P extends object>(
  to: Collection<T>,
  where: GivenWhere<T, W>,
  patch: GivenPatch<T, P>,
): Promise<T | null> {
  const { doc } = await patiently(() =>
    nodeDatabase().collection(to.name).where(where).updateAndReturn(patch),
  );
  return (doc ?? null) as T | null;
}

/** A stage of an aggregation by its name. */
export type Stage = Readonly<Record<string, unknown>>;
/** A first stage that does not match: it sees all documents. */
export type StageOnAll = Stage & { readonly match?: never };

/** The stages of an aggregation; the first still sees documents of the collection, and its `match` is checked. */
export type Stages<T, W> = readonly [{ readonly match: GivenWhere<T, W> } | StageOnAll, ...Stage[]];

/** Far more rows than any list of the product has. */
const ALL_ROWS = 10_000;

/**
 * An aggregation pipeline of stages by name, as in `{ match: {…} }, { lookup: {…} }`. What comes out of the last stage
 * is named by the caller in `list<…>()`, which runs it. Without a limit the database would give twenty rows, so every
 * pipeline that does not end with one gets one here. One round trip.
 */
export function aggregate<T extends Document, const W extends object>(
  from: Collection<T>,
  stages: Stages<T, W>,
): { list<R>(): Promise<R[]> } {
  return {
    async list<R>() {
      const isLimited = 'limit' in (stages.at(-1) ?? {});
      const limited = isLimited ? stages : [...stages, { limit: ALL_ROWS }];
      const pipeline = appended(db.collection(from.name).aggregate(), limited);
      const { list } = answered(await patiently(() => pipeline.end()));
      // The SDK answers `any`.
      return list as R[];
    },
  };
}

/** The `pipeline` of a lookup, with the same operators (`_`) as everywhere else. No round trip of its own. */
export const lookupPipeline = (stages: readonly Stage[]): unknown => {
  const pipeline: object = method(_.aggregate, 'pipeline').call(_.aggregate);
  const longer = appended(pipeline, stages);
  return method(longer, 'done').call(longer);
};

/** The SDK's types allow for its callback form, which answers nothing; the promise form always answers. */
function answered<T>(answer: T): Extract<T, object> {
  if (typeof answer !== 'object' || answer === null) throw new Error('the database gave no answer');
  return answer as Extract<T, object>;
}

/** A stage by its name: `match` is `pipeline.match(value)`. */
function appended<P extends object>(pipeline: P, stages: readonly object[]): P {
  let longer = pipeline;
  for (const stage of stages)
    for (const [name, value] of Object.entries(stage)) longer = method(longer, name).call(longer, value);
  return longer;
}

function method(pipeline: object, name: string) {
  const found: unknown = Reflect.get(pipeline, name);
  if (typeof found !== 'function') throw new Error(`no aggregation stage ${name}`);
  return found;
}

export const isDuplicate = (error: unknown) => /duplicate key|E11000/i.test(messageOf(error));

let nodeApp: ReturnType<typeof nodeSdk.init> | undefined;
function nodeDatabase() {
  nodeApp ??= nodeSdk.init({ env: process.env.TCB_ENV });
  return nodeApp.database();
}
