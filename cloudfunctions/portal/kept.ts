/** How long an instance answers from what it has made. */
const FRESH_MS = 60_000;
/** Addresses that an instance keeps answers for; anybody may make up more. */
const KEPT_MAX = 300;

interface Kept<T> {
  at: number;
  made: Promise<T>;
}

/**
 * Keeps what was made for an address for a minute, so that ten thousand readers cost as much as one. Whoever asks while
 * it is being made waits for the same; what failed, or is not worth keeping, is forgotten at once.
 */
export function keeping<T>(
  isWorthKeeping: (made: T) => boolean,
): (address: string, make: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Kept<T>>();
  return (address, make) => {
    const now = Date.now();
    const known = kept.get(address);
    if (known && Math.abs(now - known.at) < FRESH_MS) return known.made;
    kept.delete(address);
    const made = make();
    kept.set(address, { at: now, made });
    const forget = () => kept.delete(address);
    made.then((done) => isWorthKeeping(done) || forget(), forget);
    if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value ?? '');
    return made;
  };
}
