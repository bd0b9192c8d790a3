import { make } from '../screen/element';

/** One part of the panel under its heading. */
export function section(title: string, children: (Node | string)[]): HTMLElement {
  return make('section', { 'aria-label': title }, [make('h2', {}, [title]), ...children]);
}

export function button(text: string, onClick: () => void): HTMLElement {
  const element = make('button', { type: 'button' }, [text]);
  element.addEventListener('click', onClick);
  return element;
}

/** A row of buttons of which one is pressed. */
export function choice<T extends string>(
  options: readonly (readonly [T, string])[],
  chosen: T,
  onChoose: (value: T) => void,
): HTMLElement {
  const row = make('div', { class: 'choice' });
  for (const [value, text] of options) {
    const element = button(text, () => {
      for (const other of row.children) other.setAttribute('aria-pressed', String(other === element));
      onChoose(value);
    });
    element.setAttribute('aria-pressed', String(value === chosen));
    row.append(element);
  }
  return row;
}
