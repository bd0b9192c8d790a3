import { make } from '../screen/element';
import { type ColleaguesState, tell } from './api';
import { button, section } from './section';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The days that can be chosen: five weeks, from one preview to the session after it. */
const daysAhead = 36;
const shanghai = { timeZone: 'Asia/Shanghai' } as const;
const shown = new Intl.DateTimeFormat('zh-CN', { ...shanghai, dateStyle: 'full', timeStyle: 'short' });
const dayShown = new Intl.DateTimeFormat('zh-CN', {
  ...shanghai,
  month: 'long',
  day: 'numeric',
  weekday: 'short',
});

export const timeText = (at: number): string => shown.format(at);

/** Midnight in Shanghai, which is UTC+8 all year. */
const midnightOf = (at: number): number => Math.floor((at + 8 * hourMs) / dayMs) * dayMs - 8 * hourMs;

/** The cloud's clock. Moving it forward makes everything happen that was due on the way, which takes a moment. */
export function timeSection(
  onMoved: () => void,
  isCastWorking: boolean | null,
  switchCast: () => Promise<ColleaguesState>,
): { element: HTMLElement; show(now: number): void } {
  const now = make('p', { class: 'now', role: 'status' });
  const day = document.createElement('select');
  day.setAttribute('aria-label', '日期');
  const time = document.createElement('select');
  time.setAttribute('aria-label', '时刻');
  for (let half = 0; half < 48; half++) {
    const text = `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
    time.add(new Option(text, String((half * hourMs) / 2), false, half === 31));
  }
  let cloudNow = Date.now();
  let readAt = performance.now();
  let firstDay = 0;
  const current = () => cloudNow + performance.now() - readAt;
  const paint = () => {
    now.textContent = timeText(current());
    const today = midnightOf(current());
    if (today === firstDay) return;
    firstDay = today;
    day.replaceChildren(
      ...Array.from({ length: daysAhead }, (_, ahead) => {
        const at = today + ahead * dayMs;
        return new Option(dayShown.format(at), String(at), false, ahead === 0);
      }),
    );
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
      button('+1 天', () => void move({ advance: dayMs })),
      button('+1 周', () => void move({ advance: 7 * dayMs })),
      button('真实时间', () => void move({ set: Date.now() })),
    ]),
    make('div', { class: 'row' }, [
      day,
      time,
      button('跳转到', () => void move({ set: Number(day.value) + Number(time.value) })),
    ]),
    ...(isCastWorking === null ? [] : [castSwitch(isCastWorking, switchCast)]),
  ]);
  return {
    element,
    show(value) {
      cloudNow = value;
      readAt = performance.now();
      paint();
    },
  };
}

/** Whether colleagues answer by themselves as time goes on, or all parts are played by hand. */
function castSwitch(isWorking: boolean, switchCast: () => Promise<ColleaguesState>): HTMLElement {
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = isWorking;
  box.addEventListener('change', () => {
    void switchCast().then((state) => {
      box.checked = state.isWorking === true;
    });
  });
  return make('label', { class: 'hint' }, [box, ' 时间推进时，其他人自动受理和答复']);
}
