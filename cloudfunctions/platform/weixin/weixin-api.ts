import * as z from 'zod';
import { NO_ANSWER, outcomeOf, type WeixinOutcome } from '../../core/message/weixin-outcome';

const TIMEOUT_MS = 8000;
const refusal = z.object({ errcode: z.number() }).loose();

/** Codes by which WeChat says that an access token is no longer good. */
const BAD_TOKEN = new Set([40001, 40014, 42001]);

/** WeChat takes the token for invalid: ask for another one, once. */
export class TokenRefused extends Error {}

/** WeChat did not do what was asked. `code` is its errcode as text, or one of ours (core/message/weixin-outcome.ts). */
export class WeixinFailure extends Error {
  readonly outcome: WeixinOutcome;

  constructor(readonly code: string) {
    super(code);
    this.name = 'WeixinFailure';
    this.outcome = outcomeOf(code);
  }
}

/** A file to upload, as WeChat's forms name it. */
interface Upload {
  field: string;
  name: string;
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export type WeixinBody = Record<string, unknown> | Upload;

/**
 * One call of WeChat's server interfaces over HTTPS. The address comes from WEIXIN_API_URL, which a college sets where
 * its functions reach WeChat through a fixed exit.
 *
 * @throws WeixinFailure, TokenRefused
 */
export async function callWeixin(path: string, body: WeixinBody, token = ''): Promise<unknown> {
  const url = new URL(path, process.env.WEIXIN_API_URL || 'https://api.weixin.qq.com');
  if (token) url.searchParams.set('access_token', token);
  const said = await post(url, body);
  const { data: refused } = refusal.safeParse(said);
  if (!refused || refused.errcode === 0) return said;
  if (token && BAD_TOKEN.has(refused.errcode)) throw new TokenRefused();
  throw new WeixinFailure(String(refused.errcode));
}

async function post(url: URL, body: WeixinBody): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      ...encoded(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // Whatever stands between us and WeChat may answer too; WeChat itself always says 200.
    if (response.ok) return await (isPicture(response) ? response.arrayBuffer() : response.json());
  } catch {
    // The error is not passed on: it may quote the address, which carries the token.
  }
  throw new WeixinFailure(NO_ANSWER);
}

/** A code is answered as a picture, its refusal as JSON. */
const isPicture = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('image/') === true;

function encoded(body: WeixinBody): Pick<RequestInit, 'headers' | 'body'> {
  if (!isUpload(body)) return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const form = new FormData();
  form.append(body.field, new Blob([body.bytes], { type: body.type }), body.name);
  return { body: form };
}

const isUpload = (body: WeixinBody): body is Upload => body.bytes instanceof Uint8Array;
