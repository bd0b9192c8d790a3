import { make } from '../screen/element';
import { tell } from './api';
import { button, section } from './section';

const hourMs = 3_600_000;
const shown = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'full',
  timeStyle: 'short',
});

export const timeText = (at: number): string => shown.format(at);

/** Shanghai is UTC+8 all year, so a local time is its UTC reading minus eight hours. */
const instantOf = (local: string): number => Date.parse(`${local}:00+08:00`);

/** The cloud's clock. Moving it forward makes everything happen that was due on the way, which takes a moment. */
export function timeSection(onMoved: () => void): { element: HTMLElement; show(now: number): void } {
  const now = make('p', { class: 'now', role: 'status' });
  const field = document.createElement('input');
  field.type = 'datetime-local';
  field.setAttribute('aria-label', '走到');
  let cloudNow = Date.now();
  let readAt = performance.now();
  const current = () => cloudNow + performance.now() - readAt;
  const paint = () => {
    now.textContent = timeText(current());
  };
  setInterval(paint, 5000);
  const move = async (body: unknown) => {
    element.setAttribute('aria-busy', 'true');
    await tell('/workbench/clock', body).finally(() => element.setAttribute('aria-busy', 'false'));
    onMoved();
  };
  const element = section('时间', [
    now,
    make('div', { class: 'row' }, [
      button('+1 小时', () => void move({ advance: hourMs })),
      button('+1 天', () => void move({ advance: 24 * hourMs })),
      button('+1 周', () => void move({ advance: 7 * 24 * hourMs })),
    ]),
    make('div', { class: 'row' }, [
      field,
      button('走到', () => {
        if (field.value) void move({ set: instantOf(field.value) });
      }),
      button('真实时间', () => void move({ set: Date.now() })),
    ]),
  ]);
  return {
    element,
    show(value) {
      cloudNow = value;
      readAt = performance.now();
      if (!field.value) field.value = new Date(value + 8 * hourMs).toISOString().slice(0, 16);
      paint();
    },
  };
}
