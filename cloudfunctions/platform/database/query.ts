import type cloud from 'wx-server-sdk';
import type { Immutable, NoSuchField, ValueAt } from './fields';

type Sdk = ReturnType<typeof cloud.database>;

declare const operand: unique symbol;
declare const clauses: unique symbol;
declare const result: unique symbol;
declare const element: unique symbol;
declare const difference: unique symbol;

// The SDK's own operators take and answer `any`. These are the same ones with the type of what they compare or write;
// the marks in brackets carry it and are never set.

/** What one field is compared with. */
export interface Condition<V> {
  readonly [operand]?: V;
  and<W>(other: Condition<W>): Condition<V | W>;
  or<W>(other: Condition<W>): Condition<V | W>;
}

/** Conditions on whole documents, joined by `and` or `or`. */
export interface Clauses<W> {
  readonly [clauses]?: W;
  not(condition: Clauses<unknown>): unknown;
}

/** A new value of one field, made from the old one. */
interface Update<V> {
  readonly [result]?: V;
}

/** A change of the elements of an array. */
interface ElementUpdate<E> {
  readonly [element]?: E;
}

/** Query and update operators of the database, as far as the product uses them. */
export interface Operators {
  eq<const V>(value: V): Condition<V>;
  neq<const V>(value: V): Condition<V>;
  gt<const V>(value: V): Condition<V>;
  gte<const V>(value: V): Condition<V>;
  lt<const V>(value: V): Condition<V>;
  lte<const V>(value: V): Condition<V>;
  in<const V>(values: readonly V[]): Condition<V>;
  exists(isThere: boolean): Condition<never>;
  and<V>(conditions: ReadonlyArray<Condition<V>>): Condition<V>;
  and<const W extends object>(conditions: readonly W[]): Clauses<W>;
  or<const W extends object>(conditions: readonly W[]): Clauses<W>;
  set<const V>(value: V): Update<V>;
  max(value: number): Update<number>;
  inc(by: number): Update<number>;
  remove(): Update<never>;
  push<const E>(values: readonly E[] | { each: readonly E[]; slice: number }): ElementUpdate<E>;
  addToSet<const E>(value: E): ElementUpdate<E>;
  pull<const E>(value: E): ElementUpdate<E>;
  readonly aggregate: Sdk['command']['aggregate'];
}

/** Text by a regular expression. */
export type Pattern = ReturnType<Sdk['RegExp']>;

// An array matches as a whole or by one of its elements.
type Comparable<V> = Immutable<V> | (V extends readonly (infer E)[] ? Immutable<E> : never);

/** What a field of type V may be asked for. */
type ConditionOn<V> = Comparable<V> | Condition<Comparable<V>> | (string extends V ? Pattern : never);

/** What may be written to a field of type V. */
type PatchOn<V> =
  | Immutable<V>
  | Update<Immutable<V>>
  | (V extends readonly (infer E)[] ? ElementUpdate<Immutable<E>> : never);

/** A condition on top-level fields, for functions that pass one on. A call also takes paths and joined conditions. */
export type Where<T> = { readonly [K in keyof T]?: ConditionOn<Exclude<T[K], undefined>> };

/** A name put together at run time is no longer known in an object literal. */
interface NamedAtRunTime {
  readonly 'goes through whereAt or patchAt': never;
}

/**
 * The condition W as documents of type T allow it: every field and path is known and compared with its own type. Unlike
 * the compiler's own check of excess fields it also sees through spreads and variables.
 */
type CheckedWhere<T, W> =
  W extends Clauses<infer Inner>
    ? Clauses<CheckedWhere<T, Inner>>
    : string extends keyof W
      ? NamedAtRunTime
      : { readonly [K in keyof W]: K extends string ? ConditionAt<T, K> : never };

/** No patch names a history: only what `write` makes of two versions of an entity adds to it (versioned.ts). */
interface HistoryOnlyGrows {
  readonly 'is only added to, by write': never;
}

/** A patch that was worked out from two documents of type T, see `patchOf`. */
export interface Difference<T> {
  readonly [difference]?: T;
}

/** The patch P as documents of type T allow it. */
type CheckedPatch<T, P> = typeof difference extends keyof P
  ? Difference<T>
  : string extends keyof P
    ? NamedAtRunTime
    : { readonly [K in keyof P]: K extends string ? PatchAt<T, K> : never };

/** A condition of a call: inferred as it is written, then held against the fields of T. */
export type GivenWhere<T, W> = W & NoInfer<CheckedWhere<T, W>>;

/**
 * A patch of a call, in the same way. Not joined by `&`: a field that is not an update would become one, because an
 * update has no member that it must have.
 */
export type GivenPatch<T, P> = P extends NoInfer<CheckedPatch<T, P>> ? P : CheckedPatch<T, P>;

export type ConditionAt<T, Path extends string> = [ValueAt<T, Path>] extends [never]
  ? NoSuchField<Path>
  : ConditionOn<ValueAt<T, Path>>;

export type PatchAt<T, Path extends string> = [ValueAt<T, Path>] extends [never]
  ? NoSuchField<Path>
  : Path extends 'history' | `history.${string}`
    ? HistoryOnlyGrows
    : PatchOn<ValueAt<T, Path>>;
