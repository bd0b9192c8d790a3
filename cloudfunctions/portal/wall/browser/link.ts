import type { FollowAnswer, PairAnswer } from '../../../contract/wall';

/** What this browser has to follow with; kept so that a page that is opened again goes on. */
const KEPT = 'four-point-dialogue-wall';
const PATIENCE_MS = 8_000;

/** The address of the wall itself, whatever stands before it on this domain. */
const base = location.pathname.replace(/\/+$/, '');

/** The wall no longer knows this browser: ended by the office, or the day is over. */
export class Ended extends Error {}

export function keptPairing(): PairAnswer | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null');
    return isPairing(kept) ? kept : null;
  } catch {
    return null; // storage is shut, or holds something else: the digits are asked for
  }
}

/** Null forgets it. A browser that keeps nothing asks for digits again after a reload. */
export function keepPairing(pairing: PairAnswer | null): void {
  try {
    if (pairing) localStorage.setItem(KEPT, JSON.stringify(pairing));
    else localStorage.removeItem(KEPT);
  } catch {
    // Storage is shut: this page goes on all the same.
  }
}

const isPairing = (value: unknown): value is PairAnswer =>
  typeof value === 'object' && value !== null && 'session' in value && 'key' in value;

/** Null when the digits are wrong, used or over. */
export async function pair(code: string): Promise<PairAnswer | null> {
  const response = await post('/pair', { code });
  if (response.status === 403 || response.status === 400) return null;
  const answer: unknown = response.ok ? await response.json() : null;
  if (!isPairing(answer)) throw new Error(`pairing answered ${response.status}`);
  return answer;
}

/** @throws Ended */
export async function follow(pairing: PairAnswer, version: number): Promise<FollowAnswer> {
  const response = await post('/state', { session: pairing.session, key: pairing.key, version });
  if (response.status === 410) throw new Ended();
  const answer: unknown = response.ok ? await response.json() : null;
  if (!isFollowed(answer)) throw new Error(`the wall answered ${response.status}`);
  return answer;
}

/** The server has parsed its answer before it was sent; here only its kind is looked at. */
const isFollowed = (value: unknown): value is FollowAnswer =>
  typeof value === 'object' && value !== null && 'isSame' in value;

async function post(path: string, body: unknown): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    return await fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      signal: stop.signal,
    });
  } finally {
    clearTimeout(timer);
  }
}
