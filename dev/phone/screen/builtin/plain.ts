import { play } from '../wx/animation';
import { any, type BuiltIn, flag, text } from './definition';

export const view: BuiltIn = {
  properties: { animation: any() },
  mount({ element }) {
    let played: unknown = null;
    return ({ animation }) => {
      if (animation === played || !animation) return;
      played = animation;
      play(element, animation);
    };
  },
};

export const textElement: BuiltIn = {
  properties: { selectable: flag(), space: text(), decode: flag(), maxLines: any(), overflow: text() },
};

/** WeChat's few signs, drawn here as one character each. */
const signs: Record<string, string> = {
  success: '✓',
  success_no_circle: '✓',
  info: 'ⓘ',
  warn: '!',
  waiting: '…',
  cancel: '×',
  download: '↓',
  search: '⌕',
  clear: '×',
};

export const icon: BuiltIn = {
  properties: { type: text(), size: any(), color: text() },
  mount({ element }) {
    const sign = document.createElement('i');
    sign.setAttribute('aria-hidden', 'true');
    element.append(sign);
    return ({ type, size, color }) => {
      sign.textContent = signs[String(type)] ?? '';
      const pixels = Number.parseFloat(String(size ?? '')) || 23;
      sign.style.cssText = `font:normal ${pixels}px/1 sans-serif;color:${String(color || '')}`;
    };
  },
};

/** Shows on top of all; positions are fixed anyway, so it needs no other place in the document. */
export const rootPortal: BuiltIn = { properties: { enable: flag(true) } };

export const pageMeta: BuiltIn = {
  properties: {
    backgroundTextStyle: text(),
    backgroundColor: text(),
    rootFontSize: text(),
    rootBackgroundColor: text(),
    pageStyle: text(),
    pageFontSize: text(),
    pageOrientation: text(),
    scrollTop: text(),
    scrollDuration: any(),
  },
  mount({ element }) {
    return ({ rootFontSize, pageFontSize, pageStyle, backgroundColor }) => {
      const page = element.closest<HTMLElement>('wx-page');
      const scale = Number(getComputedStyle(document.documentElement).getPropertyValue('--font-scale'));
      if (rootFontSize)
        document.documentElement.style.fontSize =
          rootFontSize === 'system' ? `${16 * scale}px` : String(rootFontSize);
      if (!page) return;
      if (pageStyle) page.style.cssText = String(pageStyle);
      if (pageFontSize)
        page.style.fontSize = pageFontSize === 'system' ? `${16 * scale}px` : String(pageFontSize);
      if (backgroundColor) page.style.backgroundColor = String(backgroundColor);
    };
  },
};

export const navigationBar: BuiltIn = {
  properties: { title: text(), frontColor: text(), backgroundColor: text() },
};
