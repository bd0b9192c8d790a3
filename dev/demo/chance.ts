/** The same sequence for the same seed, so that the demo history is the same on every machine. Numbers from 0 to 1. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` different members, in the order of the list. */
export function pick<T>(from: readonly T[], count: number, random: () => number): T[] {
  let wanted = Math.min(count, from.length);
  return from.filter((_, index) => {
    const isTaken = random() * (from.length - index) < wanted;
    if (isTaken) wanted -= 1;
    return isTaken;
  });
}
