import cloud from 'wx-server-sdk';
import type { SendAnswer } from '../../core/message/delivery';

export interface SubscribeMessage {
  openid: string;
  templateId: string;
  /** From the root of the mini program, with its query. */
  page: string;
  data: Record<string, { value: string }>;
}

/**
 * Asks WeChat to send one subscription message (subscribeMessage.send, docs/platform.md, Subscription messages; the
 * function needs the permission in its config.json). Never throws: 'silent' means that nobody knows whether it went
 * out.
 */
export async function sendSubscribeMessage(message: SubscribeMessage): Promise<SendAnswer> {
  try {
    const said: unknown = await cloud.openapi.subscribeMessage.send({
      touser: message.openid,
      templateId: message.templateId,
      page: message.page.replace(/^\//, ''),
      data: message.data,
      miniprogramState: miniProgramState(),
      lang: 'zh_CN',
    });
    return { kind: 'sent', msgId: msgIdOf(said) };
  } catch (error) {
    const code = codeOf(error);
    return code === undefined ? { kind: 'silent' } : { kind: 'refused', code };
  }
}

/** Which version a tap on the message opens: `formal` unless the environment is a test one. */
function miniProgramState(): 'developer' | 'trial' | 'formal' {
  const state = process.env.MINIPROGRAM_STATE;
  return state === 'developer' || state === 'trial' ? state : 'formal';
}

// WeChat's own codes; the SDK's (‑404xxx, ‑501xxx and so on) only say that the call did not come through.
function codeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errCode' in error)) return undefined;
  const { errCode } = error;
  if (typeof errCode !== 'number') return undefined;
  return errCode === -1 || errCode > 0 ? errCode : undefined;
}

/** WeChat's id of the message, where the answer has one. */
function msgIdOf(said: unknown): string {
  if (typeof said !== 'object' || said === null) return '';
  const id: unknown = Reflect.get(said, 'msgid') ?? Reflect.get(said, 'msgId');
  return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}
