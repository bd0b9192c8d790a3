import type { builder, CodeSpace, component, glassEasel } from 'glass-easel-miniprogram-adapter';

type Kind =
  | StringConstructor
  | NumberConstructor
  | BooleanConstructor
  | ObjectConstructor
  | ArrayConstructor
  | null;

export interface Property {
  type: Kind;
  value?: unknown;
}

export type Values = Record<string, unknown>;

/** A built-in component's view of itself. */
export interface Context {
  /** Its element in the document; children given by the page are below it. */
  element: HTMLElement;
  node: glassEasel.GeneralComponent;
  values(): Values;
  /** Changes own properties, which also writes back `model:` bindings. */
  set(values: Values): void;
  /** Triggers an event; built-in events other than touches do not bubble. */
  emit(name: string, detail: unknown, options?: { bubbles?: boolean; composed?: boolean }): void;
  /** Runs when the component leaves the page. */
  onDetach(callback: () => void): void;
}

export interface BuiltIn {
  properties?: Record<string, Property>;
  /** No element of its own (`block`). */
  isVirtual?: boolean;
  /** Called once in the document; the answer is called after each change of properties. */
  mount?(context: Context): ((values: Values) => void) | undefined;
}

export const text = (value = ''): Property => ({ type: String, value });
export const number = (value = 0): Property => ({ type: Number, value });
export const flag = (value = false): Property => ({ type: Boolean, value });
export const list = (): Property => ({ type: Array, value: [] });
export const any = (value: unknown = null): Property => ({ type: null, value });

const ariaNames = [
  'role',
  'label',
  'hidden',
  'checked',
  'disabled',
  'live',
  'modal',
  'expanded',
  'selected',
  'haspopup',
  'level',
  'valuemin',
  'valuemax',
  'valuenow',
  'valuetext',
  'required',
  'invalid',
  'labelledby',
  'describedby',
  'controls',
  'atomic',
  'busy',
  'current',
  'pressed',
  'placeholder',
  'multiselectable',
  'readonly',
  'owns',
];

const camel = (name: string) => `aria${name[0]?.toUpperCase()}${name.slice(1)}`;

const shared: Record<string, Property> = {
  hidden: any(),
  role: any(),
  tabindex: any(),
  hoverClass: text('none'),
  hoverStopPropagation: flag(),
  hoverStartTime: number(),
  hoverStayTime: number(),
  userSelect: flag(),
  dataCustom: any(),
  ...Object.fromEntries(ariaNames.map((name) => [camel(name), any()])),
};

function writeAria(element: HTMLElement, values: Values): void {
  for (const name of ariaNames) {
    const value = values[camel(name)];
    const attribute = name === 'role' ? 'role' : `aria-${name}`;
    if (value === null || value === undefined || value === '') {
      if (name !== 'role') element.removeAttribute(attribute);
    } else element.setAttribute(attribute, String(value));
  }
  if (values.role) element.setAttribute('role', String(values.role));
  element.toggleAttribute('hidden', isTrue(values.hidden));
}

/** WXML's truth of an attribute: `hidden="false"` is a non-empty string, so it is true there, too. */
const isTrue = (value: unknown): boolean => Boolean(value);

/** Lights up what is pressed, as `hover-class` asks. */
function followPress(context: Context): void {
  const { element } = context;
  let lit: string[] = [];
  const release = () => {
    element.classList.remove(...lit);
    lit = [];
  };
  element.addEventListener('pointerdown', () => {
    const wanted = String(context.values().hoverClass ?? '');
    if (!wanted || wanted === 'none' || context.values().disabled === true) return;
    const prefixes = [...element.classList]
      .map((name) => name.split('--')[0])
      .filter((p) => /^c\d+$/.test(p ?? ''));
    const scope = prefixes[0];
    lit = wanted
      .split(/\s+/)
      .filter(Boolean)
      .flatMap((name) => (scope ? [name, `${scope}--${name}`] : [name]));
    element.classList.add(...lit);
  });
  for (const type of ['pointerup', 'pointerleave', 'pointercancel']) element.addEventListener(type, release);
}

type Definition = Parameters<ReturnType<CodeSpace['component']>['definition']>[0];

/** Registers a built-in in the space of built-ins; the answer goes under its tag into the mini program's. */
export function register(
  space: CodeSpace,
  tag: string,
  builtIn: BuiltIn,
): glassEasel.GeneralComponentDefinition {
  const properties = { ...shared, ...builtIn.properties };
  const updates = new WeakMap<object, (values: Values) => void>();
  const definition = {
    options: { virtualHost: builtIn.isVirtual ?? false },
    properties,
    observers: {
      '**'(this: component.GeneralComponent) {
        updates.get(this)?.(this.data);
      },
    },
    lifetimes: {
      attached(this: component.GeneralComponent) {
        const element: unknown = this._$.getBackendElement();
        if (!(element instanceof HTMLElement)) return;
        const detachers: (() => void)[] = [];
        detached.set(this, detachers);
        const context: Context = {
          element,
          node: this._$,
          values: () => this.data,
          set: (values) => this.setData(values),
          emit: (name, detail, options) => this.triggerEvent(name, detail, options ?? {}),
          onDetach: (callback) => detachers.push(callback),
        };
        followPress(context);
        const update = builtIn.mount?.(context);
        const all = (values: Values) => {
          writeAria(element, values);
          update?.(values);
        };
        updates.set(this, all);
        all(this.data);
      },
      detached(this: component.GeneralComponent) {
        for (const callback of detached.get(this) ?? []) callback();
      },
    },
  };
  const detached = new WeakMap<object, (() => void)[]>();
  const built: builder.ComponentBuilder = space.component(`wx/${tag}`);
  built.definition(definition as Definition).register();
  const registered = space.getComponentSpace().getComponentByUrlWithoutDefault(`wx/${tag}`, '');
  if (!registered) throw new Error(`The built-in ${tag} was not registered`);
  return registered;
}
