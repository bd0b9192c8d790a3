import { ByHand } from './by-hand';
import type { Change, Failure } from './change';
import { ManagementError } from './management';

/** What to do about an error code of the interface, by how it begins. */
const ADVICE: readonly [start: string, advice: string][] = [
  ['AuthFailure', '请核对 TENCENTCLOUD_SECRETID 和 TENCENTCLOUD_SECRETKEY，并校准本机时钟'],
  [
    'UnauthorizedOperation',
    '请在 访问管理 → 用户 给这个密钥的用户加上 QcloudTCBFullAccess 和 QcloudSCFFullAccess',
  ],
  ['LimitExceeded', '已到环境的配额：请在 云开发控制台 → 概览 升级套餐，或减少占用后再运行一次'],
  ['RequestLimitExceeded', '请求太密，请一分钟后再运行一次'],
  ['ResourceNotFound', '请核对 college.json 的 envId 和 region，并确认密钥属于同一个腾讯云账号'],
  ['ResourceInUse', '同名的东西正在变化，请一分钟后再运行一次'],
  ['InternalError', '平台内部错误，请再运行一次'],
  ['FailedOperation', '请再运行一次；仍不行请带编号提工单'],
];

const EMPTY = '没有要改的，环境与文件一致。';

/** In one line: what is wrong, what to do, and the number that the vendor's support asks for. */
export function explain(error: unknown): string {
  if (error instanceof ByHand) return error.message;
  if (!(error instanceof ManagementError)) return error instanceof Error ? error.message : String(error);
  const advice =
    ADVICE.find(([start]) => error.code.startsWith(start))?.[1] ?? '请再运行一次；仍不行请带编号提工单';
  if (!error.code) return `${error.action} 没有回音：${error.message}。请检查网络后再运行一次`;
  const number = error.requestId ? `（编号 ${error.requestId}）` : '';
  return `${error.message}（${error.code}）。${advice}${number}`;
}

const rows = (mark: string, entries: readonly { part: string; what: string }[]): string[] =>
  entries.map(({ part, what }) => `  ${mark} ${part}  ${what}`);
const failureRows = (failures: readonly Failure[]): string[] =>
  failures.flatMap(({ part, what, error }) => [`  ✗ ${part}  ${what}`, `      ${explain(error)}`]);

export const planText = (changes: readonly Change[], failures: readonly Failure[]): string =>
  [
    changes.length > 0 ? `将要改动 ${changes.length} 处：` : failures.length > 0 ? '没有查到要改的。' : EMPTY,
    ...rows('·', changes),
    ...(failures.length > 0 ? [`没有查到现状 ${failures.length} 处：`, ...failureRows(failures)] : []),
  ].join('\n');

export const resultText = (done: readonly Change[], failures: readonly Failure[]): string =>
  [
    `完成 ${done.length} 处，未完成 ${failures.length} 处。`,
    ...rows('✓', done),
    ...failureRows(failures),
    ...(failures.length > 0 ? ['处理后再运行一次同样的命令，已完成的不会重做。'] : []),
  ].join('\n');
