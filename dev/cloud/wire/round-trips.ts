export interface RoundTrips<T> {
  result: T;
  /** Requests that functions made through the SDK. */
  count: number;
  /** The longest chain of requests of which each began after the one before had been answered. */
  maxInSequence: number;
  byAction: Record<string, number>;
}

interface Trip {
  action: string;
  start: number;
  end: number;
}

/**
 * While somebody counts, each request takes at least this long, as over a real network. Answered at once, two requests
 * that were sent side by side would look as if one had waited for the other.
 */
const networkMs = 40;

/** Counts what is billed: each SDK request. */
export class RoundTripCounter {
  private readonly recordings = new Set<Trip[]>();

  async watch<T>(action: string, run: () => Promise<T>): Promise<T> {
    const recordings = [...this.recordings];
    if (recordings.length === 0) return run();
    const trip = { action, start: performance.now(), end: Number.POSITIVE_INFINITY };
    for (const trips of recordings) trips.push(trip);
    await new Promise((resolve) => setTimeout(resolve, networkMs));
    try {
      return await run();
    } finally {
      trip.end = performance.now();
    }
  }

  async count<T>(run: () => Promise<T>): Promise<RoundTrips<T>> {
    const trips: Trip[] = [];
    this.recordings.add(trips);
    try {
      const result = await run();
      const byAction: Record<string, number> = {};
      for (const { action } of trips) byAction[action] = (byAction[action] ?? 0) + 1;
      return { result, count: trips.length, maxInSequence: longestChain(trips), byAction };
    } finally {
      this.recordings.delete(trips);
    }
  }
}

function longestChain(trips: Trip[]): number {
  let chain = 0;
  let free = Number.NEGATIVE_INFINITY;
  for (const trip of [...trips].sort((a, b) => a.end - b.end)) {
    if (trip.start < free) continue;
    chain++;
    free = trip.end;
  }
  return chain;
}
