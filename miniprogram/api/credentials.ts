import { CredentialError } from '../ballot/credential-error';
import { wait } from '../ballot/transport';
import type { PublishedKeys } from '../ballot/vault';
import { CallError } from './call-error';
import { ask, command } from './client';
import type { Output } from './dto';
import { isKeySetAsSeen } from './key-set';
import { canKeep } from './stored';
import { vault } from './vault';
import { readPublic } from './without-account';

/**
 * How this phone stands with the credentials of a session:
 * `held`: on this phone. `none`: not asked for. `asked`: asked for, no answer yet. `elsewhere`: issued to another
 * phone of this person. `refused`: what came did not pass the phone's own check, so it keeps nothing. `unable`: this
 * device cannot make any. `full`: its storage keeps nothing, so none are asked for: they are given once.
 */
export type Holding = 'held' | 'none' | 'asked' | 'elsewhere' | 'refused' | 'unable' | 'full';

/** iOS below 14 has no BigInt, WeChat on a computer no unpredictable bytes; without either there is no credential. */
const canMakeCredentials = (): boolean =>
  typeof BigInt === 'function' && typeof wx.getRandomValues === 'function';

export interface CheckedIn {
  answer: Output<'hall.checkIn'>;
  holding: Holding;
}

export function holdingOf(sessionId: string): Holding {
  const state = vault.state(sessionId);
  if (state !== 'held' && !canMakeCredentials()) return 'unable';
  return state === 'none' && withoutRoom.has(sessionId) ? 'full' : state;
}

/** Sessions whose credentials were not made because this phone could not keep them. */
const withoutRoom = new Set<string>();

const keys = new Map<string, Promise<PublishedKeys>>();
const preparing = new Map<string, Promise<string[]>>();

/**
 * Makes and blinds the serials of a session before they are needed: a code on the hall's screen lives for twenty
 * seconds. Answers the same set until it is signed; none while the keys are not ready or once credentials are held.
 *
 * @throws CallError offline, unreachable and the like; CredentialError when the keys are not to be trusted
 */
export function prepareCredentials(sessionId: string): Promise<string[]> {
  const running = preparing.get(sessionId);
  if (running) return running;
  const run = prepare(sessionId).finally(() => preparing.delete(sessionId));
  preparing.set(sessionId, run);
  return run;
}

async function prepare(sessionId: string): Promise<string[]> {
  if (vault.state(sessionId) === 'held' || !canMakeCredentials()) return [];
  if (!canKeep()) {
    withoutRoom.add(sessionId);
    return [];
  }
  withoutRoom.delete(sessionId);
  try {
    return await vault.prepare(sessionId, await keysOf(sessionId), () => wait(0));
  } catch (error) {
    if (error instanceof CallError && error.code === 'keys_not_ready') return [];
    throw error;
  }
}

/**
 * Checks in with the code that was scanned; credentials come in the same call. Never fails for want of credentials:
 * they can be fetched later.
 *
 * @throws CallError code_expired, code_other_session, code_malformed, check_in_closed …
 */
export async function checkIn(sessionId: string, code: string): Promise<CheckedIn> {
  const { blinded, isRefused } = await blindedOrNone(sessionId);
  const answer = await command('hall.checkIn', { sessionId, code, blinded });
  return { answer, holding: isRefused ? 'refused' : await keep(sessionId, answer) };
}

/**
 * For whoever was checked in at the desk, or was left without an answer.
 *
 * @throws CallError credentials_taken, credentials_closed, keys_not_ready, not_checked_in
 */
export async function fetchCredentials(sessionId: string): Promise<CheckedIn> {
  const blinded = await prepareCredentials(sessionId);
  const answer = await command('hall.fetchCredentials', { sessionId, blinded });
  return { answer, holding: await keep(sessionId, answer) };
}

async function blindedOrNone(sessionId: string): Promise<{ blinded: string[]; isRefused: boolean }> {
  try {
    return { blinded: await prepareCredentials(sessionId), isRefused: false };
  } catch (error) {
    if (error instanceof CredentialError) return { blinded: [], isRefused: true };
    throw error;
  }
}

async function keep(sessionId: string, { issue, hasIssued }: Output<'hall.checkIn'>): Promise<Holding> {
  if (vault.state(sessionId) === 'held') return 'held';
  if (issue === null) return hasIssued ? 'elsewhere' : holdingOf(sessionId);
  try {
    vault.accept(sessionId, await keysOf(sessionId), issue.signatures);
    return 'held';
  } catch (error) {
    if (error instanceof CredentialError) return 'refused';
    throw error;
  }
}

/**
 * The same for everybody, the same while the app runs, the same that this phone saw with the preview, and the same that
 * is public without an account: compared before anything is blinded.
 */
function keysOf(sessionId: string): Promise<PublishedKeys> {
  const known = keys.get(sessionId);
  if (known) return known;
  const asked = ask('hall.keys', { sessionId }).then(async ({ data }) => {
    if (!isKeySetAsSeen(sessionId, data.keySet)) throw new CredentialError('key_changed');
    if (data.keysUrl !== '' && !isKeySetIn(await publicKeys(data.keysUrl), data.keySet))
      throw new CredentialError('key_changed');
    return data;
  });
  keys.set(sessionId, asked);
  asked.catch(() => keys.delete(sessionId));
  return asked;
}

/**
 * Nobody is kept out of the hall because the public page is out of reach: without it the keys are as good as not ready, and
 * credentials are fetched later.
 */
async function publicKeys(url: string): Promise<unknown> {
  try {
    return await readPublic(url);
  } catch (cause) {
    if (cause instanceof CallError) throw new CallError('keys_not_ready', { cause });
    throw cause;
  }
}

/** What the public page says, as it came. */
const isKeySetIn = (published: unknown, keySet: string): boolean =>
  typeof published === 'object' && published !== null && 'keySet' in published && published.keySet === keySet;
