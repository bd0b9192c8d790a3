import { component, glassEasel } from 'glass-easel-miniprogram-adapter';
import { canvasNode } from './builtin/canvas';
import { topPage } from './page-stack';

type Fields = Record<string, unknown>;
type Result = Record<string, unknown> | null;
type Callback = (result: unknown) => void;
type Scope = component.GeneralComponent;

const elementOf = (node: glassEasel.Element): HTMLElement | null => {
  const element: unknown = node.getBackendElement();
  return element instanceof HTMLElement ? element : firstChildElement(node);
};

/** A virtual host has no element; its first rendered child stands for it, as a fragment would. */
function firstChildElement(node: glassEasel.Element): HTMLElement | null {
  const root = glassEasel.Component.isComponent(node) ? node.getShadowRoot() : node;
  for (const child of root?.childNodes ?? []) {
    if (!(child instanceof glassEasel.Element)) continue;
    const found = elementOf(child);
    if (found) return found;
  }
  return null;
}

function measure(node: glassEasel.Element, fields: Fields): Result {
  const element = elementOf(node);
  const result: Record<string, unknown> = {};
  if (fields.id) result.id = node.id;
  if (fields.dataset) result.dataset = node.dataset ?? {};
  if (fields.mark) result.mark = node.collectMarks();
  const rect = element?.getBoundingClientRect() ?? new DOMRect();
  if (fields.rect)
    Object.assign(result, { left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom });
  if (fields.size) Object.assign(result, { width: rect.width, height: rect.height });
  if (fields.scrollOffset && element) {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = element;
    Object.assign(result, { scrollLeft, scrollTop, scrollWidth, scrollHeight });
  }
  if (Array.isArray(fields.properties) && glassEasel.Component.isComponent(node)) {
    for (const name of fields.properties) result[String(name)] = node.data[String(name)];
  }
  if (Array.isArray(fields.computedStyle) && element) {
    const style = getComputedStyle(element);
    for (const name of fields.computedStyle)
      result[String(name)] = style.getPropertyValue(kebab(String(name)));
  }
  if (fields.node) result.node = element ? canvasNode(element) : null;
  if (fields.context) result.context = element ? scrollContext(element) : null;
  return result;
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function scrollContext(element: HTMLElement) {
  return {
    scrollTo: (options: ScrollToOptions) => element.scrollTo(options),
    scrollIntoView: (selector: string) => element.querySelector(selector)?.scrollIntoView(),
  };
}

class NodesRef {
  constructor(
    private readonly query: SelectorQuery,
    private readonly find: () => glassEasel.Element[] | 'viewport',
    private readonly isSingle: boolean,
  ) {}

  fields(fields: Fields, callback?: Callback): SelectorQuery {
    return this.query.add(() => {
      const found = this.find();
      if (found === 'viewport') return viewport();
      const results = found.map((node) => measure(node, fields));
      return this.isSingle ? (results[0] ?? null) : results;
    }, callback);
  }

  boundingClientRect(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, rect: true, size: true }, callback);
  }

  scrollOffset(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, scrollOffset: true }, callback);
  }

  node(callback?: Callback): SelectorQuery {
    return this.fields({ node: true }, callback);
  }

  context(callback?: Callback): SelectorQuery {
    return this.fields({ context: true }, callback);
  }
}

function viewport(): Result {
  const { scroller } = topPage();
  const {
    scrollLeft,
    scrollTop,
    scrollWidth,
    scrollHeight,
    clientWidth: width,
    clientHeight: height,
  } = scroller;
  const edges = { left: 0, top: 0, right: width, bottom: height, width, height };
  return { id: '', dataset: {}, ...edges, scrollLeft, scrollTop, scrollWidth, scrollHeight };
}

/** wx.createSelectorQuery, with `node` and `computedStyle`, which the adapter's own lacks. */
export class SelectorQuery {
  private readonly steps: { run: () => unknown; callback: Callback | undefined }[] = [];

  constructor(private scope?: Scope) {}

  in(scope: Scope): this {
    this.scope = scope;
    return this;
  }

  select(selector: string): NodesRef {
    return new NodesRef(this, () => this.search(selector).slice(0, 1), true);
  }

  selectAll(selector: string): NodesRef {
    return new NodesRef(this, () => this.search(selector), false);
  }

  selectViewport(): NodesRef {
    return new NodesRef(this, () => 'viewport', true);
  }

  add(run: () => unknown, callback: Callback | undefined): this {
    this.steps.push({ run, callback });
    return this;
  }

  /** Answers after the current update is in the document, as on a phone. */
  exec(callback?: (results: unknown[]) => void): this {
    setTimeout(() => {
      const results = this.steps.map((step) => {
        const result = step.run();
        step.callback?.(result);
        return result;
      });
      callback?.(results);
    }, 0);
    return this;
  }

  private search(selector: string): glassEasel.Element[] {
    const scope = this.scope ?? topPage().object;
    return scope._$.getShadowRoot()?.querySelectorAll(selector) ?? [];
  }
}

type Margins = Partial<Record<'left' | 'top' | 'right' | 'bottom', number>>;

/** wx.createIntersectionObserver; the adapter's own swallows the first answer. */
export class Intersection {
  private relative: string | null = null;
  private margins: Margins = {};
  private observer: IntersectionObserver | undefined;

  constructor(
    private readonly scope: Scope | undefined,
    private readonly options: { thresholds?: number[]; observeAll?: boolean } = {},
  ) {}

  relativeTo(selector: string, margins: Margins = {}): this {
    this.relative = selector;
    this.margins = margins;
    return this;
  }

  relativeToViewport(margins: Margins = {}): this {
    this.margins = margins;
    return this;
  }

  observe(selector: string, callback: (result: Record<string, unknown>) => void): void {
    const page = topPage();
    const root = (this.scope ?? page.object)._$.getShadowRoot();
    const nodes = root?.querySelectorAll(selector) ?? [];
    const relative = this.relative ? root?.querySelector(this.relative) : null;
    const { left = 0, top = 0, right = 0, bottom = 0 } = this.margins;
    this.observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const node = nodes.find((candidate) => elementOf(candidate) === entry.target);
          callback({
            id: node?.id ?? '',
            dataset: node?.dataset ?? {},
            intersectionRatio: entry.intersectionRatio,
            boundingClientRect: entry.target.getBoundingClientRect(),
            intersectionRect: entry.intersectionRect,
            relativeRect: entry.rootBounds,
            time: entry.time,
          });
        }
      },
      {
        root: relative ? elementOf(relative) : page.scroller,
        rootMargin: `${top}px ${right}px ${bottom}px ${left}px`,
        threshold: this.options.thresholds ?? [0],
      },
    );
    for (const node of this.options.observeAll ? nodes : nodes.slice(0, 1)) {
      const element = elementOf(node);
      if (element) this.observer.observe(element);
    }
  }

  disconnect(): void {
    this.observer?.disconnect();
  }
}

/** Gives every page and component what the adapter leaves out. */
export function extendComponents(): void {
  Object.assign(component.ComponentCaller.prototype, {
    createSelectorQuery(this: Scope) {
      return new SelectorQuery(this);
    },
    createIntersectionObserver(this: Scope, options?: { thresholds?: number[]; observeAll?: boolean }) {
      return new Intersection(this, options);
    },
    animate(this: Scope, selector: string, frames: Keyframe[], duration: number, callback?: () => void) {
      for (const node of this._$.getShadowRoot()?.querySelectorAll(selector) ?? [])
        elementOf(node)?.animate(frames, { duration, fill: 'forwards' });
      if (callback) setTimeout(callback, duration);
    },
    clearAnimation(this: Scope, selector: string, _options?: unknown, callback?: () => void) {
      for (const node of this._$.getShadowRoot()?.querySelectorAll(selector) ?? [])
        for (const animation of elementOf(node)?.getAnimations() ?? []) animation.cancel();
      callback?.();
    },
    getTabBar(this: Scope, callback?: (bar: unknown) => void) {
      const bar = topPage().tabBar?.get() ?? null;
      callback?.(bar);
      return bar;
    },
    getPageId: () => topPage().url,
    renderer: 'webview',
  });
}
