import * as z from 'zod';
import type { StorageRule } from '../cloud/store/schema';
import type { Change, Site } from './change';
import { readAnswer } from './management';

const answer = z.object({ AclTag: z.string() });

/** Who may read stored files, as it is. */
async function storageRuleOf({ call, environment }: Site): Promise<string> {
  const params = { EnvId: environment.envId, Bucket: environment.bucket };
  const said = await call('tcb', 'DescribeStorageSafeRule', params);
  return readAnswer(answer, 'DescribeStorageSafeRule', said).AclTag;
}

/** The rule of the file beside the collections' rules. */
export async function storageChanges(site: Site, wanted: StorageRule): Promise<Change[]> {
  if ((await storageRuleOf(site)) === wanted) return [];
  const { envId, bucket } = site.environment;
  const run = async () => {
    await site.call('tcb', 'ModifyStorageSafeRule', { EnvId: envId, Bucket: bucket, AclTag: wanted });
  };
  return [{ part: '云存储', what: `读写权限改为 ${wanted}，别人拿到地址也打不开`, run }];
}
