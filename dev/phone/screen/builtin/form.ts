import { glassEasel } from 'glass-easel-miniprogram-adapter';
import type { BuiltIn, Values } from './definition';
import { flag } from './definition';

/** What a form control gives a form: its value now, and how to go back to the first one. */
export interface Field {
  value(): unknown;
  reset?(): void;
}

const fields = new WeakMap<glassEasel.Element, Field>();
const forms = new WeakMap<glassEasel.Element, { submit(): void; reset(): void }>();

export function registerField(node: glassEasel.Element, field: Field): void {
  fields.set(node, field);
}

/** The element around a node on the screen: through slots and out of components, which may have no DOM node. */
function outward(node: glassEasel.Element): glassEasel.Element | null {
  if (node.containingSlot) return node.containingSlot;
  const parent: unknown = node.parentNode;
  if (glassEasel.ShadowRoot.isShadowRoot(parent)) return parent.getHostNode();
  return parent instanceof glassEasel.Element ? parent : null;
}

function formAround(node: glassEasel.Element): { submit(): void; reset(): void } | undefined {
  for (let current: glassEasel.Element | null = node; current; current = outward(current)) {
    const form = forms.get(current);
    if (form) return form;
  }
  return undefined;
}

export const submitForm = (node: glassEasel.Element): void => formAround(node)?.submit();
export const resetForm = (node: glassEasel.Element): void => formAround(node)?.reset();

function inside(form: glassEasel.Element): [glassEasel.GeneralComponent, Field | undefined][] {
  const found: [glassEasel.GeneralComponent, Field | undefined][] = [];
  glassEasel.ElementIterator.create(
    form,
    glassEasel.ElementIteratorType.ComposedDescendantsRootFirst,
  ).forEach((node) => {
    if (glassEasel.Component.isComponent(node) && typeof node.data.name === 'string' && node.data.name !== '')
      found.push([node, fields.get(node)]);
  });
  return found;
}

export const form: BuiltIn = {
  properties: { reportSubmit: flag() },
  mount({ element, node, emit }) {
    element.setAttribute('role', 'form');
    forms.set(node, {
      submit() {
        const value: Values = {};
        for (const [component, field] of inside(node))
          if (field || 'value' in component.data)
            value[component.data.name] = field ? field.value() : component.data.value;
        emit('submit', { value });
      },
      reset() {
        for (const [, field] of inside(node)) field?.reset?.();
        emit('reset', {});
      },
    });
    return undefined;
  },
};

export const label: BuiltIn = {
  properties: { for: { type: String, value: '' } },
  mount({ element, values }) {
    element.addEventListener('click', (event) => {
      const target = event.target;
      const control = '[role="checkbox"],[role="radio"],[role="switch"],input,textarea';
      if (target instanceof Element && target.closest(control)) return;
      const id = String(values().for ?? '');
      const scope = id ? element.closest('wx-page')?.querySelector(`[id$="--${id}"]`) : element;
      const found = scope?.matches(control) ? scope : scope?.querySelector(control);
      if (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement) found.focus();
      else if (found instanceof HTMLElement) found.click();
    });
    return undefined;
  },
};
