import { topPage } from '../page-stack';
import { back, navigateTo, redirectTo, reLaunch, repaint, switchTab } from '../router';
import { startPullDownRefresh, stopPullDownRefresh } from '../scrolling';
import { hideTabBar, setBadge } from '../tab-bar';
import { type Call, numberOption, textOption } from './call';

function scrollTarget(selector: string): number {
  const { scroller } = topPage();
  const match = /^#([\w-]+)$/.exec(selector);
  const css = match ? `[id$="--${match[1]}"]` : selector;
  const element = scroller.querySelector(css);
  if (!element) return scroller.scrollTop;
  const top = Element.prototype.getBoundingClientRect.call(element).top;
  return scroller.scrollTop + top - scroller.getBoundingClientRect().top;
}

export const navigation: Record<string, Call> = {
  navigateTo: (options) => navigateTo(textOption(options, 'url')),
  redirectTo: (options) => redirectTo(textOption(options, 'url')),
  reLaunch: (options) => reLaunch(textOption(options, 'url')),
  switchTab: (options) => switchTab(textOption(options, 'url')),
  navigateBack: (options) => back(numberOption(options, 'delta', 1)),
  pageScrollTo: (options) => {
    const top =
      typeof options.selector === 'string'
        ? scrollTarget(options.selector) + numberOption(options, 'offsetTop', 0)
        : numberOption(options, 'scrollTop', 0);
    topPage().scroller.scrollTo({ top, behavior: options.duration === 0 ? 'instant' : 'smooth' });
  },
  setNavigationBarTitle: (options) => {
    topPage().config.navigationBarTitleText = textOption(options, 'title');
    repaint();
  },
  setNavigationBarColor: (options) => {
    const { config } = topPage();
    config.navigationBarBackgroundColor = textOption(options, 'backgroundColor');
    config.navigationBarTextStyle = options.frontColor === '#ffffff' ? 'white' : 'black';
    repaint();
  },
  showNavigationBarLoading: () => topPage().frame.querySelector('.title-loading')?.removeAttribute('hidden'),
  hideNavigationBarLoading: () => topPage().frame.querySelector('.title-loading')?.setAttribute('hidden', ''),
  setBackgroundColor: (options) => {
    topPage().config.backgroundColor = options.backgroundColor;
    repaint();
  },
  setBackgroundTextStyle: () => undefined,
  setTabBarBadge: (options) => setBadge(numberOption(options, 'index', 0), textOption(options, 'text')),
  removeTabBarBadge: (options) => setBadge(numberOption(options, 'index', 0), undefined),
  showTabBarRedDot: (options) => setBadge(numberOption(options, 'index', 0), ''),
  hideTabBarRedDot: (options) => setBadge(numberOption(options, 'index', 0), undefined),
  hideTabBar: () => hideTabBar(true),
  showTabBar: () => hideTabBar(false),
  startPullDownRefresh: () => startPullDownRefresh(topPage()),
  stopPullDownRefresh: () => stopPullDownRefresh(),
  hideHomeButton: () => undefined,
};
