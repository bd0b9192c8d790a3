import { make } from '../element';
import { ask, sheetButton } from '../wx/sheets';
import { any, type BuiltIn, flag, list, text, type Values } from './definition';
import { registerField } from './form';

const labelOf = (item: unknown, key: unknown): string => {
  if (typeof item !== 'object' || item === null) return String(item);
  const value: unknown = Reflect.get(item, String(key));
  return value === undefined ? '' : String(value);
};

function select(name: string, items: unknown[], key: unknown, chosen: number): HTMLSelectElement {
  const element = document.createElement('select');
  element.setAttribute('aria-label', name);
  items.forEach((item, index) => {
    element.add(new Option(labelOf(item, key), String(index), false, index === chosen));
  });
  return element;
}

function dateField(kind: 'date' | 'time', values: Values): HTMLInputElement {
  const field = document.createElement('input');
  field.type = kind === 'time' ? 'time' : values.fields === 'month' ? 'month' : 'date';
  field.setAttribute('aria-label', kind === 'time' ? '时间' : '日期');
  field.value = String(values.value ?? '');
  if (values.start) field.min = String(values.start);
  if (values.end) field.max = String(values.end);
  return field;
}

interface Wheel {
  elements: HTMLElement[];
  value(): unknown;
}

/** WeChat turns wheels; here are lists and date fields of the browser, which a keyboard and a test can use. */
function wheel(values: Values, onColumn: (column: number, value: number) => void): Wheel {
  const { mode, range, rangeKey, value } = values;
  const rows = Array.isArray(range) ? range : [];
  if (mode === 'date' || mode === 'time') {
    const field = dateField(mode, values);
    return { elements: [field], value: () => field.value };
  }
  if (mode === 'multiSelector') {
    const chosen = Array.isArray(value) ? value.map(Number) : [];
    const columns = rows.map((items: unknown, index) =>
      select(`第 ${index + 1} 列`, Array.isArray(items) ? items : [], rangeKey, chosen[index] ?? 0),
    );
    columns.forEach((column, index) => {
      column.addEventListener('change', () => onColumn(index, Number(column.value)));
    });
    return { elements: columns, value: () => columns.map((column) => Number(column.value)) };
  }
  if (mode !== 'selector') throw new Error(`The phone has no picker of mode ${String(mode)}`);
  const column = select('选项', rows, rangeKey, Number(value ?? 0));
  return { elements: [column], value: () => Number(column.value) };
}

export const picker: BuiltIn = {
  properties: {
    mode: text('selector'),
    range: list(),
    rangeKey: text(),
    value: any(0),
    start: text(),
    end: text(),
    fields: text('day'),
    headerText: text(),
    disabled: flag(),
    name: text(),
    level: any(),
    customItem: any(),
  },
  mount({ element, emit, set, values, node }) {
    registerField(node, { value: () => values().value });
    const open = async () => {
      const current = wheel(values(), (column, value) => emit('columnchange', { column, value }));
      const title = String(values().headerText ?? '') || '请选择';
      const isConfirmed = await ask<boolean>((answer) =>
        make('div', { class: 'bottom-sheet', role: 'dialog', 'aria-label': title }, [
          make('h2', {}, [title]),
          make('div', { class: 'wheel' }, current.elements),
          make('div', { class: 'choices' }, [
            sheetButton('取消', () => answer(false)),
            sheetButton('确定', () => answer(true)),
          ]),
        ]),
      );
      if (!isConfirmed) return emit('cancel', {});
      const value = current.value();
      set({ value });
      return emit('change', { value });
    };
    element.addEventListener('click', () => {
      if (values().disabled !== true) void open();
    });
    return ({ disabled }) => {
      element.tabIndex = disabled === true ? -1 : 0;
    };
  },
};
