import { callPage, type OpenPage } from './page-stack';

/** How far a page is pulled before it refreshes, in px. */
const pullDistance = 60;

let stopRefresh: (() => void) | undefined;

export function stopPullDownRefresh(): void {
  stopRefresh?.();
  stopRefresh = undefined;
}

export function startPullDownRefresh(page: OpenPage): void {
  page.frame.dataset.refreshing = '';
  stopRefresh = () => delete page.frame.dataset.refreshing;
  callPage(page, 'onPullDownRefresh');
}

/** onPageScroll, onReachBottom and the pull-down gesture of one page. */
export function watchScrolling(page: OpenPage): void {
  const { scroller, config } = page;
  const distance = Number(config.onReachBottomDistance ?? 50);
  let isAtBottom = false;
  scroller.addEventListener('scroll', () => {
    callPage(page, 'onPageScroll', { scrollTop: scroller.scrollTop });
    const left = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    if (left <= distance && !isAtBottom) callPage(page, 'onReachBottom');
    isAtBottom = left <= distance;
  });
  if (config.enablePullDownRefresh !== true) return;
  let startY: number | undefined;
  let pulled = 0;
  scroller.addEventListener('pointerdown', (event) => {
    startY = scroller.scrollTop <= 0 ? event.clientY : undefined;
  });
  scroller.addEventListener('pointermove', (event) => {
    if (startY === undefined || event.buttons === 0) return;
    pulled = Math.max(0, event.clientY - startY);
    scroller.style.transform = pulled > 10 ? `translateY(${Math.min(pulled / 2, pullDistance)}px)` : '';
  });
  const release = () => {
    scroller.style.transform = '';
    if (startY !== undefined && pulled > pullDistance) startPullDownRefresh(page);
    startY = undefined;
    pulled = 0;
  };
  for (const type of ['pointerup', 'pointercancel', 'pointerleave']) scroller.addEventListener(type, release);
}
