import { any, type BuiltIn, type Context, flag, text } from './definition';
import { registerField } from './form';

interface Choice {
  value(): string;
  isChecked(): boolean;
  check(checked: boolean): void;
}

const choices = new WeakMap<Element, Choice>();
const changed = 'phone-choice';

/** What one box or dot needs; the group around it listens to `changed`. */
function mountChoice(context: Context, role: 'checkbox' | 'radio') {
  const { element, set, values, node } = context;
  const mark = document.createElement('span');
  mark.className = `choice-mark choice-${role}`;
  element.prepend(mark);
  element.setAttribute('role', role);
  choices.set(element, {
    value: () => String(values().value ?? ''),
    isChecked: () => values().checked === true,
    check: (checked) => set({ checked }),
  });
  registerField(node, { value: () => values().checked === true });
  element.addEventListener('click', () => {
    const { disabled, checked } = values();
    if (disabled === true || (role === 'radio' && checked === true)) return;
    set({ checked: role === 'radio' ? true : checked !== true });
    element.dispatchEvent(new CustomEvent(changed, { bubbles: true }));
  });
  return ({ checked, disabled, color }: Record<string, unknown>) => {
    element.setAttribute('aria-checked', String(checked === true));
    element.setAttribute('aria-disabled', String(disabled === true));
    element.tabIndex = disabled === true ? -1 : 0;
    if (color) mark.style.setProperty('--choice-color', String(color));
  };
}

const choiceProperties = { value: text(), checked: flag(), disabled: flag(), color: text(), name: text() };

export const checkbox: BuiltIn = {
  properties: choiceProperties,
  mount: (context) => mountChoice(context, 'checkbox'),
};

export const radio: BuiltIn = {
  properties: choiceProperties,
  mount: (context) => mountChoice(context, 'radio'),
};

function within(element: Element, tag: string): Choice[] {
  return [...element.querySelectorAll(tag)].flatMap((found) => choices.get(found) ?? []);
}

export const checkboxGroup: BuiltIn = {
  properties: { name: text() },
  mount({ element, emit, node }) {
    const value = () =>
      within(element, 'wx-checkbox')
        .filter((choice) => choice.isChecked())
        .map((choice) => choice.value());
    element.addEventListener(changed, () => emit('change', { value: value() }));
    registerField(node, { value });
    return undefined;
  },
};

export const radioGroup: BuiltIn = {
  properties: { name: text() },
  mount({ element, emit, node }) {
    element.setAttribute('role', 'radiogroup');
    const all = () => within(element, 'wx-radio');
    element.addEventListener(changed, (event) => {
      const chosen = event.target instanceof Element ? choices.get(event.target) : undefined;
      for (const choice of all()) if (choice !== chosen) choice.check(false);
      emit('change', { value: chosen?.value() ?? '' });
    });
    registerField(node, {
      value: () =>
        all()
          .find((choice) => choice.isChecked())
          ?.value() ?? '',
    });
    return undefined;
  },
};

export const switchElement: BuiltIn = {
  properties: {
    checked: flag(),
    disabled: flag(),
    type: text('switch'),
    color: text(),
    name: text(),
    value: any(),
  },
  mount({ element, emit, set, values, node }) {
    element.setAttribute('role', 'switch');
    registerField(node, { value: () => values().checked === true });
    element.addEventListener('click', () => {
      if (values().disabled === true) return;
      const checked = values().checked !== true;
      set({ checked });
      emit('change', { value: checked });
    });
    return ({ checked, disabled, color }) => {
      element.setAttribute('aria-checked', String(checked === true));
      element.setAttribute('aria-disabled', String(disabled === true));
      element.tabIndex = disabled === true ? -1 : 0;
      if (color) element.style.setProperty('--choice-color', String(color));
    };
  },
};
