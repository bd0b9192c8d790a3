import { emptyRemarkShards, type Remark, type RemarkShard } from '../../core/survey/remark';
import { inParallel } from '../call/parallel';
import { add, collection, count, find, remove, update } from '../database/store';

// The life of the box for words, beside that of the ballot box: opened, frozen, read, kept, emptied.

const remarkShards = collection<RemarkShard>('remark_shards');
export const remarks = collection<Remark>('remarks');

/** Makes the empty shards; those already there stay. */
export const openRemarkBox = (survey: string): Promise<void> =>
  inParallel(emptyRemarkShards(survey), 20, async (shard) => {
    await add(remarkShards, shard);
  });

/** From the return on nothing comes in; answers what is inside. */
export async function frozenRemarks(survey: string): Promise<RemarkShard[]> {
  do await update(remarkShards, { survey, isOpen: true }, { isOpen: false });
  while ((await count(remarkShards, { survey, isOpen: true })) > 0);
  return find(remarkShards, { survey }, { order: [['_id', 'asc']], limit: 100 });
}

/** Keeps the opened remarks in order of their ids; a repeat meets those that are there. */
export const keepRemarks = async (opened: readonly Remark[]): Promise<void> => {
  for (const remark of opened) await add(remarks, remark);
};

export async function emptyRemarkBox(survey: string): Promise<void> {
  await remove(remarkShards, { survey });
}
