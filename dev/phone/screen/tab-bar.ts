import type { AppConfig } from './compiled-app';
import { make } from './element';
import { themed } from './theme';

let config: AppConfig['tabBar'];
let bar: HTMLElement | undefined;
let selected = '';
const badges = new Map<number, string>();
let isHidden = false;

export const isTab = (path: string): boolean => config?.list.some((item) => item.pagePath === path) ?? false;

/** Builds the native tab bar; `onTap` gets the page's path. */
export function createTabBar(tabs: AppConfig['tabBar'], onTap: (path: string, index: number) => void): void {
  config = tabs;
  if (!tabs || tabs.custom === true) return;
  bar = make(
    'nav',
    { class: 'tab-bar', role: 'tablist', 'aria-label': '标签栏' },
    tabs.list.map((item, index) => {
      const tab = make('button', { class: 'tab', role: 'tab', type: 'button' }, [
        ...(item.iconPath ? [make('img', { alt: '' })] : []),
        make('span', {}, [item.text]),
        make('em', { hidden: '' }),
      ]);
      tab.addEventListener('click', () => onTap(item.pagePath, index));
      return tab;
    }),
  );
  document.body.append(bar);
}

/** Shows the bar with one tab chosen; null hides it, as on a page that is no tab. */
export function paintTabBar(path: string | null): void {
  if (!bar || !config) return;
  if (path !== null) selected = path;
  bar.hidden = path === null || isHidden;
  bar.style.background = themed(config.backgroundColor, '#ffffff');
  bar.style.borderTopColor = themed(config.borderStyle, 'black') === 'white' ? '#ffffff22' : '#00000022';
  config.list.forEach((item, index) => {
    const tab = bar?.children[index];
    if (!(tab instanceof HTMLElement)) return;
    const isSelected = item.pagePath === selected;
    tab.setAttribute('aria-selected', String(isSelected));
    tab.style.color = themed(isSelected ? config?.selectedColor : config?.color, '#333333');
    const icon = tab.querySelector('img');
    const path = isSelected ? (item.selectedIconPath ?? item.iconPath) : item.iconPath;
    if (icon && path) icon.src = `/phone/files/${themed(path, path).replace(/^\//, '')}`;
    const badge = tab.querySelector('em');
    if (badge) {
      badge.textContent = badges.get(index) ?? '';
      badge.hidden = !badges.has(index);
    }
  });
}

/** Text beside a tab; an empty one is the red dot; undefined takes it away. */
export function setBadge(index: number, text: string | undefined): void {
  if (text === undefined) badges.delete(index);
  else badges.set(index, text);
  paintTabBar(bar?.hidden ? null : selected);
}

export function hideTabBar(hidden: boolean): void {
  isHidden = hidden;
  paintTabBar(selected);
}
