import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { StartError } from '../errors';

const indexSchema = z.strictObject({
  name: z.string().min(1),
  keys: z
    .array(z.tuple([z.string().min(1), z.union([z.literal(1), z.literal(-1)])]))
    .min(1)
    .max(31),
  unique: z.boolean().default(false),
});

/** One page of the vendor's quotas says 20, another 100: the smaller one holds everywhere. */
const maxIndexes = 20;

/** What of a definition is kept beside the index, so that a changed one is noticed. */
export const specSchema = indexSchema.pick({ keys: true, unique: true });

const collectionSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/),
  rule: z.literal('ADMINONLY'),
  indexes: z.array(indexSchema).max(maxIndexes, `a collection has at most ${maxIndexes} indexes`).default([]),
});

/**
 * Who may read stored files (基础权限 of CloudBase; writing is the creator's and the functions' under both). READONLY is
 * what an environment has unless it is set: everybody, for ever, by the address.
 */
const storageRule = z.enum(['READONLY', 'PRIVATE']);
export type StorageRule = z.infer<typeof storageRule>;

const fileSchema = z.strictObject({
  collections: z.array(collectionSchema),
  storage: storageRule.optional(),
});

export type IndexDefinition = z.infer<typeof indexSchema>;
export type CollectionDefinition = z.infer<typeof collectionSchema>;

/**
 * Reads every `*.json` of the folder of collections, indexes and rules.
 * @throws StartError BAD_SCHEMA naming the file and the field
 */
export function readSchema(directory: string): CollectionDefinition[] {
  const definitions = new Map<string, CollectionDefinition>();
  for (const file of readdirSync(directory).sort()) {
    if (!file.endsWith('.json')) continue;
    for (const collection of readFile(path.join(directory, file)).collections) {
      if (definitions.has(collection.name)) {
        throw new StartError(
          'BAD_SCHEMA',
          `${file} defines the collection ${collection.name} a second time.`,
        );
      }
      definitions.set(collection.name, collection);
    }
  }
  return [...definitions.values()];
}

/** The rule of stored files: the one that a file of the folder sets. @throws StartError BAD_SCHEMA */
export function readStorageRule(directory: string): StorageRule {
  const rules = readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => readFile(path.join(directory, file)).storage ?? []);
  if (rules.length > 1) throw new StartError('BAD_SCHEMA', 'The rule of stored files is set twice.');
  return rules[0] ?? 'READONLY';
}

function readFile(file: string): z.infer<typeof fileSchema> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new StartError('BAD_SCHEMA', `${file} is not JSON: ${String(cause)}`);
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) throw new StartError('BAD_SCHEMA', `${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
