import cloud from 'wx-server-sdk';
import * as z from 'zod';

export type ContentVerdict = 'pass' | 'review' | 'risky';

const answer = z.object({
  result: z.object({ suggest: z.enum(['pass', 'review', 'risky']) }).loose(),
});

/** Characters that one check takes. */
const MAX = 2500;

/**
 * What WeChat thinks of a text that others will read (security.msgSecCheck v2, docs/platform.md, Content checks).
 * Only for people who are in the mini program now: it wants an openid that visited within two hours, so anonymous
 * text never comes here.
 *
 * @throws the SDK's error when the service refuses or does not answer: the caller decides whether to wait or to hold
 * the text for a person to look at.
 */
export async function checkText(openid: string, content: string): Promise<ContentVerdict> {
  const characters = Array.from(content);
  const parts: string[] = [];
  for (let at = 0; at < characters.length; at += MAX) parts.push(characters.slice(at, at + MAX).join(''));
  const verdicts = await Promise.all(
    parts.map(async (part) => {
      const said = await cloud.openapi.security.msgSecCheck({ openid, scene: 3, version: 2, content: part });
      return answer.parse(said).result.suggest;
    }),
  );
  if (verdicts.includes('risky')) return 'risky';
  return verdicts.includes('review') ? 'review' : 'pass';
}

const asked = z.object({ traceId: z.string().optional(), trace_id: z.string().optional() }).loose();

/**
 * Asks WeChat to look at a picture (security.mediaCheckAsync v2). The verdict comes within 30 minutes as the event
 * `wxa_media_check` with the trace id that is answered here. The address must be reachable from outside for that long.
 *
 * @throws the SDK's error when the service refuses, as it does for an account that has not visited for two hours
 */
export async function askAboutPicture(openid: string, mediaUrl: string): Promise<string> {
  const said = await cloud.openapi.security.mediaCheckAsync({
    openid,
    scene: 3,
    version: 2,
    mediaType: 2,
    mediaUrl,
  });
  const { traceId, trace_id: other } = asked.parse(said);
  return traceId ?? other ?? '';
}
