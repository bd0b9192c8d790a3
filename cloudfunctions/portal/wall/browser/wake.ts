/** What a browser that knows the screen wake lock offers (W3C, Screen Wake Lock API); one of 2019 does not. */
interface WakeLock {
  request(kind: 'screen'): Promise<{ release(): Promise<void> }>;
}

const wakeLock = (): WakeLock | undefined =>
  (navigator as Navigator & { readonly wakeLock?: WakeLock }).wakeLock;

/** Keeps the screen on while the page is seen, where the browser can. @returns how to let it sleep again */
export function keepAwake(): () => void {
  const hold = () => {
    if (document.visibilityState !== 'visible') return;
    // Refused on a low battery, for one: then the computer's own setting holds.
    wakeLock()
      ?.request('screen')
      .catch(() => undefined);
  };
  hold();
  document.addEventListener('visibilitychange', hold);
  return () => document.removeEventListener('visibilitychange', hold);
}
