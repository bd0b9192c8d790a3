import type { Site } from './change';

/** What takes ballots, remarks and anonymous items leaves no log: a line with its moment would be about somebody. */
const WITHOUT_LOG: readonly string[] = ['ballot', 'remark', 'letterbox'];

export const isWithoutLog = (name: string): boolean => WITHOUT_LOG.includes(name);

/** Where a function is to write its log; nothing for those without one, and while the log service is off. */
export const logsOf = ({ environment: { logs } }: Site, name: string) =>
  logs && !isWithoutLog(name) ? { ClsTopicId: logs.topic, ClsLogsetId: logs.set } : {};

/** Whether its log goes elsewhere than it is to. */
export const hasOtherLog = (site: Site, name: string, topic: string): boolean =>
  (logsOf(site, name).ClsTopicId ?? topic) !== topic;

/** A function that is made without a topic gets a default one, and no interface is documented that takes it away. */
export const silencing = (name: string): string =>
  `${name} 有日志投递，会记下每次提交的时刻；请在 腾讯云控制台 → 云函数 → 函数服务（选环境的命名空间）→ ${name} → 函数配置 → 编辑 停用日志投递，并在 日志服务 删除已有的日志，再运行 npm run doctor 看一次`;
