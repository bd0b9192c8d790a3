import { CredentialError } from '../ballot/credential-error';
import { PassBook, type PublishedPasses } from '../ballot/pass-book';
import { drawBelow, phoneRandom } from '../ballot/random';
import { wait } from '../ballot/transport';
import { monthBefore } from '../shared/pass';
import { isoDate } from '../shared/time';
import { CallError } from './call-error';
import { ask, command } from './client';
import { serverNow } from './server-time';
import { keepStored, readStored } from './stored';
import { textStorage } from './vault';
import { readPublic } from './without-account';

/** The passes on this phone (匿名凭条): what an anonymous item is filed with. One book for the whole app. */
export const passBook = new PassBook(textStorage);

const BASE = 'pass-base';
const FETCHED = 'pass-fetched';
const ASKED = 'pass-asked';

/** Between the opening of the app and the asking, in seconds: so that the two moments are not one. */
const PAUSE_S = { least: 5, more: 85 } as const;

/** Random bytes and whole numbers large enough; without either there is no pass (api/credentials). */
const canMakePasses = (): boolean => typeof BigInt === 'function' && typeof wx.getRandomValues === 'function';

const today = (): string => isoDate(serverNow());
const thisMonth = (): string => today().slice(0, 7);

/** Where anonymous items are filed without an account, as this phone first heard of it; empty where there is no such way. */
export function passBase(): string {
  const kept: unknown = readStored(BASE);
  return typeof kept === 'string' ? kept : '';
}

/**
 * The first address stays: whoever would know one person's items again by an address of its own, or send that person
 * back to WeChat's channel, would have to do so before anything is written.
 */
export function rememberPassBase(told: string | undefined): void {
  if (told !== undefined && told !== '' && passBase() === '') keepStored(BASE, told);
}

let isUnderway = false;

/**
 * Sees to it that this month's passes are on the phone: asked for once a day until they are, some time after the app was
 * opened, and never because somebody is about to write. `isNew`: just bound, so ask in spite of having asked today.
 */
export async function keepPasses(isNew = false): Promise<void> {
  if (isUnderway || !canMakePasses() || passBook.state(thisMonth()) === 'held') return;
  if (!isNew && readStored(ASKED) === today()) return;
  isUnderway = true;
  try {
    await wait(1000 * (PAUSE_S.least + (await drawBelow(phoneRandom, PAUSE_S.more))));
    await fetchPasses();
  } catch (error) {
    // Another phone of this person has them, the key is not made yet, there is no network: tomorrow again.
    if (!(error instanceof CallError || error instanceof CredentialError)) throw error;
  } finally {
    isUnderway = false;
  }
}

/**
 * Fetches this month's passes, where there are any. The key is read without an account, so that nobody can be shown one
 * of their own; only the signatures are asked for by name.
 *
 * @throws CallError offline, unreachable, passes_taken, passes_not_ready; CredentialError when the answer does not check
 */
export async function fetchPasses(): Promise<void> {
  const month = thisMonth();
  const { data: me, isStale } = await ask('account.me', {});
  rememberPassBase(me.passBase);
  if (!isStale) keepStored(ASKED, today());
  const base = passBase();
  if (base === '' || me.person === null) return;
  const published = passesIn(await readPublic(`${base}/portal/passes/${month}`), month);
  if (!published) return;
  const blinded = await passBook.prepare(published, () => wait(0));
  if (blinded.length === 0) return;
  const { signatures } = await command('account.fetchPasses', { month, blinded });
  passBook.accept(published, signatures);
  keepStored(FETCHED, { month, day: today() });
}

/** What this phone can file anonymously with. */
export interface PassStand {
  /** Good now. */
  ready: number;
  /** Fetched today: good from tomorrow on, so that fetching and writing are not one event. */
  resting: number;
}

export function passStand(): PassStand {
  const month = thisMonth();
  const ours = passBook.left(month);
  const before = passBook.left(monthBefore(month));
  return isResting(month) ? { ready: before, resting: ours } : { ready: before + ours, resting: 0 };
}

/** Sets a pass aside, of the month before first; null when none is good now. */
export function takePass(): { month: string; slot: number } | null {
  const month = thisMonth();
  for (const from of [monthBefore(month), ...(isResting(month) ? [] : [month])]) {
    const slot = passBook.take(from);
    if (slot !== null) return { month: from, slot };
  }
  return null;
}

function isResting(month: string): boolean {
  const fetched: unknown = readStored(FETCHED);
  if (typeof fetched !== 'object' || fetched === null || !('month' in fetched) || !('day' in fetched))
    return true;
  return fetched.month !== month || fetched.day === today();
}

function passesIn(value: unknown, month: string): PublishedPasses | null {
  if (typeof value !== 'object' || value === null || !('publicKey' in value) || !('passes' in value))
    return null;
  const { publicKey, passes } = value;
  if (typeof publicKey !== 'string' || typeof passes !== 'number') return null;
  return { month, publicKey, passes };
}
