import * as z from 'zod';
import { ByHand } from './by-hand';
import { type Call, readAnswer } from './management';

const answer = z.object({
  EnvInfo: z.object({
    EnvBaseInfo: z.object({
      EnvId: z.string(),
      Status: z.string(),
      Databases: z.array(z.object({ InstanceId: z.string() })).nullish(),
      Storages: z.array(z.object({ Bucket: z.string(), CdnDomain: z.string().nullish() })).nullish(),
      Functions: z.array(z.object({ Namespace: z.string() })).nullish(),
      LogServices: z
        .array(z.object({ TopicId: z.string().nullish(), LogsetId: z.string().nullish() }))
        .nullish(),
    }),
  }),
});

/** Names of what belongs to an environment. */
export interface CloudEnvironment {
  envId: string;
  databaseId: string;
  bucket: string;
  /** Host of stored files, as phones download them; '' when the interface names none. */
  storageHost: string;
  namespace: string;
  /** Where functions write their log lines; null while the log service is not switched on. */
  logs: { topic: string; set: string } | null;
}

/** @throws ManagementError when the account has no such environment, ByHand when it is not ready */
export async function findEnvironment(call: Call, envId: string): Promise<CloudEnvironment> {
  const said = await call('tcb', 'DescribeEnvInfo', { EnvId: envId });
  const { EnvInfo } = readAnswer(answer, 'DescribeEnvInfo', said);
  const { Databases, Storages, Functions, LogServices, EnvId, Status } = EnvInfo.EnvBaseInfo;
  if (Status !== 'NORMAL')
    throw new ByHand(`环境 ${EnvId} 的状态是 ${Status}，请在 云开发控制台 → 概览 查看，恢复正常后再运行一次`);
  const service = (LogServices ?? []).find(({ TopicId }) => Boolean(TopicId));
  const [database, storage, functions] = [Databases?.[0], Storages?.[0], Functions?.[0]];
  const lacking = [database ? [] : '数据库', storage ? [] : '云存储', functions ? [] : '云函数'].flat();
  if (!database || !storage || !functions)
    throw new ByHand(`环境 ${EnvId} 没有${lacking.join('、')}，请在 云开发控制台 开通后再运行一次`);
  return {
    envId: EnvId,
    databaseId: database.InstanceId,
    bucket: storage.Bucket,
    storageHost: storage.CdnDomain ?? '',
    namespace: functions.Namespace,
    logs: service ? { topic: service.TopicId ?? '', set: service.LogsetId ?? '' } : null,
  };
}
