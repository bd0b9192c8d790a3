import type { ComponentChildren } from 'preact';
import { encode } from 'uqr';
import { SESSION_STATUSES, SESSION_STEPS } from '../../../miniprogram/shared/labels';
import { chineseDay, chineseMoment } from '../../core/date-words';

// Parts that several pages show.

/** A moment with its machine-readable form. */
export const Moment = ({ at }: { at: number }) => (
  <time dateTime={new Date(at).toISOString()}>{chineseMoment(at)}</time>
);

export const Day = ({ at }: { at: number }) => (
  <time dateTime={new Date(at).toISOString()}>{chineseDay(at)}</time>
);

/** How a session stands, in the words of the app; neutral for a state that this page does not know. */
export const sessionWords = (status: string): string =>
  Object.entries(SESSION_STATUSES).find(([known]) => known === status)?.[1] ?? '以学校通知为准';

/** The four dots, as the app shows them: how far something has come. */
export function Dots({ step, names = SESSION_STEPS }: { step: number; names?: readonly string[] }) {
  return (
    <ol className="dots">
      {names.map((name, index) => (
        <li key={name} className={index < step ? 'done' : undefined}>
          {name}
        </li>
      ))}
    </ol>
  );
}

/** A code to scan, as SVG: dark on white in any colours of the page, because scanners want it so. */
export function Code({ text, name }: { text: string; name: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 3 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg role="img" aria-label={name} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <path fill="#fff" d={`M0 0h${size}v${size}h-${size}z`} />
      <path fill="#1b272a" d={squares.join('')} />
    </svg>
  );
}

/** A red or a yellow card: colour and word, never the colour alone. */
export const CardTag = ({ colour }: { colour: 'red' | 'yellow' }) => (
  <li className={`tag-${colour}`}>{colour === 'red' ? '红牌' : '黄牌'}</li>
);

export function Empty({ children }: { children: ComponentChildren }) {
  return <p className="soft">{children}</p>;
}

/** Whatever was written by people: line breaks stay, nothing else is markup. */
export const Prose = ({ text }: { text: string }) => <p className="prose">{text}</p>;

/** The way on in a list that goes on. */
export const More = ({ to, children }: { to: string; children: ComponentChildren }) => (
  <p>
    <a href={to}>{children}</a>
  </p>
);

/** What may be wider than the screen scrolls by itself, by key as well. */
export const Scrollable = ({ label, children }: { label: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: without it nobody scrolls by key
  <section className="scroll" aria-label={label} tabIndex={0}>
    {children}
  </section>
);

/** Head of a page that stands by itself, outside the portal's frame: not to be found by search. */
export const PlainHead = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>{title}</title>
    {children}
  </head>
);
