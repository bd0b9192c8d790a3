import { any, type BuiltIn, flag, number, text } from './definition';

const ignored = [
  'bounces',
  'enableFlex',
  'enableBackToTop',
  'enhanced',
  'pagingEnabled',
  'fastDeceleration',
  'scrollAnchoring',
  'refresherThreshold',
  'refresherDefaultStyle',
  'refresherBackground',
  'enablePassive',
  'usingSticky',
  'type',
  'reverse',
  'clip',
  'cacheExtent',
  'minDragDistance',
  'padding',
  'showScrollbar',
  'scrollIntoViewAlignment',
  'scrollIntoViewOffset',
  'refresherTwoLevelEnabled',
];

export const scrollView: BuiltIn = {
  properties: {
    scrollX: flag(),
    scrollY: flag(),
    scrollTop: any(),
    scrollLeft: any(),
    scrollIntoView: text(),
    scrollWithAnimation: flag(),
    upperThreshold: number(50),
    lowerThreshold: number(50),
    refresherEnabled: flag(),
    refresherTriggered: flag(),
    ...Object.fromEntries(ignored.map((name) => [name, any()])),
  },
  mount({ element, emit, values }) {
    let wasLower = false;
    let wasUpper = true;
    let last = { left: 0, top: 0 };
    element.addEventListener('scroll', () => {
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = element;
      const { upperThreshold, lowerThreshold, scrollX } = values();
      emit('scroll', {
        scrollTop,
        scrollLeft,
        scrollHeight,
        scrollWidth,
        deltaX: last.left - scrollLeft,
        deltaY: last.top - scrollTop,
      });
      last = { left: scrollLeft, top: scrollTop };
      const [at, size, shown] = scrollX
        ? [scrollLeft, scrollWidth, clientWidth]
        : [scrollTop, scrollHeight, clientHeight];
      const isLower = size - shown - at <= Number(lowerThreshold);
      const isUpper = at <= Number(upperThreshold);
      if (isLower && !wasLower) emit('scrolltolower', { direction: scrollX ? 'right' : 'bottom' });
      if (isUpper && !wasUpper) emit('scrolltoupper', { direction: scrollX ? 'left' : 'top' });
      wasLower = isLower;
      wasUpper = isUpper;
    });
    let shownInto = '';
    return ({ scrollX, scrollY, scrollTop, scrollLeft, scrollIntoView, scrollWithAnimation }) => {
      element.style.overflowX = scrollX === true ? 'auto' : 'hidden';
      element.style.overflowY = scrollY === true ? 'auto' : 'hidden';
      const behavior = scrollWithAnimation === true ? 'smooth' : 'instant';
      const top = Number.parseFloat(String(scrollTop ?? ''));
      const left = Number.parseFloat(String(scrollLeft ?? ''));
      if (!Number.isNaN(top)) element.scrollTo({ top, behavior });
      if (!Number.isNaN(left)) element.scrollTo({ left, behavior });
      const id = String(scrollIntoView ?? '');
      if (id !== shownInto) {
        shownInto = id;
        if (id)
          setTimeout(
            () => element.querySelector(`[id$="--${id}"]`)?.scrollIntoView({ behavior, block: 'start' }),
            0,
          );
      }
    };
  },
};
