// What the mini program framework hands to a handler is loosely typed; these read it without believing it.

interface Tapped {
  currentTarget: { dataset: Record<string, unknown> };
}
interface Changed {
  detail: unknown;
}

/** A `data-name` of the tapped element as text, or empty. */
export function dataText(event: Tapped, name: string): string {
  const value = event.currentTarget.dataset[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What a control says it now holds: text of `detail.value`, or empty. */
export function changedText(event: Changed): string {
  const value = changedValue(event);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Whether a switch is on now. */
export const changedFlag = (event: Changed): boolean => changedValue(event) === true;

/** What a stepper holds now; `otherwise` where it holds no number. */
export function changedNumber(event: Changed, otherwise: number): number {
  const value = Number(changedValue(event));
  return Number.isFinite(value) ? value : otherwise;
}

function changedValue(event: Changed): unknown {
  const { detail } = event;
  return typeof detail === 'object' && detail !== null && 'value' in detail ? detail.value : undefined;
}
