import type { Output } from '../../../api/dto';
import { percentOf } from '../../../shared/percent';

/** A line over the sessions; beside it a row for each. */
export interface TrendView {
  lines: { key: string; name: string; mask: string; ends: { key: string; text: string }[]; spoken: string }[];
  /** Newest first. */
  rows: { id: string; name: string; text: string }[];
}

/** As many as can be told apart across a phone. */
const SHOWN = 12;
const WIDTH = 300;
const HEIGHT = 100;
const INSET = 6;

/**
 * A curve as a mask, so that it takes the colour of the theme: the drawing says where colour is, the page says which.
 * Values lie between nought and `top`.
 */
function maskOf(values: readonly number[], top: number): string {
  const across = (WIDTH - 2 * INSET) / Math.max(1, values.length - 1);
  const points = values.map((value, index) => [
    Math.round(INSET + index * across),
    Math.round(HEIGHT - INSET - ((HEIGHT - 2 * INSET) * value) / Math.max(1, top)),
  ]);
  const line = points.map((point) => point.join(',')).join(' ');
  const dots = points.map(([x, y]) => `<circle cx='${x}' cy='${y}' r='4'/>`).join('');
  const drawing = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${WIDTH} ${HEIGHT}'><polyline points='${line}' fill='none' stroke='#000' stroke-width='2'/>${dots}</svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(drawing)}")`;
}

type Sessions = Output<'report.trends'>['sessions'];

/** Attendance and dissatisfaction from session to session; nothing where there is only one to look at. */
export function trendView({ sessions }: Output<'report.trends'>): TrendView | null {
  const shown = sessions.slice(-SHOWN);
  if (shown.length < 2) return null;
  const came = shown.map(({ number, attended }) => ({ number, value: attended }));
  const bad = shown.flatMap(({ number, rated }) =>
    rated ? [{ number, value: percentOf(rated.dissatisfied, rated.valid) }] : [],
  );
  return {
    lines: [
      lineOf('attended', '参会人次', came, Math.max(...came.map(({ value }) => value)), '人'),
      ...(bad.length < 2 ? [] : [lineOf('dissatisfied', '不满意度', bad, 100, '%')]),
    ],
    rows: [...shown].reverse().map((session) => ({
      id: session.sessionId,
      name: `第 ${session.number} 期`,
      text: rowWords(session),
    })),
  };
}

function lineOf(
  key: string,
  name: string,
  points: ReadonlyArray<{ number: number; value: number }>,
  top: number,
  unit: string,
): TrendView['lines'][number] {
  const said = (value: number) => (unit === '%' ? `${value}%` : `${value} ${unit}`);
  const ends = [points[0], points[points.length - 1]].flatMap((point) =>
    point ? [{ key: String(point.number), text: `第 ${point.number} 期 ${said(point.value)}` }] : [],
  );
  return {
    key,
    name,
    mask: maskOf(
      points.map(({ value }) => value),
      top,
    ),
    ends,
    spoken: `${name}：${points.map(({ number, value }) => `第 ${number} 期 ${said(value)}`).join('，')}`,
  };
}

const rowWords = ({ attended, questions, solvedOnSpot, rated }: Sessions[number]): string =>
  [
    `参会 ${attended} 人`,
    `问题 ${questions} 个`,
    `现场解决 ${solvedOnSpot} 个`,
    ...(rated ? [`不满意度 ${percentOf(rated.dissatisfied, rated.valid)}%`] : []),
  ].join('，');
