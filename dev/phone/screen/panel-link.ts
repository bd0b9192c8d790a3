import { setNow } from './clock';
import { navigateTo, switchTab } from './router';
import { isTab } from './tab-bar';
import { setTheme } from './theme';
import { setOffline } from './wx/device';

/** What the workbench panel tells the phone inside its frame. */
type Order =
  | { kind: 'theme'; theme: 'light' | 'dark' }
  | { kind: 'offline'; isOffline: boolean }
  | { kind: 'clock'; now: number }
  | { kind: 'open'; page: string };

function isOrder(value: unknown): value is Order {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** Obeys the panel; a phone opened by itself has none and only follows the clock. */
export function listenToPanel(_app: Record<string, unknown>): void {
  window.addEventListener('message', ({ data, origin }: MessageEvent<unknown>) => {
    if (origin !== location.origin || !isOrder(data)) return;
    if (data.kind === 'theme') setTheme(data.theme);
    if (data.kind === 'offline') setOffline(data.isOffline);
    if (data.kind === 'clock') setNow(data.now);
    if (data.kind === 'open') {
      const path = data.page.replace(/^\//, '').split('?')[0] ?? '';
      if (isTab(path)) switchTab(`/${path}`);
      else navigateTo(`/${data.page.replace(/^\//, '')}`);
    }
  });
}
