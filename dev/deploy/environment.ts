import * as z from 'zod';
import type { Call } from './management';

const answer = z.object({
  EnvInfo: z.object({
    EnvBaseInfo: z.object({
      EnvId: z.string(),
      Status: z.string(),
      Databases: z.array(z.object({ InstanceId: z.string() })).min(1),
      Storages: z.array(z.object({ Bucket: z.string() })).min(1),
      Functions: z.array(z.object({ Namespace: z.string() })).min(1),
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
  namespace: string;
  /** Where functions write their log lines; null while the log service is not switched on. */
  logs: { topic: string; set: string } | null;
}

/** @throws ManagementError when the account has no such environment */
export async function findEnvironment(call: Call, envId: string): Promise<CloudEnvironment> {
  const { EnvInfo } = answer.parse(await call('tcb', 'DescribeEnvInfo', { EnvId: envId }));
  const { Databases, Storages, Functions, LogServices, EnvId } = EnvInfo.EnvBaseInfo;
  const service = (LogServices ?? []).find(({ TopicId }) => Boolean(TopicId));
  return {
    envId: EnvId,
    databaseId: Databases[0]?.InstanceId ?? '',
    bucket: Storages[0]?.Bucket ?? '',
    namespace: Functions[0]?.Namespace ?? '',
    logs: service ? { topic: service.TopicId ?? '', set: service.LogsetId ?? '' } : null,
  };
}
