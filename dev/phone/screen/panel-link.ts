import { setNow } from './clock';
import { navigateTo, switchTab } from './router';
import { keepCodes } from './screen-codes';
import { settings } from './settings';
import { isTab } from './tab-bar';
import { setTheme } from './theme';
import { scanFromWeixin } from './weixin-scan';
import { setOffline } from './wx/device';

/** What the workbench panel tells the phone inside its frame. */
const orders: Record<string, (value: unknown) => void> = {
  theme: (value) => setTheme(value === 'dark' ? 'dark' : 'light'),
  offline: (value) => setOffline(value === true),
  open: (value) => openPage(String(value)),
  event: follow,
  scan: (value) => scanFromWeixin(String(value)),
  keepCodes: () => window.parent.postMessage({ kind: 'codes', codes: keepCodes() }, location.origin),
};

function openPage(page: string): void {
  const url = `/${page.replace(/^\//, '')}`;
  const path = url.slice(1).split('?')[0] ?? '';
  if (isTab(path)) switchTab(`/${path}`);
  else navigateTo(url);
}

/** What happens in the cloud and in the build: the clock moves, the mini program is built anew. */
function follow(event: unknown): void {
  if (typeof event !== 'object' || event === null || !('kind' in event)) return;
  if (event.kind === 'clock' && 'now' in event) setNow(Number(event.now));
  // Page, person and theme are in the address.
  if (event.kind === 'rebuilt') location.reload();
}

/** WeChat's content check knows who has opened the mini program of late. */
function tellVisit(): void {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
  void fetch('/workbench/visit', { ...init, body: JSON.stringify({ openid: settings.openid }) });
}

/** Obeys the panel when there is one, and follows the cloud in any case. */
export function listenToPanel(): void {
  window.addEventListener('message', ({ data, origin }: MessageEvent<unknown>) => {
    if (origin !== location.origin || typeof data !== 'object' || data === null || !('kind' in data)) return;
    orders[String(data.kind)]?.('value' in data ? data.value : undefined);
  });
  tellVisit();
  // In the workbench the panel listens for both.
  if (settings.isFramed) return;
  const events = new EventSource('/phone/events');
  events.addEventListener('message', ({ data }: MessageEvent<string>) => follow(JSON.parse(data)));
}
