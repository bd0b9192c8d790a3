import type { Site } from '../deploy/change';
import { type Finding, look, wrong } from './finding';

const LOWEST_LIBRARY = '3.8.12';

/** What no interface tells to a mini program's own secret: somebody has to look. */
export function handFindings({ college: { domains, appId }, environment }: Site): Finding[] {
  const list = (hosts: readonly string[]) => (hosts.length > 0 ? hosts.join('、') : '不填');
  const request = domains.request ? `https://${domains.request}` : '不填';
  // Ledgers and pictures come from the environment's own storage, whatever the file lists besides.
  const download = [...new Set([environment.storageHost, ...domains.download])].filter(Boolean);
  const unnamed = wrong(
    '云存储域名',
    '接口没有给出下载域名，请在 云开发控制台 → 云存储 查看，填入公众平台的 download 合法域名',
  );
  return [
    ...(environment.storageHost ? [] : [unnamed]),
    look('最低基础库', `请在 公众平台 → 设置 → 基本设置 → 基础库最低版本 设为 ${LOWEST_LIBRARY}`),
    look(
      '服务器域名',
      `请在 公众平台 → 开发管理 → 开发设置 → 服务器域名 核对：request ${request}；download ${list(download.map((name) => `https://${name}`))}；upload ${list(domains.upload.map((name) => `https://${name}`))}`,
    ),
    look('隐私保护指引', '请用 npm run privacy 打印要填的内容，到 公众平台 → 设置 → 服务内容声明 核对'),
    look('类目和备案', `请在 公众平台 → 设置 → 基本设置 核对 ${appId} 的服务类目和备案状态`),
    look(
      '消息推送',
      '请在 云开发控制台 → 设置 → 消息推送 核对 subscribe_msg_sent_event 和 wxa_media_check 推送到 jobs',
    ),
    look(
      '匿名函数的日志',
      '请在 云开发控制台 → 日志 按函数名搜 ballot、remark、letterbox，应一行也没有；接口没有说的默认投递只有这样看得到',
    ),
    look('套餐和 QPS', '请在 云开发控制台 → 概览 核对套餐、超限按量和 QPS，周四之前调高'),
  ];
}
