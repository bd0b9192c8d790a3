import { make } from './element';
import { getPageTop, safeBottom, setPageTop, statusBarHeight, tabBarHeight, titleBarHeight } from './layout';
import type { OpenPage } from './page-stack';
import { themed } from './theme';

/** A page's place on the screen: title bar above, the page's own view below. */
export interface Frame {
  frame: HTMLElement;
  scroller: HTMLElement;
}

/** Builds the frame of a page before the page itself exists. */
export function createFrame(path: string, isTab: boolean, isCustom: boolean): Frame {
  const scroller = make('div', { class: 'page-scroll' });
  const view = make('div', { class: 'page-view' }, [
    make('div', { class: 'refresher', 'aria-hidden': 'true' }, [make('i'), make('i'), make('i')]),
    scroller,
  ]);
  const frame = make(
    'section',
    { class: 'page-frame', 'data-page': path },
    isCustom ? [view] : [titleBar(), view],
  );
  const top = isCustom ? 0 : statusBarHeight + titleBarHeight;
  const bottom = isTab ? tabBarHeight + safeBottom : 0;
  frame.style.setProperty('--page-top', `${top}px`);
  frame.style.setProperty('--page-bottom', `${bottom}px`);
  frame.style.setProperty('--page-vh', `calc((100vh - ${top + bottom}px) / 100)`);
  frame.style.setProperty('--safe-bottom', isTab ? '0px' : `${safeBottom}px`);
  frame.style.setProperty('--safe-top', isCustom ? `${statusBarHeight}px` : '0px');
  frame.dataset.top = String(top);
  return { frame, scroller };
}

function titleBar(): HTMLElement {
  return make('header', { class: 'title-bar' }, [
    make('button', { class: 'title-back', 'aria-label': '返回', type: 'button' }),
    make('button', { class: 'title-home', 'aria-label': '返回首页', type: 'button' }),
    make('h1', { class: 'title-text' }),
    make('span', { class: 'title-loading', hidden: '' }),
  ]);
}

/** What stands left in the title bar: an arrow, a way home from a page that was opened by itself, or nothing. */
export type WayOut = 'back' | 'home' | 'none';

/** Writes what a page's settings say into its title bar. */
export function paintTitleBar(page: OpenPage, wayOut: WayOut): void {
  const { frame, config } = page;
  const dark = themed(config.navigationBarTextStyle, 'black') === 'white';
  frame.style.setProperty('--title-background', themed(config.navigationBarBackgroundColor, '#ffffff'));
  frame.style.setProperty('--title-color', dark ? '#ffffff' : '#000000');
  frame.style.backgroundColor = themed(config.backgroundColor, '');
  const back = frame.querySelector<HTMLElement>('.title-back');
  if (back) back.hidden = wayOut !== 'back';
  const home = frame.querySelector<HTMLElement>('.title-home');
  if (home) home.hidden = wayOut !== 'home';
  const title = frame.querySelector('.title-text');
  const text = String(config.navigationBarTitleText ?? '');
  if (title) title.textContent = text;
  setPageTop(Number(frame.dataset.top ?? getPageTop()));
  document.documentElement.dataset.statusBar = dark ? 'white' : 'black';
  document.title = text;
}
