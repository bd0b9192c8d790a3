import {
  any,
  type BuiltIn,
  type Context,
  flag,
  number,
  type Property,
  text,
  type Values,
} from './definition';
import { registerField } from './form';

type Control = HTMLInputElement | HTMLTextAreaElement;

const shared: Record<string, Property> = {
  value: text(),
  name: text(),
  placeholder: text(),
  placeholderStyle: text(),
  placeholderClass: text('input-placeholder'),
  disabled: flag(),
  maxlength: number(140),
  focus: flag(),
  autoFocus: flag(),
  cursorSpacing: any(),
  cursor: any(),
  cursorColor: any(),
  selectionStart: any(),
  selectionEnd: any(),
  adjustPosition: flag(true),
  holdKeyboard: flag(),
  confirmType: text('done'),
  confirmHold: flag(),
  alwaysEmbed: flag(),
};

/** Wires a control of HTML to WeChat's events and properties; both field tags share it. */
function wire(context: Context, control: Control): (values: Values) => void {
  const { element, emit, set, values, node } = context;
  const first = String(values().value ?? '');
  element.append(control);
  control.addEventListener('input', () => {
    const { value } = control;
    set({ value });
    emit('input', { value, cursor: control.selectionStart ?? value.length, keyCode: 0 });
  });
  control.addEventListener('focus', () => emit('focus', { value: control.value, height: 0 }));
  control.addEventListener('blur', () =>
    emit('blur', { value: control.value, cursor: control.selectionStart }),
  );
  control.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || event.isComposing) return;
    if (control instanceof HTMLTextAreaElement && values().confirmType !== 'send') return;
    emit('confirm', { value: control.value });
  });
  element.addEventListener('click', (event) => {
    if (event.target === element) control.focus();
  });
  registerField(node, {
    value: () => control.value,
    reset: () => {
      control.value = first;
      set({ value: first });
    },
  });
  let hadFocus = false;
  return ({ value, placeholder, disabled, maxlength, focus, autoFocus, ariaLabel }) => {
    const wanted = value === null || value === undefined ? '' : String(value);
    if (control.value !== wanted) control.value = wanted;
    control.placeholder = String(placeholder ?? '');
    control.disabled = disabled === true;
    const limit = Number(maxlength);
    if (limit >= 0) control.maxLength = limit;
    else control.removeAttribute('maxlength');
    // Name and role belong to what takes the typing.
    if (ariaLabel) control.setAttribute('aria-label', String(ariaLabel));
    element.removeAttribute('aria-label');
    element.removeAttribute('role');
    const wantsFocus = focus === true || autoFocus === true;
    if (wantsFocus && !hadFocus) setTimeout(() => control.focus({ preventScroll: true }), 0);
    if (hadFocus && focus === false && autoFocus !== true) control.blur();
    hadFocus = wantsFocus;
  };
}

const keyboards: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text', tel: 'tel' };

export const input: BuiltIn = {
  properties: { ...shared, type: text('text'), password: flag(), safePasswordCertPath: any() },
  mount(context) {
    const control = document.createElement('input');
    const update = wire(context, control);
    return (values) => {
      const kind = String(values.type);
      control.type = values.password === true || kind === 'safe-password' ? 'password' : 'text';
      control.inputMode = keyboards[kind] ?? 'text';
      update(values);
    };
  },
};

export const textarea: BuiltIn = {
  properties: {
    ...shared,
    autoHeight: flag(),
    fixed: flag(),
    showConfirmBar: flag(true),
    disableDefaultPadding: flag(),
    adjustKeyboardTo: any(),
  },
  mount(context) {
    const control = document.createElement('textarea');
    const update = wire(context, control);
    let height = 0;
    const measure = () => {
      if (control.scrollHeight === height) return;
      height = control.scrollHeight;
      const line = Number.parseFloat(getComputedStyle(control).lineHeight) || 24;
      context.emit('linechange', { height, lineCount: Math.max(1, Math.round(height / line)) });
    };
    control.addEventListener('input', measure);
    return (values) => {
      context.element.toggleAttribute('data-auto-height', values.autoHeight === true);
      update(values);
    };
  },
};
