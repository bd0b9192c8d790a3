import type { CollectionName, Documents } from './documents';
import type { View } from './view';

/** What `--repair` writes, and only if the document still is as it was found. */
export type Mend =
  | {
      does: string;
      how: 'set';
      collection: CollectionName;
      id: string;
      /** Fields that must still have these values. */
      unchanged: Readonly<Record<string, unknown>>;
      set: Readonly<Record<string, unknown>>;
    }
  | { does: string; how: 'add'; collection: CollectionName; document: Readonly<Record<string, unknown>> }
  | { does: string; how: 'remove'; collection: CollectionName; id: string };

/** What is wrong with one document, in words that hold ids and counts only. */
export interface Fault {
  id: string;
  what: string;
  mend?: Mend;
}

export interface Finding extends Fault {
  invariant: string;
  collection: CollectionName;
}

/**
 * Something that is true of every whole store. It looks either at the documents of one collection one by one, and then
 * shares one pass over it with the others, or across collections by passes of its own.
 */
export interface Invariant {
  name: string;
  about: readonly CollectionName[];
  visit?: Visit;
  check?(view: View): AsyncIterable<Fault>;
}

export interface Visit {
  collection: CollectionName;
  /** Collections whose ids `faultsOf` asks for. */
  ids: readonly CollectionName[];
  faultsOf(document: Documents[CollectionName], known: Known): readonly Fault[];
}

/** The ids that exist. */
export interface Known {
  has(collection: CollectionName, id: string): boolean;
}

/** An invariant of single documents: the sentences of what is wrong with each. */
export function ofEach<C extends CollectionName>(
  name: string,
  collection: C,
  faultsOf: (document: Documents[C]) => ReadonlyArray<string | Omit<Fault, 'id'>>,
): Invariant {
  return {
    name,
    about: [collection],
    visit: {
      collection,
      ids: [],
      // The runner hands each visit documents of its own collection only.
      faultsOf(document: Documents[C]) {
        return faultsOf(document).map((fault) => ({
          id: document._id,
          ...(typeof fault === 'string' ? { what: fault } : fault),
        }));
      },
    },
  };
}

/** An invariant across documents. What it finds belongs to the first collection it is about. */
export const across = (
  name: string,
  about: readonly [CollectionName, ...CollectionName[]],
  check: (view: View) => AsyncIterable<Fault>,
): Invariant => ({ name, about, check });

/** The sentences whose condition does not hold. */
export const unless = (...rules: ReadonlyArray<readonly [holds: boolean, otherwise: string]>): string[] =>
  rules.filter(([holds]) => !holds).map(([, otherwise]) => otherwise);
