import { back, navigateTo, redirectTo, reLaunch, switchTab } from '../router';
import { any, type BuiltIn, number, text } from './definition';

const ways: Record<string, (url: string, delta: number) => void> = {
  navigate: (url) => navigateTo(url),
  redirect: (url) => redirectTo(url),
  switchTab: (url) => switchTab(url),
  reLaunch: (url) => reLaunch(url),
  navigateBack: (_url, delta) => back(delta),
};

export const navigator: BuiltIn = {
  properties: {
    url: text(),
    openType: text('navigate'),
    delta: number(1),
    target: text('self'),
    appId: any(),
    path: any(),
    extraData: any(),
    version: any(),
    shortLink: any(),
    hoverClass: text('navigator-hover'),
  },
  mount({ element, values }) {
    element.setAttribute('role', 'link');
    element.tabIndex = 0;
    element.addEventListener('click', () => {
      const { url, delta } = values();
      // TDesign hands empty values on where its user has given none.
      const openType = String(values().openType || 'navigate');
      const target = String(values().target || 'self');
      const go = target === 'self' ? ways[openType] : undefined;
      if (!go) throw new Error(`The phone has no navigator ${target} ${openType}`);
      go(String(url), Number(delta));
    });
    return undefined;
  },
};
