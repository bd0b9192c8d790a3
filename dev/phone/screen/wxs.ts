import { glassEasel } from 'glass-easel-miniprogram-adapter';

/** WXS asks a value's kind by name: see compile/templates.ts. Hidden, so that nobody else meets it. */
export function installKinds(): void {
  const kinds: [object, string][] = [
    [Object.prototype, 'Object'],
    [Array.prototype, 'Array'],
    [String.prototype, 'String'],
    [Number.prototype, 'Number'],
    [Boolean.prototype, 'Boolean'],
    [Function.prototype, 'Function'],
    [Date.prototype, 'Date'],
    [RegExp.prototype, 'RegExp'],
  ];
  for (const [prototype, kind] of kinds) {
    Object.defineProperty(prototype, 'wxsKind', { get: () => kind, enumerable: false, configurable: true });
  }
}

export const getRegExp = (pattern: string, flags?: string): RegExp => new RegExp(pattern, flags);

export const getDate = (...parts: (number | string)[]): Date => {
  if (parts.length === 0) return new Date();
  if (parts.length === 1) return new Date(parts[0] ?? 0);
  const [year = 1970, month = 0, day = 1, hour = 0, minute = 0, second = 0, ms = 0] = parts.map(Number);
  return new Date(year, month, day, hour, minute, second, ms);
};

const states = new WeakMap<glassEasel.Element, Record<string, unknown>>();

type Caller = Record<string, unknown>;

function styleText(style: unknown): string {
  if (typeof style === 'string') return style;
  if (typeof style !== 'object' || style === null) return '';
  return Object.entries(style)
    .map(
      ([key, value]) => `${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${String(value)}`,
    )
    .join(';');
}

/** What WXS calls a ComponentDescriptor: a component or element that WXS may style without the logic layer. */
export class ComponentDescriptor {
  constructor(private readonly element: glassEasel.Element) {}

  private get host(): HTMLElement | null {
    const element: unknown = this.element.getBackendElement();
    return element instanceof HTMLElement ? element : null;
  }

  private root(): glassEasel.ShadowRoot | null {
    const { element } = this;
    return glassEasel.Component.isComponent(element) ? element.getShadowRoot() : null;
  }

  selectComponent(selector: string): ComponentDescriptor | null {
    const found = this.root()?.querySelector(selector);
    return found ? new ComponentDescriptor(found) : null;
  }

  selectAllComponents(selector: string): ComponentDescriptor[] {
    return (this.root()?.querySelectorAll(selector) ?? []).map((found) => new ComponentDescriptor(found));
  }

  setStyle(style: unknown): this {
    this.element.setNodeStyle(styleText(style), 3);
    return this;
  }

  addClass(name: string): this {
    this.element.class = `${this.element.class} ${name}`;
    return this;
  }

  removeClass(name: string): this {
    this.element.class = this.element.class
      .split(/\s+/)
      .filter((part) => part !== name)
      .join(' ');
    return this;
  }

  hasClass(name: string): boolean {
    return this.element.class.split(/\s+/).includes(name);
  }

  getDataset(): Record<string, unknown> {
    return this.element.dataset ?? {};
  }

  getState(): Record<string, unknown> {
    const state = states.get(this.element) ?? {};
    states.set(this.element, state);
    return state;
  }

  getBoundingClientRect(): DOMRect {
    return this.host?.getBoundingClientRect() ?? new DOMRect();
  }

  getComputedStyle(names: string[]): Record<string, string> {
    const style = this.host ? getComputedStyle(this.host) : undefined;
    return Object.fromEntries(names.map((name) => [name, style?.getPropertyValue(name) ?? '']));
  }

  callMethod(name: string, detail?: unknown): void {
    const { element } = this;
    if (!glassEasel.Component.isComponent(element)) return;
    const method = glassEasel.Component.getMethod(element, name);
    if (!method) throw new Error(`WXS calls ${name}, which ${element.is} does not have`);
    method.call(element.getMethodCaller(), detail);
  }

  triggerEvent(name: string, detail?: unknown, options?: Record<string, boolean>): void {
    this.element.triggerEvent(name, detail, options);
  }

  requestAnimationFrame(callback: () => void): void {
    requestAnimationFrame(callback);
  }

  setTimeout(callback: () => void, ms?: number): number {
    return window.setTimeout(callback, ms);
  }

  clearTimeout(handle: number): void {
    window.clearTimeout(handle);
  }
}

const methods = new WeakMap<object, Set<unknown>>();

/** Whether a handler is one of the component's own methods; any other function in a template is one of WXS. */
function isMethod(caller: Caller, handler: Handler): boolean {
  const prototype: unknown = Object.getPrototypeOf(caller);
  if (typeof prototype !== 'object' || prototype === null) return false;
  const known = methods.get(prototype) ?? new Set(Object.values(prototype));
  methods.set(prototype, known);
  return known.has(handler);
}

type Handler = (this: unknown, event: unknown, owner?: unknown) => unknown;

function elementOf(caller: unknown): glassEasel.Element | null {
  if (caller instanceof glassEasel.Element) return caller;
  const inner: unknown = typeof caller === 'object' && caller !== null && '_$' in caller ? caller._$ : null;
  return inner instanceof glassEasel.Element ? inner : null;
}

/** Called by compiled templates for each event: a handler in WXS gets descriptors, one in the page its event. */
export function callListener(caller: Caller, event: object, handler: Handler): unknown {
  if (isMethod(caller, handler)) return handler.call(caller, event);
  const owner = elementOf(caller);
  const current = elementOf('currentTarget' in event ? event.currentTarget : null);
  const instance = current ? new ComponentDescriptor(current) : undefined;
  const shown = Object.create(event, { instance: { value: instance } });
  return handler.call(null, shown, owner ? new ComponentDescriptor(owner) : undefined);
}

type ChangeListener = (
  value: unknown,
  old: unknown,
  owner: glassEasel.Element,
  target: glassEasel.Element,
) => void;

/** Called by compiled templates for `change:prop`: WXS gets descriptors where glass-easel has elements. */
export function changeFilter(listener: unknown): ChangeListener {
  return (value, old, owner, target) => {
    if (typeof listener !== 'function') return;
    // WeChat calls after the update is drawn; the elements that the listener looks for are there by then.
    setTimeout(
      () => listener(value, old, new ComponentDescriptor(owner), new ComponentDescriptor(target)),
      0,
    );
  };
}
