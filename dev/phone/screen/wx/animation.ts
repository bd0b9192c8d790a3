import { convertLengths } from '../../compile/lengths';

type Values = Record<string, string>;

/** One step of wx.createAnimation as the `animation` attribute of an element carries it. */
export interface Step {
  style: Values;
  transform: string[];
  duration: number;
  timing: string;
  delay: number;
}

const transforms = [
  'rotate',
  'rotateX',
  'rotateY',
  'rotateZ',
  'rotate3d',
  'scale',
  'scaleX',
  'scaleY',
  'scaleZ',
  'scale3d',
  'translate',
  'translateX',
  'translateY',
  'translateZ',
  'translate3d',
  'skew',
  'skewX',
  'skewY',
  'matrix',
  'matrix3d',
];
const styles = ['opacity', 'backgroundColor', 'width', 'height', 'top', 'left', 'bottom', 'right'];

function unit(name: string, value: unknown): string {
  if (typeof value !== 'number') return String(value);
  if (/^(rotate|skew)/.test(name)) return `${value}deg`;
  return /^translate|^(width|height|top|left|bottom|right)$/.test(name) ? `${value}px` : String(value);
}

/** wx.createAnimation: collects steps; `export` hands them to an element's `animation` property. */
export function createAnimation(
  options: Partial<{ duration: number; timingFunction: string; delay: number }> = {},
) {
  let steps: Step[] = [];
  let style: Values = {};
  let transform: string[] = [];
  const animation: Record<string, unknown> = {
    step(own: typeof options = {}) {
      const { duration = 400, timingFunction: timing = 'linear', delay = 0 } = { ...options, ...own };
      steps.push({ style: { ...style }, transform: [...transform], duration, timing, delay });
      return animation;
    },
    export() {
      const exported = steps;
      steps = [];
      return { actions: exported };
    },
  };
  for (const name of transforms)
    animation[name] = (...values: unknown[]) => {
      const call = `${name}(${values.map((value) => unit(name, value)).join(',')})`;
      transform = [...transform.filter((known) => !known.startsWith(`${name}(`)), call];
      return animation;
    };
  for (const name of styles)
    animation[name] = (value: unknown) => {
      style = { ...style, [name]: unit(name, value) };
      return animation;
    };
  return animation;
}

/** Plays exported steps on an element, one after the other. */
export function play(element: HTMLElement, exported: unknown): void {
  const actions: unknown =
    typeof exported === 'object' && exported !== null && 'actions' in exported ? exported.actions : [];
  const steps = (Array.isArray(actions) ? actions : []) as Step[];
  let wait = 0;
  for (const { style, transform, duration, timing, delay } of steps) {
    setTimeout(() => {
      element.style.transition = `all ${duration}ms ${timing} ${delay}ms`;
      element.style.transform = convertLengths(transform.join(' '));
      for (const [name, value] of Object.entries(style))
        Reflect.set(element.style, name, convertLengths(value));
    }, wait);
    wait += duration + delay;
  }
}
