import * as z from 'zod';
import type { CollectionDefinition, IndexDefinition } from '../cloud/store/schema';
import type { Change, Site } from './change';
import { readAnswer } from './management';
import { permissionsOf } from './permissions';

const PART = '数据库';
const tableList = z.object({ Tables: z.array(z.object({ TableName: z.string() })).nullish() });
const table = z.object({
  Indexes: z
    .array(
      z.object({
        Name: z.string(),
        Unique: z.boolean().nullish(),
        Keys: z.array(z.object({ Name: z.string(), Direction: z.coerce.string() })),
      }),
    )
    .nullish(),
});

const PAGE = 100;

const connector = ({ environment }: Site) => ({
  EnvId: environment.envId,
  MongoConnector: { DatabaseName: environment.databaseId, InstanceId: 'flexdb' },
});

export async function tablesOf(site: Site): Promise<Set<string>> {
  const names = new Set<string>();
  for (let offset = 0; ; offset += PAGE) {
    const params = { ...connector(site), MgoLimit: PAGE, MgoOffset: offset };
    const said = await site.call('tcb', 'ListTables', params);
    const { Tables } = readAnswer(tableList, 'ListTables', said);
    for (const { TableName } of Tables ?? []) names.add(TableName);
    if ((Tables ?? []).length < PAGE) return names;
  }
}

/** The shape of an index, for comparing. */
const shapeOf = (keys: readonly (readonly [string, unknown])[], isUnique: boolean): string =>
  JSON.stringify([keys.map(([name, direction]) => [name, String(direction)]), isUnique]);

/** Index name → shape, of one collection as it is. */
export async function indexesOf(site: Site, name: string): Promise<Map<string, string>> {
  const { Indexes } = readAnswer(
    table,
    'DescribeTable',
    await site.call('tcb', 'DescribeTable', { ...connector(site), TableName: name }),
  );
  return new Map(
    (Indexes ?? []).map(({ Name, Keys, Unique }) => [
      Name,
      shapeOf(
        Keys.map((key) => [key.Name, key.Direction]),
        Unique === true,
      ),
    ]),
  );
}

async function close(site: Site, name: string): Promise<void> {
  await site.call('tcb', 'ModifyResourcePermission', {
    EnvId: site.environment.envId,
    ResourceType: 'collection',
    Resource: name,
    Permission: 'ADMINONLY',
  });
}

function indexChange(site: Site, name: string, index: IndexDefinition, isThere: boolean): Change {
  const run = async () => {
    const update = (params: object) =>
      site.call('tcb', 'UpdateTable', { ...connector(site), TableName: name, ...params });
    if (isThere) await update({ DropIndexes: [{ IndexName: index.name }] });
    const keys = index.keys.map(([field, direction]) => ({ Name: field, Direction: String(direction) }));
    await update({
      CreateIndexes: [
        { IndexName: index.name, MgoKeySchema: { MgoIndexKeys: keys, MgoIsUnique: index.unique } },
      ],
    });
  };
  const fields = index.keys.map(([field]) => field).join(', ');
  const what = `${name} ${isThere ? '重建' : '新建'}${index.unique ? '唯一' : ''}索引 ${index.name}（${fields}）`;
  return { part: PART, what, run };
}

/** An index that no file names any more takes the room of one that is wanted; the platform's own begin with _. */
const isLeftOver = (index: string, wanted: readonly IndexDefinition[]): boolean =>
  !index.startsWith('_') && !wanted.some(({ name }) => name === index);

function indexRemoval(site: Site, name: string, index: string): Change {
  const run = async () => {
    await site.call('tcb', 'UpdateTable', {
      ...connector(site),
      TableName: name,
      DropIndexes: [{ IndexName: index }],
    });
  };
  return { part: PART, what: `${name} 删除文件中没有的索引 ${index}`, run };
}

/** Permissions first: from the first minute no phone reads a collection. Unique indexes before those for speed. */
export async function collectionChanges(
  site: Site,
  wanted: readonly CollectionDefinition[],
): Promise<Change[]> {
  const there = await tablesOf(site);
  const present = wanted.filter(({ name }) => there.has(name));
  const permissions =
    present.length > 0
      ? await permissionsOf(
          site,
          'collection',
          present.map(({ name }) => name),
        )
      : new Map();
  const closing: Change[] = present
    .filter(({ name, rule }) => permissions.get(name)?.permission !== rule)
    .map(({ name }) => ({ part: PART, what: `${name} 改为仅管理员可读写`, run: () => close(site, name) }));
  const creating: Change[] = wanted
    .filter(({ name }) => !there.has(name))
    .map(({ name }) => ({
      part: PART,
      what: `新建集合 ${name}，仅管理员可读写`,
      run: async () => {
        await site.call('tcb', 'CreateTable', { ...connector(site), TableName: name });
        await close(site, name);
      },
    }));
  const indexing: Change[] = [];
  for (const { name, indexes } of wanted) {
    const found: Map<string, string> = there.has(name) ? await indexesOf(site, name) : new Map();
    for (const index of found.keys())
      if (isLeftOver(index, indexes)) indexing.push(indexRemoval(site, name, index));
    for (const index of [...indexes].sort((a, b) => Number(b.unique) - Number(a.unique))) {
      const shape = found.get(index.name);
      if (shape !== shapeOf(index.keys, index.unique))
        indexing.push(indexChange(site, name, index, shape !== undefined));
    }
  }
  return [...closing, ...creating, ...indexing];
}
