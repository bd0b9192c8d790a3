import { useEffect, useState } from 'preact/hooks';
import type { Known } from './follower';

const TICK_MS = 500;

/** What the hour is, by the server's clock and the time that has passed here since its answer. */
export interface WallClock {
  now: number;
  /** Milliseconds since the answer arrived. */
  elapsed: number;
}

export function useClock({ fresh, arrivedAt }: Known): WallClock {
  const [at, setAt] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setAt(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const elapsed = Math.max(0, at - arrivedAt);
  return { now: fresh.now + elapsed, elapsed };
}
