import { any, type BuiltIn, list, text } from './definition';

const rowHeight = 34;

export const pickerViewColumn: BuiltIn = {};

const columnsOf = (element: HTMLElement): HTMLElement[] => [
  ...element.querySelectorAll<HTMLElement>('wx-picker-view-column'),
];

export const pickerView: BuiltIn = {
  properties: {
    value: list(),
    indicatorStyle: text(),
    indicatorClass: text(),
    maskStyle: text(),
    maskClass: text(),
    immediateChange: any(),
  },
  mount({ element, emit, set, values }) {
    const height = () =>
      Number(/height:\s*(\d+)px/.exec(String(values().indicatorStyle ?? ''))?.[1] ?? rowHeight);
    let timer: ReturnType<typeof setTimeout> | undefined;
    element.addEventListener(
      'scroll',
      () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          const value = columnsOf(element).map((column) => Math.round(column.scrollTop / height()));
          if (JSON.stringify(value) === JSON.stringify(values().value)) return;
          set({ value });
          emit('change', { value });
        }, 120);
      },
      { capture: true },
    );
    return ({ value }) => {
      const wanted = Array.isArray(value) ? value.map(Number) : [];
      element.style.setProperty('--row', `${height()}px`);
      setTimeout(() => {
        columnsOf(element).forEach((column, index) => {
          column.scrollTop = (wanted[index] ?? 0) * height();
        });
      }, 0);
    };
  },
};
