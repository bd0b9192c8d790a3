import { any, type BuiltIn, flag, number, text } from './definition';

/** Part of the width that a drag must pass to turn the card. */
const turnRatio = 0.2;

export const swiperItem: BuiltIn = { properties: { itemId: text(), skipHiddenItemLayout: flag() } };

const itemsOf = (element: HTMLElement): HTMLElement[] =>
  [...element.children].filter((child): child is HTMLElement => child.tagName === 'WX-SWIPER-ITEM');

export const swiper: BuiltIn = {
  properties: {
    indicatorDots: flag(),
    indicatorColor: text('rgba(0, 0, 0, .3)'),
    indicatorActiveColor: text('#000000'),
    autoplay: flag(),
    current: number(),
    currentItemId: text(),
    interval: number(5000),
    duration: number(500),
    circular: flag(),
    vertical: flag(),
    previousMargin: text('0px'),
    nextMargin: text('0px'),
    displayMultipleItems: number(1),
    easingFunction: any(),
    snapToEdge: flag(),
    skipHiddenItemLayout: flag(),
    layoutType: any(),
    transformerType: any(),
    scale: any(),
    rotate: any(),
    angle: any(),
  },
  mount({ element, emit, set, values, onDetach }) {
    const dots = document.createElement('div');
    dots.className = 'swiper-dots';
    element.append(dots);
    let start: { x: number; y: number } | undefined;
    let drag = 0;

    const layout = (animated: boolean) => {
      const { current, vertical, duration, indicatorDots, indicatorColor, indicatorActiveColor } = values();
      const items = itemsOf(element);
      const size = vertical ? element.clientHeight : element.clientWidth;
      items.forEach((item, index) => {
        const shift = `calc(${(index - Number(current)) * 100}% + ${drag * size}px)`;
        item.style.transition = animated && start === undefined ? `transform ${Number(duration)}ms` : 'none';
        item.style.transform = vertical ? `translate(0, ${shift})` : `translate(${shift}, 0)`;
        // Cards beside the one on show are out of sight, so they are out of reach of a keyboard or a reader too.
        item.toggleAttribute('inert', index !== Number(current));
      });
      dots.replaceChildren(
        ...(indicatorDots ? items : []).map((_, index) => {
          const dot = document.createElement('i');
          dot.style.background = String(index === Number(current) ? indicatorActiveColor : indicatorColor);
          return dot;
        }),
      );
    };
    const turn = (to: number, source: string) => {
      const { current, circular } = values();
      const count = itemsOf(element).length;
      const wanted = circular ? (to + count) % count : Math.max(0, Math.min(count - 1, to));
      if (wanted !== Number(current)) {
        set({ current: wanted });
        emit('change', { current: wanted, currentItemId: '', source });
        setTimeout(
          () => emit('animationfinish', { current: wanted, currentItemId: '', source }),
          Number(values().duration),
        );
      }
      layout(true);
    };
    element.addEventListener('pointerdown', (event) => {
      start = { x: event.clientX, y: event.clientY };
    });
    const move = (event: PointerEvent) => {
      if (!start) return;
      const size = values().vertical ? element.clientHeight : element.clientWidth;
      drag = (values().vertical ? event.clientY - start.y : event.clientX - start.x) / (size || 1);
      layout(false);
    };
    const end = () => {
      if (!start) return;
      start = undefined;
      const by = drag < -turnRatio ? 1 : drag > turnRatio ? -1 : 0;
      drag = 0;
      turn(Number(values().current) + by, 'touch');
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    const observer = new MutationObserver(() => layout(false));
    observer.observe(element, { childList: true });
    let timer: ReturnType<typeof setInterval> | undefined;
    onDetach(() => {
      observer.disconnect();
      clearInterval(timer);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    });
    let shown = Number(values().current);
    return ({ autoplay, interval, current }) => {
      clearInterval(timer);
      if (autoplay)
        timer = setInterval(() => turn(Number(values().current) + 1, 'autoplay'), Number(interval));
      layout(Number(current) !== shown);
      shown = Number(current);
    };
  },
};
