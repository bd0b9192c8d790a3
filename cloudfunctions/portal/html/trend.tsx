import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { percentOf } from '../../../miniprogram/shared/percent';
import { Scrollable } from './parts';

const WIDTH = 680;
const HEIGHT = 220;
const EDGE = { left: 44, right: 24, top: 20, bottom: 30 };

interface Point {
  number: number;
  value: number;
}

/** A curve over the sessions with a value at each, and a table that says the same. */
function Trend({
  name,
  points,
  top,
  say,
  table,
}: {
  name: string;
  points: readonly Point[];
  /** The largest value of the scale. */
  top: number;
  say: (value: number) => string;
  table: { heads: readonly string[]; rows: ReadonlyArray<readonly string[]> };
}) {
  const x = scalePoint(
    points.map(({ number }) => String(number)),
    [EDGE.left, WIDTH - EDGE.right],
  ).padding(0.3);
  const y = scaleLinear([0, top], [HEIGHT - EDGE.bottom, EDGE.top]).nice(4);
  const at = ({ number }: Point) => x(String(number)) ?? 0;
  const curve = line<Point>(at, ({ value }) => y(value))([...points]) ?? '';
  const isCrowded = points.length > 12;
  return (
    <figure>
      <figcaption>{name}</figcaption>
      <svg
        className="chart"
        role="img"
        aria-label={`${name}，共 ${points.length} 期，数字见下面的表`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      >
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line className="axis" x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(tick)} y2={y(tick)} />
            <text x={EDGE.left - 8} y={y(tick) + 4} text-anchor="end">
              {say(tick)}
            </text>
          </g>
        ))}
        <path className="curve" d={curve} />
        {points.map((point, index) => (
          <g key={point.number}>
            <circle className="dot" cx={at(point)} cy={y(point.value)} r={4} />
            <text x={at(point)} y={HEIGHT - 8} text-anchor="middle">
              {point.number}
            </text>
            {(!isCrowded || index === points.length - 1) && (
              <text className="value" x={at(point)} y={y(point.value) - 9} text-anchor="middle">
                {say(point.value)}
              </text>
            )}
          </g>
        ))}
      </svg>
      <details>
        <summary>看数字</summary>
        <FiguresTable caption={name} {...table} />
      </details>
    </figure>
  );
}

/** A table of figures: the first column names the row. */
export function FiguresTable({
  caption,
  heads,
  rows,
}: {
  caption: string;
  heads: readonly string[];
  rows: ReadonlyArray<readonly string[]>;
}) {
  return (
    <Scrollable label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head, index) => (
              <th key={head} scope="col" className={index === 0 ? undefined : 'number'}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first = '', ...values]) => (
            <tr key={first}>
              <th scope="row">{first}</th>
              {values.map((value, index) => (
                <td key={heads[index + 1]} className="number">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}

/** One point is no trend. */
const FEWEST = 2;

export function AttendanceTrend({
  points,
}: {
  points: ReadonlyArray<{ number: number; attended: number; questions: number }>;
}) {
  if (points.length < FEWEST) return null;
  return (
    <Trend
      name="每期到场人数"
      points={points.map(({ number, attended }) => ({ number, value: attended }))}
      top={Math.max(...points.map(({ attended }) => attended), 1)}
      say={String}
      table={{
        heads: ['期', '到场人数', '问题'],
        rows: points.map(({ number, attended, questions }) => [
          `第 ${number} 期`,
          String(attended),
          String(questions),
        ]),
      }}
    />
  );
}

export function DissatisfactionTrend({
  sessions,
}: {
  sessions: ReadonlyArray<{ number: number; rated: { valid: number; dissatisfied: number } | null }>;
}) {
  const points = sessions.flatMap(({ number, rated }) => (rated ? [{ number, ...rated }] : []));
  if (points.length < FEWEST) return null;
  const shares = points.map(({ number, valid, dissatisfied }) => ({
    number,
    value: percentOf(dissatisfied, valid),
  }));
  return (
    <Trend
      name="每期不满意的比例"
      points={shares}
      top={Math.max(...shares.map(({ value }) => value), 10)}
      say={(value) => `${value}%`}
      table={{
        heads: ['期', '有效评价', '不满意', '比例'],
        rows: points.map(({ number, valid, dissatisfied }) => [
          `第 ${number} 期`,
          String(valid),
          String(dissatisfied),
          `${percentOf(dissatisfied, valid)}%`,
        ]),
      }}
    />
  );
}
