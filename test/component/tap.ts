interface Tappable {
  dispatchEvent(name: string): void;
}

/** Taps a part of a rendered component. The simulator delivers a tap one microtask later; this waits for it. */
export async function tap(part: Tappable | undefined): Promise<void> {
  if (!part) throw new Error('there is nothing to tap');
  part.dispatchEvent('tap');
  await Promise.resolve();
}
