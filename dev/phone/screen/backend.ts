import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { convertLengths } from '../compile/lengths';
import { getPageTop } from './layout';

const animationEvents = ['transitionend', 'animationstart', 'animationiteration', 'animationend'];

/** An element's rectangle as a page sees it: from the page's own upper edge, not the screen's. */
function shiftedRect(this: Element): DOMRect {
  const rect = Element.prototype.getBoundingClientRect.call(this);
  return new DOMRect(rect.x, rect.y - getPageTop(), rect.width, rect.height);
}

function setAttribute(this: Element, name: string, value: string): void {
  Element.prototype.setAttribute.call(this, name, name === 'style' ? convertLengths(value) : value);
}

/** Every element of the mini program is `wx-<tag>`, so that `<input>` or `<image>` is no element of HTML. */
function createElement(tag: string): HTMLElement {
  const element = document.createElement(`wx-${tag}`);
  element.getBoundingClientRect = shiftedRect;
  element.setAttribute = setAttribute;
  return element;
}

/** The element of the mini program that a node of the document belongs to. */
export function ownerOf(node: EventTarget | null): glassEasel.Element | null {
  let current = node instanceof Node ? node : null;
  while (current) {
    if ('__wxElement' in current && current.__wxElement instanceof glassEasel.Element)
      return current.__wxElement;
    current = current.parentNode;
  }
  return null;
}

/** glass-easel's own window backend with WeChat's events, lengths and tag names. */
export class PhoneBackend extends glassEasel.CurrentWindowBackendContext {
  constructor() {
    super();
    Object.defineProperty(this, 'document', {
      value: {
        createElement,
        createTextNode: (text: string) => document.createTextNode(text),
        createDocumentFragment: () => document.createDocumentFragment(),
      },
    });
    for (const type of animationEvents) {
      document.addEventListener(type, (event) => {
        this.dispatch(event, type, { elapsedTime: 0 }, { bubbles: true });
      });
    }
  }

  /** Listeners of the page are glass-easel's own; which DOM events reach it is decided here and in touch.ts. */
  override setListenerStats(): void {}

  /** A hidden tab has no animation frames; setData callbacks must come all the same. */
  override render(callback: (error: Error | null) => void): void {
    setTimeout(() => callback(null), 0);
  }

  override getTheme(): string {
    return document.documentElement.dataset.theme ?? 'light';
  }

  /** Hands a DOM event to the mini program; true when a `catch` handler wants the default prevented. */
  dispatch(
    event: Event,
    type: string,
    detail: unknown,
    options: { bubbles: boolean; extraFields?: Record<string, unknown> },
  ): boolean {
    const target = ownerOf(event.target);
    if (!target) return false;
    const own = new glassEasel.Event(type, detail, {
      originalEvent: event,
      bubbles: options.bubbles,
      composed: true,
      capturePhase: true,
      extraFields: options.extraFields,
    });
    glassEasel.Event.dispatchEvent(target, own);
    return own.defaultPrevented();
  }
}
