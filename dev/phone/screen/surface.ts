import { make } from './element';
import { capsule, isComputer } from './layout';
import { fontScale, settings } from './settings';

/** Status bar and capsule, which every page has above it. */
export function buildSurface(): void {
  document.documentElement.style.setProperty('--font-scale', String(fontScale()));
  document.documentElement.dataset.size = settings.size;
  document.documentElement.toggleAttribute('data-computer', isComputer);
  const time = make('span');
  const tick = () => {
    time.textContent = new Date().toLocaleTimeString('zh-CN', {
      hour: 'numeric',
      minute: '2-digit',
      timeZone: 'Asia/Shanghai',
    });
  };
  tick();
  setInterval(tick, 5000);
  const status = make('div', { class: 'status-bar', 'aria-hidden': 'true' }, [
    time,
    make('span', { class: 'status-signs' }),
  ]);
  const menu = make('div', { class: 'capsule', 'aria-hidden': 'true' }, [make('i'), make('b')]);
  menu.style.cssText = `width:${capsule.width}px;height:${capsule.height}px;top:${capsule.top}px;right:${capsule.right}px`;
  document.body.append(status, menu);
}
