import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Smaller than this share of the wall's shorter side nobody reads in the last row. */
const SMALLEST = 0.03;
const STEP = 0.95;

/**
 * A box whose words get smaller until they are all in it, so that the longest title is as readable as it can be and
 * nothing is cut off. The size that the style gives is the largest.
 */
export function Fit({ name, children }: { name: string; children: ComponentChildren }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return undefined;
    const reshape = () => shrink(box);
    reshape();
    window.addEventListener('resize', reshape);
    return () => window.removeEventListener('resize', reshape);
  });
  return (
    <div ref={ref} class={`fit ${name}`}>
      {children}
    </div>
  );
}

function shrink(box: HTMLElement): void {
  box.style.fontSize = '';
  const smallest = Math.min(window.innerWidth, window.innerHeight) * SMALLEST;
  let size = Number.parseFloat(getComputedStyle(box).fontSize);
  while (isTooLarge(box) && size > smallest) {
    size *= STEP;
    box.style.fontSize = `${size}px`;
  }
}

const isTooLarge = ({ scrollHeight, clientHeight, scrollWidth, clientWidth }: HTMLElement): boolean =>
  scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1;
