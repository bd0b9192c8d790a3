import { make } from '../screen/element';
import type { FirstStep } from './api';
import { button, section } from './section';

/** In one line what to try first, each on the right person's phone; what its time has passed for is left out. */
export function firstSection(
  steps: readonly FirstStep[],
  open: (step: FirstStep) => void,
): { element: HTMLElement; show(now: number): void } {
  const row = make('div', { class: 'row wraps' });
  const element = section('先试这 3 件事', [row]);
  element.hidden = true;
  return {
    element,
    show(now) {
      const current = steps.filter(({ until }) => now < until);
      element.hidden = current.length === 0;
      if (row.childElementCount === current.length) return;
      row.replaceChildren(...current.map((step) => button(step.text, () => open(step))));
    },
  };
}
