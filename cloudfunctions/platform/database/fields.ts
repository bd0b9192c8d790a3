// What the compiler knows of the fields of a document. A path is a field, or fields joined by dots as the database
// writes them: `reply.outcome`, `roles.role` (in any element of the array), `holders.${string}` (any key of a record).
// A path is followed only where it is written, so nothing is paid for the paths that nobody uses.

/** The type at a path of T; never when there is no such path. */
export type ValueAt<T, Path extends string> = T extends readonly (infer Element)[]
  ? Path extends `${number}`
    ? Element
    : Path extends `${number}.${infer Rest}`
      ? ValueAt<Element, Rest>
      : ValueAt<Element, Path>
  : T extends object
    ? Path extends `${infer Head}.${infer Rest}`
      ? Head extends keyof T
        ? ValueAt<T[Head], Rest>
        : never
      : Path extends keyof T
        ? Exclude<T[Path], undefined>
        : never
    : never;

/** What stands in the compiler's message for a path that T does not have. */
export interface NoSuchField<Path> {
  readonly 'no such field': Path;
}

/** The path itself where T has it. */
export type PathOf<T, Path> = Path extends string
  ? [ValueAt<T, Path>] extends [never]
    ? NoSuchField<Path>
    : Path
  : never;

/** Written values may be constant, and what is kept never changes under the reader's hands. */
export type Immutable<V> = V extends object ? { readonly [K in keyof V]: Immutable<V[K]> } : V;

type HeadOf<Path> = Path extends `${infer Head}.${string}` ? Head : Path;
type RestOf<Path, Head extends string> = Path extends `${Head}.${infer Rest}` ? Rest : never;

/** A document of which only these paths were asked for; the id always comes with it. */
export type Projected<T, Path extends string> = Picked<T, Path | '_id'>;

type Picked<T, Path> = {
  [K in keyof T as K extends HeadOf<Path> ? K : never]: K extends Path
    ? T[K]
    : PickedWithin<T[K], RestOf<Path, K & string>>;
};

type PickedWithin<V, Path> = V extends readonly (infer Element)[]
  ? Array<PickedWithin<Element, Path>>
  : V extends object
    ? Picked<V, Path>
    : V;
