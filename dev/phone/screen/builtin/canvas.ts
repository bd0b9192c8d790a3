import { type BuiltIn, text } from './definition';

const surfaces = new WeakMap<Element, HTMLCanvasElement>();

/** The drawing surface behind a `<canvas type="2d">`, as `fields({ node: true })` gives it. */
export function canvasNode(element: Element): HTMLCanvasElement | null {
  const surface = surfaces.get(element);
  if (!surface) return null;
  return Object.assign(surface, {
    createImage: () => new Image(),
    requestAnimationFrame: (callback: FrameRequestCallback) => requestAnimationFrame(callback),
    cancelAnimationFrame: (handle: number) => cancelAnimationFrame(handle),
  });
}

export const canvas: BuiltIn = {
  properties: { type: text('2d'), canvasId: text() },
  mount({ element }) {
    const surface = document.createElement('canvas');
    surface.style.cssText = 'width:100%;height:100%;display:block';
    surface.setAttribute('aria-hidden', 'true');
    surfaces.set(element, surface);
    element.append(surface);
    return ({ type }) => {
      if (type !== '2d') throw new Error('The phone draws <canvas type="2d"> only');
    };
  },
};
