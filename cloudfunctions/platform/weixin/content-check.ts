import * as z from 'zod';
import { NO_ANSWER } from '../../core/message/weixin-outcome';
import { callAs } from './access-token';
import { miniProgram } from './account';
import { WeixinFailure } from './weixin-api';

export type ContentVerdict = 'pass' | 'review' | 'risky';

const answer = z.object({
  result: z.object({ suggest: z.enum(['pass', 'review', 'risky']) }).loose(),
});

/** Characters that one check takes. */
const MAX = 2500;

/**
 * What WeChat thinks of a text that others will read (msgSecCheck v2, docs/platform.md, Content checks). Only for
 * people who are in the mini program now: it wants an openid that visited within two hours, so anonymous text never
 * comes here.
 *
 * @throws WeixinFailure when WeChat refuses or does not answer: the caller decides whether to wait or to hold the text
 * for a person to look at.
 */
export async function checkText(openid: string, content: string, now: number): Promise<ContentVerdict> {
  const characters = Array.from(content);
  const parts: string[] = [];
  for (let at = 0; at < characters.length; at += MAX) parts.push(characters.slice(at, at + MAX).join(''));
  const verdicts = await Promise.all(
    parts.map(async (part) => {
      const body = { openid, scene: 3, version: 2, content: part };
      return answered(answer, await callAs(miniProgram(), '/wxa/msg_sec_check', body, now)).result.suggest;
    }),
  );
  if (verdicts.includes('risky')) return 'risky';
  return verdicts.includes('review') ? 'review' : 'pass';
}

const asked = z.object({ trace_id: z.string().min(1) }).loose();

/**
 * Asks WeChat to look at a picture (mediaCheckAsync v2). The verdict comes within 30 minutes as the event
 * `wxa_media_check` with the trace id that is answered here. The address must be reachable from outside for that long.
 *
 * @throws WeixinFailure, as for an account that has not visited for two hours
 */
export async function askAboutPicture(openid: string, mediaUrl: string, now: number): Promise<string> {
  const body = { openid, scene: 3, version: 2, media_type: 2, media_url: mediaUrl };
  return answered(asked, await callAs(miniProgram(), '/wxa/media_check_async', body, now)).trace_id;
}

/** What is no answer of WeChat's, such as a page of a firewall, tells nothing. */
function answered<T>(schema: z.ZodType<T>, said: unknown): T {
  const parsed = schema.safeParse(said);
  if (!parsed.success) throw new WeixinFailure(NO_ANSWER);
  return parsed.data;
}
