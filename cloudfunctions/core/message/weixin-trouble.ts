import { MESSAGE_KINDS, type MessageKind } from '../../../miniprogram/shared/labels';
import { NO_ANSWER, NOT_CONFIGURED } from './weixin-outcome';

/** What WeChat does for us, each with rights of its own; a template is asked about by the kind of its messages. */
export type WeixinService =
  | 'messages'
  | 'texts'
  | 'pictures'
  | 'official_account'
  | `template:${MessageKind}`;

/** What does not work at the moment; one document for each service. Persisted in `weixin_troubles`. */
export interface WeixinTrouble {
  _id: WeixinService;
  /** WeChat's code, or one of ours. */
  code: string;
  /** When it was first and last met. */
  since: number;
  at: number;
}

/** Where nobody met it for so long, it may have been put right: a service that is seldom used does not tell. */
export const FORGOTTEN_MS = 24 * 60 * 60_000;

const WHAT: Readonly<Record<string, string>> = {
  messages: '微信提醒暂停发送',
  texts: '提交的文字未经微信检查，由活动办公室审核',
  pictures: '提交的图片未经微信检查，由活动办公室审核',
  official_account: '公众号文章无法读取',
};

const MP_SECRET = '请系统管理员核对云函数的环境变量 MP_APP_ID 和 MP_APP_SECRET。';
const ADDRESS = '请在微信公众平台“开发管理”的 IP 白名单中，加入云开发环境的固定出口 IP。';
const RIGHT = '请在微信公众平台“开发管理”的接口设置中，核对接口权限。';

const TODO: Readonly<Record<string, string>> = {
  [NOT_CONFIGURED]: '未设置小程序密钥。请系统管理员填写云函数的环境变量 MP_APP_ID 和 MP_APP_SECRET。',
  '40001': `密钥不正确。${MP_SECRET}`,
  '40013': `AppID 不正确。${MP_SECRET}`,
  '40125': `密钥不正确。${MP_SECRET}`,
  '41002': `缺少 AppID。${MP_SECRET}`,
  '41004': `缺少密钥。${MP_SECRET}`,
  '40243': '密钥已冻结。请在微信公众平台“开发管理”中解冻。',
  '40164': `服务器地址不在白名单。${ADDRESS}`,
  '89503': '服务器地址待确认。请微信公众平台的管理员在微信中确认。',
  '89506': `服务器地址被拒绝。${ADDRESS}`,
  '89507': `服务器地址被拒绝。${ADDRESS}`,
  '48001': `没有接口权限。${RIGHT}`,
  '48004': `接口已被封禁。${RIGHT}`,
  '40037': '模板编号不正确。请系统管理员核对环境变量 MESSAGE_TEMPLATES。',
  '47003': '消息内容不符合模板。请系统管理员核对模板的栏目与环境变量 MESSAGE_TEMPLATES 一致。',
  [NO_ANSWER]: '微信未答复。恢复后自动继续，无需处理。',
};

/** What the office reads of a trouble: what does not work, and what to do. */
export function troubleInWords({ _id, code }: Pick<WeixinTrouble, '_id' | 'code'>): {
  what: string;
  todo: string;
} {
  const kind = Object.entries(MESSAGE_KINDS).find(([name]) => _id === `template:${name}`)?.[1];
  const todo =
    (_id === 'official_account'
      ? TODO[code]?.replace(/MP_APP_/g, 'OA_APP_').replace('小程序密钥', '公众号密钥')
      : TODO[code]) ?? `微信返回 ${code}。请联系系统管理员。`;
  return { what: kind ? `“${kind}”的提醒无法发送` : (WHAT[_id] ?? _id), todo };
}
