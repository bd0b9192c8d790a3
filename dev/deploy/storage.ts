import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { root } from '../root';
import type { Change, Site } from './change';

const file = z.strictObject({ rule: z.enum(['PRIVATE', 'ADMINONLY']) });
const answer = z.object({ AclTag: z.string() });

/** Who may read stored files: the file beside the collections' rules. */
export const storageRule = (): string =>
  file.parse(JSON.parse(readFileSync(join(root, 'cloudfunctions', 'storage', 'rule.json'), 'utf8'))).rule;

export async function storageRuleOf({ call, environment }: Site): Promise<string> {
  const params = { EnvId: environment.envId, Bucket: environment.bucket };
  return answer.parse(await call('tcb', 'DescribeStorageSafeRule', params)).AclTag;
}

export async function storageChanges(site: Site): Promise<Change[]> {
  const wanted = storageRule();
  if ((await storageRuleOf(site)) === wanted) return [];
  const { envId, bucket } = site.environment;
  const run = async () => {
    await site.call('tcb', 'ModifyStorageSafeRule', { EnvId: envId, Bucket: bucket, AclTag: wanted });
  };
  return [{ part: '云存储', what: `读写权限改为 ${wanted}，别人拿到地址也打不开`, run }];
}
