import { any, type BuiltIn, flag, number, text } from './definition';
import { registerField } from './form';

export const progress: BuiltIn = {
  properties: {
    percent: number(),
    showInfo: flag(),
    strokeWidth: any(6),
    color: text(),
    activeColor: text('#09BB07'),
    backgroundColor: text('#EBEBEB'),
    active: flag(),
    activeMode: text(),
    borderRadius: any(),
    fontSize: any(),
    duration: any(),
  },
  mount({ element }) {
    element.setAttribute('role', 'progressbar');
    const bar = document.createElement('div');
    bar.className = 'progress-bar';
    const fill = document.createElement('div');
    bar.append(fill);
    const info = document.createElement('span');
    element.append(bar, info);
    return ({ percent, showInfo, strokeWidth, color, activeColor, backgroundColor }) => {
      element.setAttribute('aria-valuenow', String(percent));
      bar.style.cssText = `height:${Number.parseFloat(String(strokeWidth))}px;background:${String(backgroundColor)}`;
      fill.style.cssText = `width:${Number(percent)}%;background:${String(color || activeColor)}`;
      info.textContent = showInfo ? `${String(percent)}%` : '';
    };
  },
};

export const slider: BuiltIn = {
  properties: {
    min: number(),
    max: number(100),
    step: number(1),
    value: number(),
    disabled: flag(),
    color: text(),
    selectedColor: text(),
    activeColor: text('#1aad19'),
    backgroundColor: text('#e9e9e9'),
    blockSize: any(),
    blockColor: text(),
    showValue: flag(),
    name: text(),
  },
  mount({ element, emit, set, values, node }) {
    const control = document.createElement('input');
    control.type = 'range';
    const shown = document.createElement('span');
    element.append(control, shown);
    registerField(node, { value: () => Number(control.value) });
    const change = (name: string) => {
      const value = Number(control.value);
      set({ value });
      emit(name, { value });
    };
    control.addEventListener('input', () => change('changing'));
    control.addEventListener('change', () => change('change'));
    return ({ min, max, step, value, disabled, activeColor, showValue, ariaLabel }) => {
      control.min = String(min);
      control.max = String(max);
      control.step = String(step);
      control.value = String(value);
      control.disabled = disabled === true;
      control.style.accentColor = String(activeColor);
      if (ariaLabel) control.setAttribute('aria-label', String(ariaLabel));
      shown.textContent = showValue ? String(values().value) : '';
    };
  },
};
