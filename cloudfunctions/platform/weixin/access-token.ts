import * as z from 'zod';
import { DomainError } from '../../core/domain-error';
import { tokens } from '../database/collections';
import { acquire, release } from '../database/lock';
import { get, put } from '../database/store';
import { callWeixin } from './weixin-api';

const ID = 'official_account';
const LOCK = 'official_account_token';
const LOCK_MS = 20_000;
/**
 * WeChat renews a stable token five minutes before its end, and takes both in between (docs/platform.md, Official
 * account).
 */
const MARGIN_MS = 5 * 60_000;
const WAIT_MS = 250;
const WAITS = 20;

const answer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** Is there an official account at all? Its secrets stand only in the function's environment. */
export const hasOfficialAccount = (): boolean => Boolean(process.env.OA_APP_ID && process.env.OA_APP_SECRET);

/**
 * The one access token that all instances share, renewed by one of them (stable_token, docs/platform.md, Official
 * account). `refused` is a token that WeChat has just called invalid.
 *
 * @throws DomainError official_account_unavailable
 */
export async function accessToken(now: number, refused = ''): Promise<string> {
  const kept = await get(tokens, ID);
  const isUsable = kept !== null && kept.token !== refused && kept.expiresAt > now;
  if (isUsable && kept.expiresAt - MARGIN_MS > now) return kept.token;
  if (await acquire(LOCK, LOCK_MS, now)) {
    try {
      return await renew(now, refused !== '');
    } finally {
      await release(LOCK);
    }
  }
  if (isUsable) return kept.token;
  return awaitRenewal(now, refused);
}

async function renew(now: number, isForced: boolean): Promise<string> {
  if (!hasOfficialAccount())
    throw new DomainError('official_account_unavailable', { account: 'not_configured' });
  const said = await callWeixin('/cgi-bin/stable_token', {
    grant_type: 'client_credential',
    appid: process.env.OA_APP_ID,
    secret: process.env.OA_APP_SECRET,
    force_refresh: isForced,
  });
  const { access_token: token, expires_in: seconds } = answer.parse(said);
  await put(tokens, { _id: ID, token, expiresAt: now + seconds * 1000 });
  return token;
}

/** Somebody else is renewing it: theirs is ours. */
async function awaitRenewal(now: number, refused: string): Promise<string> {
  for (let wait = 0; wait < WAITS; wait++) {
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    const kept = await get(tokens, ID);
    if (kept && kept.token !== refused && kept.expiresAt > now) return kept.token;
  }
  throw new DomainError('official_account_unavailable', { account: 'no_token' });
}
