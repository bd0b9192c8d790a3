import * as z from 'zod';
import { DomainError } from '../../core/domain-error';
import { logNotice } from '../call/log';

const TIMEOUT_MS = 8000;
const refusal = z.object({ errcode: z.number() }).loose();

/** Codes by which WeChat says that an access token is no longer good. */
const BAD_TOKEN = new Set([40001, 40014, 42001]);

/** WeChat takes the token for invalid: ask for another one, once. */
export class TokenRefused extends Error {}

/** A file to upload, as WeChat's forms name it. */
export interface Upload {
  field: string;
  name: string;
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * One call of WeChat's server API, for what cloud calls do not offer (official account, docs/platform.md, Official
 * account). The address comes from WEIXIN_API_URL, which a college sets where its functions reach WeChat through a
 * fixed exit.
 *
 * @throws DomainError official_account_unavailable with WeChat's code, TokenRefused
 */
export async function callWeixin(
  path: string,
  body: Record<string, unknown> | Upload,
  token = '',
): Promise<unknown> {
  const url = new URL(path, process.env.WEIXIN_API_URL || 'https://api.weixin.qq.com');
  if (token) url.searchParams.set('access_token', token);
  const said = await post(url, body);
  const { data: refused } = refusal.safeParse(said);
  if (!refused || refused.errcode === 0) return said;
  if (token && BAD_TOKEN.has(refused.errcode)) throw new TokenRefused();
  logNotice('weixin_refused', { path, errcode: refused.errcode });
  throw new DomainError('official_account_unavailable', { account: String(refused.errcode) });
}

async function post(url: URL, body: Record<string, unknown> | Upload): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      ...encoded(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return await response.json();
  } catch (error) {
    // Never the address: it carries the token.
    logNotice('weixin_unreachable', {
      path: url.pathname,
      error: error instanceof Error ? error.name : 'unknown',
    });
    throw new DomainError('official_account_unavailable', { account: 'no_answer' });
  }
}

function encoded(body: Record<string, unknown> | Upload): Pick<RequestInit, 'headers' | 'body'> {
  if (!isUpload(body)) return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const form = new FormData();
  form.append(body.field, new Blob([body.bytes], { type: body.type }), body.name);
  return { body: form };
}

const isUpload = (body: Record<string, unknown> | Upload): body is Upload => body.bytes instanceof Uint8Array;
