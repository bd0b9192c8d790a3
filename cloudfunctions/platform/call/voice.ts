import { createHmac } from 'node:crypto';

/**
 * Keys the digests below: the same random value for all functions and instances, and never another one
 * (docs/deploy.md). Without it they still are what they are for, unique, but whoever holds the database and a list of
 * accounts could try them out.
 */
const secret = process.env.VOICE_SECRET ?? '';

/**
 * What stands for an account where it has one voice: in a session, a case, a question. The same account has the same
 * digest there under whichever number it was bound, and another one elsewhere, so that two of them cannot be joined.
 */
export const voiceOf = (openid: string, matter: string): string =>
  createHmac('sha256', secret).update(`voice/1|${matter}|${openid}`).digest('hex').slice(0, 32);
