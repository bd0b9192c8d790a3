import * as z from 'zod';
import { NO_ANSWER, NOT_CONFIGURED } from '../../core/message/weixin-outcome';
import { tokens } from '../database/collections';
import { acquire, release } from '../database/lock';
import { get, put } from '../database/store';
import { isConfigured, type WeixinAccount } from './account';
import { callWeixin, TokenRefused, type WeixinBody, WeixinFailure } from './weixin-api';

const LOCK_MS = 20_000;
/**
 * WeChat renews a stable token five minutes before its end, and takes both in between (docs/platform.md, Official
 * account).
 */
const MARGIN_MS = 5 * 60_000;
const WAIT_MS = 250;
const WAITS = 20;

const answer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

interface Token {
  token: string;
  expiresAt: number;
}
type Kept = Token | null | undefined;

/** The token if it is good for at least so long, and not the one that was refused. */
const usable = (kept: Kept, now: number, refused: string, forMs = 0): Token | undefined =>
  kept && kept.token !== refused && kept.expiresAt - forMs > now ? kept : undefined;

/** What this instance knows, by app id: twenty messages side by side read the database once. */
const known = new Map<string, Token>();
const underWay = new Map<string, Promise<string>>();

/**
 * One call of WeChat's server interfaces with the account's token; once more with a new one if WeChat no longer takes
 * it.
 *
 * @throws WeixinFailure
 */
export async function callAs(
  account: WeixinAccount,
  path: string,
  body: WeixinBody,
  now: number,
): Promise<unknown> {
  const token = await accessToken(account, now);
  try {
    return await callWeixin(path, body, token);
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
  }
  const renewed = await accessToken(account, now, token);
  try {
    return await callWeixin(path, body, renewed);
  } catch (error) {
    throw error instanceof TokenRefused ? new WeixinFailure('40001') : error;
  }
}

/**
 * The one access token of an account that all instances share, renewed by one of them (stable_token,
 * docs/platform.md). `refused` is a token that WeChat has just called invalid.
 *
 * @throws WeixinFailure
 */
export async function accessToken(account: WeixinAccount, now: number, refused = ''): Promise<string> {
  if (!isConfigured(account)) throw new WeixinFailure(NOT_CONFIGURED);
  const own = usable(known.get(account.appId), now, refused, MARGIN_MS);
  if (own) return own.token;
  const name = `${account.appId} ${refused}`;
  const asked = underWay.get(name) ?? sharedToken(account, now, refused).finally(() => underWay.delete(name));
  underWay.set(name, asked);
  return asked;
}

async function sharedToken(account: WeixinAccount, now: number, refused: string): Promise<string> {
  const kept = await get(tokens, account.name);
  const fresh = usable(kept, now, refused, MARGIN_MS);
  if (fresh) return remember(account, fresh);
  const lock = `${account.name}_token`;
  if (await acquire(lock, LOCK_MS, now)) {
    try {
      // Somebody may have renewed it between our look and our lock; to force another would take theirs away.
      const theirs = usable(await get(tokens, account.name), now, refused, MARGIN_MS);
      return remember(account, theirs ?? (await renew(account, now, refused)));
    } finally {
      await release(lock);
    }
  }
  return usable(kept, now, refused)?.token ?? awaitRenewal(account, now, refused);
}

function remember(account: WeixinAccount, kept: Token): string {
  known.set(account.appId, { token: kept.token, expiresAt: kept.expiresAt });
  return kept.token;
}

/** WeChat gives everybody the same token, so it is forced only where that very token is the one that was refused. */
async function renew(account: WeixinAccount, now: number, refused: string): Promise<Token> {
  const usual = await ask(account, now, false);
  const kept = usual.token === refused ? await ask(account, now, true) : usual;
  await put(tokens, { _id: account.name, ...kept });
  return kept;
}

async function ask({ appId, secret }: WeixinAccount, now: number, isForced: boolean): Promise<Token> {
  const said = await callWeixin('/cgi-bin/stable_token', {
    grant_type: 'client_credential',
    appid: appId,
    secret,
    force_refresh: isForced,
  });
  const parsed = answer.safeParse(said);
  if (!parsed.success) throw new WeixinFailure(NO_ANSWER);
  const { access_token: token, expires_in: seconds } = parsed.data;
  return { token, expiresAt: now + seconds * 1000 };
}

/** Somebody else is renewing it: theirs is ours. */
async function awaitRenewal(account: WeixinAccount, now: number, refused: string): Promise<string> {
  for (let wait = 0; wait < WAITS; wait++) {
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    const kept = usable(await get(tokens, account.name), now, refused);
    if (kept) return remember(account, kept);
  }
  throw new WeixinFailure(NO_ANSWER);
}
