import * as z from 'zod';
import type { SendAnswer } from '../../core/message/delivery';
import { NO_ANSWER } from '../../core/message/weixin-outcome';
import { callAs } from './access-token';
import { miniProgram } from './account';
import { WeixinFailure } from './weixin-api';

export interface SubscribeMessage {
  openid: string;
  templateId: string;
  /** From the root of the mini program, with its query. */
  page: string;
  data: Record<string, { value: string }>;
}

/**
 * Asks WeChat to send one subscription message (docs/platform.md, Subscription messages). What WeChat refuses is an
 * answer, by its code; no answer means that nobody knows whether it went out.
 */
export async function sendSubscribeMessage(message: SubscribeMessage, now: number): Promise<SendAnswer> {
  const body = {
    touser: message.openid,
    template_id: message.templateId,
    page: message.page.replace(/^\//, ''),
    data: message.data,
    miniprogram_state: miniProgramState(),
    lang: 'zh_CN',
  };
  try {
    const said = await callAs(miniProgram(), '/cgi-bin/message/subscribe/send', body, now);
    const { success, data } = taken.safeParse(said);
    return success ? { kind: 'sent', msgId: data.msgid } : { kind: 'not_sent', code: NO_ANSWER };
  } catch (error) {
    if (error instanceof WeixinFailure) return { kind: 'not_sent', code: error.code };
    throw error;
  }
}

/** Which version a tap on the message opens: `formal` unless the environment is a test one. */
function miniProgramState(): 'developer' | 'trial' | 'formal' {
  const state = process.env.MINIPROGRAM_STATE;
  return state === 'developer' || state === 'trial' ? state : 'formal';
}

/** WeChat's word that it took the message, with its id where the answer has one. */
const taken = z.object({
  errcode: z.literal(0),
  msgid: z.union([z.string(), z.number()]).default('').transform(String),
});
