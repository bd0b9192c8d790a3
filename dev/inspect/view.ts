import type { Database } from '../college/database';
import type { CollectionName, Documents } from './documents';

const PAGE = 1000;
/** Documents that hold ballots or whole histories are large: fewer at once. */
const PAGE_OF: Partial<Record<CollectionName, number>> = {
  cases: 200,
  sealed_boxes: 5,
  counted_lists: 5,
  ballots: 200,
};

/** A store as the inspector reads it: page by page in order of ids, never a whole large collection at once. */
export class View {
  private readonly idsOf = new Map<CollectionName, Promise<ReadonlySet<string>>>();
  /** How many documents each collection holds, as far as they were counted on the way. */
  readonly counts = new Map<CollectionName, number>();

  constructor(private readonly database: Database) {}

  /** Every document, with these fields only where some are named. One round trip for each page. */
  async *each<C extends CollectionName>(
    collection: C,
    fields: readonly string[] = [],
  ): AsyncGenerator<Documents[C]> {
    const limit = PAGE_OF[collection] ?? PAGE;
    for (let after = ''; ; ) {
      let query = this.database
        .collection(collection)
        .where({ _id: this.database.command.gt(after) })
        .orderBy('_id', 'asc')
        .limit(limit);
      if (fields.length > 0) query = query.field(Object.fromEntries(fields.map((field) => [field, true])));
      // Where stored documents get their type, as in platform/database/store.ts.
      const { data }: { data?: Documents[C][] } = await query.get();
      if (data === undefined) throw new Error(`无法读取 ${collection}`);
      yield* data;
      const last = data[data.length - 1];
      if (data.length < limit || !last) return;
      after = last._id;
    }
  }

  /** All documents of a collection that stays small: sessions, surveys, departments. */
  async all<C extends CollectionName>(
    collection: C,
    fields: readonly string[] = [],
  ): Promise<Documents[C][]> {
    const all: Documents[C][] = [];
    for await (const document of this.each(collection, fields)) all.push(document);
    return all;
  }

  /** Every id of a collection; read once. */
  ids(collection: CollectionName): Promise<ReadonlySet<string>> {
    const known = this.idsOf.get(collection) ?? this.readIds(collection);
    this.idsOf.set(collection, known);
    return known;
  }

  private async readIds(collection: CollectionName): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    for await (const { _id } of this.each(collection, ['_id'])) ids.add(_id);
    return ids;
  }
}
