import * as z from 'zod';
import { type Actions, action } from './action';
import { Refused } from './refused';

interface Index {
  keys: { Name: string; Direction: string }[];
  isUnique: boolean;
}
export interface Table {
  indexes: Map<string, Index>;
  permission: string;
}

const where = (envId: string) => ({
  EnvId: z.literal(envId),
  MongoConnector: z.strictObject({ DatabaseName: z.literal('tnt-double'), InstanceId: z.literal('flexdb') }),
});
const created = z.strictObject({
  IndexName: z.string().min(1),
  MgoKeySchema: z.strictObject({
    MgoIndexKeys: z
      .array(z.strictObject({ Name: z.string(), Direction: z.enum(['1', '-1']) }))
      .min(1)
      .max(31),
    MgoIsUnique: z.boolean(),
  }),
});

/** Tables and indexes of the document database; a collection is open to its creator's phones until it is closed. */
export function databaseActions(envId: string, tables: Map<string, Table>, mostIndexes: number): Actions {
  const tableOf = (name: string): Table => {
    const table = tables.get(name);
    if (!table) throw new Refused('ResourceNotFound.TableNotFound', `Table ${name} does not exist.`);
    return table;
  };
  return {
    ListTables: action({
      params: z.strictObject({ ...where(envId), MgoLimit: z.number().max(100), MgoOffset: z.number() }),
      run: ({ MgoLimit, MgoOffset }) => ({
        Tables: [...tables.keys()].slice(MgoOffset, MgoOffset + MgoLimit).map((TableName) => ({ TableName })),
      }),
    }),
    CreateTable: action({
      params: z.strictObject({ ...where(envId), TableName: z.string().regex(/^[A-Za-z][\w-]{0,31}$/) }),
      run({ TableName }) {
        if (tables.has(TableName)) throw new Refused('ResourceInUse', `Table ${TableName} exists already.`);
        tables.set(TableName, { indexes: new Map(), permission: 'PRIVATE' });
        return {};
      },
    }),
    DescribeTable: action({
      params: z.strictObject({ ...where(envId), TableName: z.string() }),
      run({ TableName }) {
        const own = [...tableOf(TableName).indexes].map(([Name, { keys, isUnique }]) => ({
          Name,
          Keys: keys,
          Unique: isUnique,
          Size: 4096,
        }));
        return {
          Indexes: [{ Name: '_id_', Keys: [{ Name: '_id', Direction: '1' }], Unique: false }, ...own],
        };
      },
    }),
    UpdateTable: action({
      params: z.strictObject({
        ...where(envId),
        TableName: z.string(),
        CreateIndexes: z.array(created).default([]),
        DropIndexes: z.array(z.strictObject({ IndexName: z.string() })).default([]),
      }),
      run({ TableName, CreateIndexes, DropIndexes }) {
        const { indexes } = tableOf(TableName);
        for (const { IndexName } of DropIndexes) {
          if (!indexes.delete(IndexName))
            throw new Refused('ResourceNotFound', `Index ${IndexName} does not exist.`);
        }
        for (const { IndexName, MgoKeySchema } of CreateIndexes) {
          if (indexes.has(IndexName))
            throw new Refused('ResourceInUse', `Index ${IndexName} exists already.`);
          if (indexes.size >= mostIndexes)
            throw new Refused('LimitExceeded.IndexLimit', `A table has at most ${mostIndexes} indexes.`);
          indexes.set(IndexName, { keys: MgoKeySchema.MgoIndexKeys, isUnique: MgoKeySchema.MgoIsUnique });
        }
        return {};
      },
    }),
  };
}
