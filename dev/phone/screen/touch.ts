import type { PhoneBackend } from './backend';
import { getPageTop } from './layout';

/** Farther than this between down and up is a drag, not a tap (WeChat: 10 px). */
const tapDistance = 10;
/** WeChat: a finger that rests 350 ms is a long press. */
const longPressMs = 350;

interface Point {
  identifier: number;
  clientX: number;
  clientY: number;
  pageX: number;
  pageY: number;
  force: number;
}

function point(identifier: number, at: { clientX: number; clientY: number }): Point {
  const clientY = at.clientY - getPageTop();
  return { identifier, clientX: at.clientX, clientY, pageX: at.clientX, pageY: clientY, force: 1 };
}

let lastTap = Number.NEGATIVE_INFINITY;

/** True while a tap's handlers run and a moment after: some wx functions are allowed then only. */
export const isInTap = (): boolean => performance.now() - lastTap < 1000;

export function markTap(): void {
  lastTap = performance.now();
}

/** An answer from the network ends the tap: what is asked for after it, a real phone may refuse. */
export function loseTap(): void {
  lastTap = Number.NEGATIVE_INFINITY;
}

/**
 * Turns mouse and touch of the browser into touchstart, touchmove, touchend, tap and longpress of WeChat.
 * `tap` follows the browser's own click, which also comes from the keyboard and from tests.
 */
export function listenToTouch(backend: PhoneBackend): void {
  let start: { x: number; y: number } | undefined;
  let hasMoved = false;
  let isPressed = false;
  let isLongPress = false;
  let longPress: ReturnType<typeof setTimeout> | undefined;
  let lastTouch = Number.NEGATIVE_INFINITY;
  let pressTarget: EventTarget | null = null;

  const send = (event: Event, type: string, changed: Point[], touches: Point[]): boolean => {
    const first = changed[0];
    return backend.dispatch(
      event,
      type,
      { x: first?.clientX ?? 0, y: first?.clientY ?? 0 },
      {
        bubbles: true,
        extraFields: { touches, changedTouches: changed },
      },
    );
  };

  const begin = (event: Event, changed: Point[], touches: Point[]) => {
    const first = changed[0];
    start = first && { x: first.clientX, y: first.clientY };
    hasMoved = false;
    isLongPress = false;
    clearTimeout(longPress);
    longPress = setTimeout(() => {
      isLongPress = true;
      send(event, 'longpress', changed, touches);
    }, longPressMs);
    send(event, 'touchstart', changed, touches);
  };
  const move = (event: Event, changed: Point[], touches: Point[]) => {
    const first = changed[0];
    if (start && first && Math.hypot(first.clientX - start.x, first.clientY - start.y) > tapDistance) {
      hasMoved = true;
      clearTimeout(longPress);
    }
    if (send(event, 'touchmove', changed, touches) && event.cancelable) event.preventDefault();
  };
  const end = (event: Event, type: string, changed: Point[], touches: Point[]) => {
    clearTimeout(longPress);
    send(event, type, changed, touches);
  };

  const points = (list: TouchList) => Array.from(list, (touch) => point(touch.identifier, touch));
  const onTouch = (type: string, handler: (event: TouchEvent) => void) =>
    document.addEventListener(
      type,
      (event) => {
        if (!(event instanceof TouchEvent)) return;
        lastTouch = performance.now();
        handler(event);
      },
      { capture: true, passive: false },
    );
  onTouch('touchstart', (event) => begin(event, points(event.changedTouches), points(event.touches)));
  onTouch('touchmove', (event) => move(event, points(event.changedTouches), points(event.touches)));
  onTouch('touchend', (event) => end(event, 'touchend', points(event.changedTouches), points(event.touches)));
  onTouch('touchcancel', (event) =>
    end(event, 'touchcancel', points(event.changedTouches), points(event.touches)),
  );

  // Browsers send mouse events after a touch as well; those are not a second press.
  const isMouse = () => performance.now() - lastTouch > 800;
  /** A finger keeps its target until it is lifted; a mouse does not, so its events are sent as from the first. */
  const held = (event: MouseEvent): Event =>
    new Proxy(event, {
      get: (target, key) => {
        if (key === 'target') return pressTarget;
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  document.addEventListener(
    'mousedown',
    (event) => {
      if (!isMouse() || event.button !== 0) return;
      isPressed = true;
      pressTarget = event.target;
      const at = [point(0, event)];
      begin(event, at, at);
    },
    { capture: true },
  );
  document.addEventListener(
    'mousemove',
    (event) => {
      if (!isPressed) return;
      const at = [point(0, event)];
      move(held(event), at, at);
    },
    { capture: true },
  );
  document.addEventListener(
    'mouseup',
    (event) => {
      if (!isPressed) return;
      isPressed = false;
      end(held(event), 'touchend', [point(0, event)], []);
    },
    { capture: true },
  );

  document.addEventListener(
    'click',
    (event) => {
      if (hasMoved && event.detail > 0) {
        hasMoved = false;
        return;
      }
      if (isLongPress && event.detail > 0) return;
      markTap();
      const at = [point(0, event)];
      send(event, 'tap', at, []);
    },
    { capture: true },
  );
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    const target = event.target;
    if (target instanceof HTMLElement && target.tagName.startsWith('WX-')) target.click();
  });
}
