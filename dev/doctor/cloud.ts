import * as z from 'zod';
import type { Site } from '../deploy/change';
import { makePlan, type Wanted } from '../deploy/deploy';
import { findFunction, timersOf } from '../deploy/functions';
import { readAnswer } from '../deploy/management';
import { explain } from '../deploy/report';
import { domainsOf } from '../deploy/routes';
import { type Finding, fine, look, wrong } from './finding';

const PARTS = ['数据库', '云存储', '函数权限', '云函数', 'HTTP 访问'] as const;
const logAnswer = z.object({
  LogResults: z.object({
    Results: z.array(z.object({ Timestamp: z.coerce.number(), Content: z.string().nullish() })).nullish(),
  }),
});
const MINUTE_MS = 60_000;
/** The timer runs each minute; logs arrive a little later. */
const LATE_MS = 10 * MINUTE_MS;

/** Whether the environment is as the files say: what a deployment would change is what is wrong. */
export async function deploymentFindings(site: Site, wanted: Wanted): Promise<Finding[]> {
  const { changes, failures } = await makePlan(site, wanted);
  return PARTS.flatMap((part) => {
    const unseen = failures.filter((other) => other.part.startsWith(part));
    const own = changes.filter((change) => change.part === part);
    const pending = own.filter(({ byHand }) => byHand === undefined);
    const [first] = pending;
    const others = pending.length > 1 ? ` 等 ${pending.length} 处` : '';
    const findings = [
      ...unseen.map(({ part: which, error }) => wrong(which, `没有查到现状：${explain(error)}`)),
      ...own.flatMap(({ byHand }) => (byHand === undefined ? [] : wrong(part, byHand))),
      ...(first ? [wrong(part, `${first.what}${others}没有到位，请运行 npm run deploy`)] : []),
    ];
    return findings.length > 0 ? findings : [fine(part, '与文件一致')];
  });
}

/** As the log search writes a time, in the zone of the platform. */
const logTime = (instant: number): string =>
  new Date(instant + 8 * 60 * MINUTE_MS).toISOString().slice(0, 19).replace('T', ' ');

/** So many rows are looked through: the query is not documented to hold back those of other functions. */
const ROWS = 20;

/** Whether the timer is there and has run within the last minutes. */
export async function timerFinding(site: Site, now: number): Promise<Finding> {
  const name = '定时器';
  try {
    const jobs = await findFunction(site, 'jobs');
    const timers = jobs ? [...timersOf(jobs).values()] : [];
    if (timers.length === 0) return wrong(name, 'jobs 没有定时器，请运行 npm run deploy');
    if (!timers.some(({ isOn }) => isOn)) return wrong(name, 'jobs 的定时器停用了，请运行 npm run deploy');
    if (site.environment.logs === null)
      return look(name, '日志服务没有开通，看不到上次运行；请在 云开发控制台 → 日志 查看');
    const { LogResults } = readAnswer(
      logAnswer,
      'SearchClsLog',
      await site.call('tcb', 'SearchClsLog', {
        EnvId: site.environment.envId,
        StartTime: logTime(now - LATE_MS),
        EndTime: logTime(now),
        QueryString: 'function_name:"jobs"',
        Limit: ROWS,
        Sort: 'desc',
        TenantModel: 'public',
      }),
    );
    const rows = LogResults.Results ?? [];
    const runs = rows.filter(
      ({ Timestamp, Content }) => Timestamp >= now - LATE_MS && (Content ?? '').includes('"jobs"'),
    );
    if (rows.length > 0 && runs.length === 0)
      return look(name, '日志里查到的不是 jobs 的运行；请在 云开发控制台 → 日志 按云函数 jobs 查看');
    const last = runs[0]?.Timestamp;
    if (last === undefined)
      return wrong(name, '10 分钟内没有运行，请在 云开发控制台 → 云函数 → jobs → 触发管理 查看是否启用');
    return fine(name, `${Math.max(0, Math.round((now - last) / MINUTE_MS))} 分钟前运行过`);
  } catch (error) {
    return look(name, `没有查到上次运行：${explain(error)}`);
  }
}

/** The college's own domain, from the environment's side. */
export async function domainFinding(site: Site): Promise<Finding> {
  const name = '学校域名';
  const host = site.college.domains.request;
  if (!host)
    return wrong(
      name,
      '没有配置，评价只能带账号提交，页面会写明“目前匿名保护有限”；办好备案后填 domains.request',
    );
  try {
    const found = (await domainsOf(site)).find(({ Domain }) => Domain === host);
    if (!found) return wrong(name, `没有绑定 ${host}，请在 云开发控制台 → HTTP 访问服务 → 添加域名`);
    if (found.DNSStatus === 'INVALID')
      return wrong(
        name,
        `域名没有解析过来，请在域名解析处把 ${host} 的 CNAME 指向 ${found.Cname || '控制台给出的地址'}`,
      );
    if (found.Status !== 'SUCCESS' || !found.Enable)
      return wrong(name, `域名状态是 ${found.Status}，请在 云开发控制台 → HTTP 访问服务 查看证书并启用`);
    return fine(name, `${host} 已绑定`);
  } catch (error) {
    return look(name, `没有查到域名：${explain(error)}`);
  }
}

/** Backups keep signing keys for as long as they are kept themselves (docs/deploy.md). */
export async function backupFinding({ call, environment }: Site): Promise<Finding> {
  const name = '数据库备份';
  const where = '请在 云开发控制台 → 数据库 → 数据库回档 看保留几天、谁能回档，并告诉观察员';
  try {
    await call('tcb', 'DescribeRestoreTime', { InstanceId: environment.databaseId });
    return look(name, `可以回档；${where}`);
  } catch (error) {
    return wrong(name, `查不到可回档的时间：${explain(error)}。${where}`);
  }
}
