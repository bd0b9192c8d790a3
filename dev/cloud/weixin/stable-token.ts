import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../clock';
import { Quota } from './quota';
import { Refusal } from './refusal';

/** An account of WeChat’s, official account or mini program, as its console gives it. */
export interface AccountSecret {
  appId: string;
  secret: string;
}

const request = z.object({
  grant_type: z.literal('client_credential', { error: 'invalid grant_type' }),
  appid: z.string(),
  secret: z.string(),
  force_refresh: z.boolean().default(false),
});

const lifeMs = 7_200_000;
/** In the last five minutes a new token is given, and the old one is still good. */
const renewMs = 300_000;
const forcedApartMs = 30_000;

interface Token {
  value: string;
  until: number;
}

/**
 * /cgi-bin/stable_token: one token for everybody who asks, within documented limits (docs/platform.md, Official
 * account).
 */
export class StableToken {
  private tokens: Token[] = [];
  private readonly quota: Quota;
  private readonly forced: Quota;
  /** How often a token was asked for, and how often a new one was forced. */
  asked = { times: 0, forced: 0 };
  private lastForced = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly account: AccountSecret,
  ) {
    this.quota = new Quota(clock, { perMinute: 10_000, perDay: 500_000 });
    this.forced = new Quota(clock, { perDay: 20 });
  }

  /** @throws Refusal 40002, 40013, 40125, 45009, 45011 */
  issue(body: unknown): Record<string, unknown> {
    const parsed = request.safeParse(body);
    if (!parsed.success) throw new Refusal(40002, 'invalid grant_type or arguments');
    this.asked.times++;
    if (parsed.data.force_refresh) this.asked.forced++;
    if (parsed.data.appid !== this.account.appId) throw new Refusal(40013, 'invalid appid');
    if (parsed.data.secret !== this.account.secret) throw new Refusal(40125, 'invalid appsecret');
    this.quota.use();
    const now = this.clock.now();
    if (parsed.data.force_refresh) {
      if (Math.abs(now - this.lastForced) < forcedApartMs)
        throw new Refusal(45011, 'api minute-quota reach limit: force_refresh needs 30 s between');
      this.forced.use();
      this.lastForced = now;
      this.tokens = [];
    }
    const current = this.tokens.at(-1);
    const token =
      current && current.until - now > renewMs && current.until - now <= lifeMs ? current : this.make(now);
    return { access_token: token.value, expires_in: Math.floor((token.until - now) / 1000) };
  }

  /** As when somebody elsewhere has forced a new one: what was given out before is no longer good. */
  drop(): void {
    this.tokens = [];
  }

  isOf(appId: unknown): boolean {
    return appId === this.account.appId;
  }

  has(given: string | null): boolean {
    return this.tokens.some(({ value }) => value === given);
  }

  /** @throws Refusal 41001, 40001, 42001 */
  check(given: string | null): void {
    if (!given) throw new Refusal(41001, 'access_token missing');
    const token = this.tokens.find(({ value }) => value === given);
    if (!token) throw new Refusal(40001, 'invalid credential, access_token is invalid or not latest');
    if (token.until <= this.clock.now()) throw new Refusal(42001, 'access_token expired');
  }

  private make(now: number): Token {
    const token = { value: randomBytes(64).toString('base64url'), until: now + lifeMs };
    this.tokens = [...this.tokens.slice(-1), token];
    return token;
  }
}
