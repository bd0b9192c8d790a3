import { useEffect, useMemo, useState } from 'preact/hooks';
import type { WallAnnouncement } from '../../../contract/wall';
import { Fit } from './fit';
import { type Bar, type Slide, slidesOf } from './slides';

type Marks = WallAnnouncement['marks'];

const ON = ['ArrowRight', 'ArrowDown', 'PageDown', 'Enter', ' ', 'Spacebar'];
const BACK = ['ArrowLeft', 'ArrowUp', 'PageUp', 'Backspace'];

/** The announcement that opens a session. Keys, a presenter's remote or the two buttons turn the pages. */
export function AnnouncementView({ announcement }: { announcement: WallAnnouncement | null }) {
  const slides = useMemo(() => (announcement ? slidesOf(announcement) : []), [announcement]);
  const [asked, setAt] = useState(0);
  const last = Math.max(0, slides.length - 1);
  const at = Math.min(asked, last);
  const turn = (by: number) => setAt(Math.min(last, Math.max(0, at + by)));
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const by = ON.includes(event.key) ? 1 : BACK.includes(event.key) ? -1 : 0;
      if (by === 0) return;
      event.preventDefault();
      turn(by);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
  const slide = slides[at];
  if (!announcement || !slide) return <main class="body body--centre quiet">暂无已通报的结果</main>;
  return (
    <main class="body body--column slides">
      <Picture slide={slide} marks={announcement.marks} />
      <nav class="turn">
        <button type="button" aria-label="上一页" disabled={at === 0} onClick={() => turn(-1)}>
          ‹
        </button>
        <span>
          {at + 1}/{slides.length}
        </span>
        <button type="button" aria-label="下一页" disabled={at === last} onClick={() => turn(1)}>
          ›
        </button>
      </nav>
    </main>
  );
}

function Picture({ slide, marks }: { slide: Slide; marks: Marks }) {
  if (slide.kind === 'bars')
    return (
      <section class="bars">
        <h1 class="bars__title">{slide.title}</h1>
        <Scale marks={marks} />
        <ul class="bars__list">
          {slide.bars.map((bar) => (
            <Line key={bar.key} bar={bar} marks={marks} />
          ))}
        </ul>
      </section>
    );
  if (slide.kind === 'card')
    return (
      <Fit name={`card card--${slide.colour}`}>
        <p class="card__word">{slide.word}</p>
        <h1 class="card__title">{slide.title}</h1>
        <p class="card__department">{slide.department}</p>
        <p>{slide.line}</p>
      </Fit>
    );
  return (
    <Fit name="title">
      <h1 class="title__words">{slide.title}</h1>
      <p>{slide.line}</p>
    </Fit>
  );
}

const percent = ({ numerator, denominator }: Marks['red']): number => (numerator / denominator) * 100;
const markWords = (mark: Marks['red']): string => `${Math.round(percent(mark) * 10) / 10}%`;

function Scale({ marks }: { marks: Marks }) {
  return (
    <div class="scale" aria-hidden="true">
      <span class="scale__mark scale__mark--yellow" style={{ left: `${percent(marks.yellow)}%` }}>
        黄牌线 {markWords(marks.yellow)}
      </span>
      <span class="scale__mark scale__mark--red" style={{ left: `${percent(marks.red)}%` }}>
        红牌线 {markWords(marks.red)}
      </span>
    </div>
  );
}

function Line({ bar, marks }: { bar: Bar; marks: Marks }) {
  const rate = (bar.rate ?? 0) * 100;
  return (
    <li class="line">
      <span class="line__label">{bar.label}</span>
      <span class="line__track">
        {bar.rate === null ? null : (
          <i class={`line__bar line__bar--${bar.card}`} style={{ width: `${rate}%` }} />
        )}
        <i class="line__mark" style={{ left: `${percent(marks.yellow)}%` }} />
        <i class="line__mark" style={{ left: `${percent(marks.red)}%` }} />
      </span>
      <span class="line__words">{bar.words}</span>
    </li>
  );
}
