import { keepStored, readStored } from './stored';

/**
 * The fingerprint over a session's credential keys as this phone first saw it, with the preview. Whoever would sign one
 * person's ballot papers with keys of their own, to know them again, would have to show that person another one at the
 * door; the phone would notice (docs/anonymity.md).
 */
const KEY = 'key-sets';
/** Sessions whose surveys may still run. */
const MOST = 12;

interface Seen {
  session: string;
  keySet: string;
}

/** Keeps the first fingerprint that is not empty; later ones change nothing. */
export function rememberKeySet(session: string, keySet: string): void {
  const seen = readSeen();
  if (keySet === '' || seen.some((known) => known.session === session)) return;
  keepStored(KEY, [{ session, keySet }, ...seen].slice(0, MOST));
}

/** False only when this phone has seen another fingerprint of the session before. */
export function isKeySetAsSeen(session: string, keySet: string): boolean {
  const before = readSeen().find((known) => known.session === session);
  return before === undefined || before.keySet === keySet;
}

function readSeen(): Seen[] {
  const value: unknown = readStored(KEY);
  return Array.isArray(value) ? value.filter(isSeen) : [];
}

const isSeen = (value: unknown): value is Seen =>
  typeof value === 'object' &&
  value !== null &&
  'session' in value &&
  typeof value.session === 'string' &&
  'keySet' in value &&
  typeof value.keySet === 'string';
