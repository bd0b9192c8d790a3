import { scaleLinear } from 'd3-scale';

interface Rated {
  questionId: string;
  title: string;
  valid: number | null;
  dissatisfied: number | null;
  verdict: string;
}

/** Shares from 0 to 1 from which a card is given. */
export interface Marks {
  yellow: number;
  red: number;
}

const barOf = (verdict: string) =>
  verdict === 'red' ? 'bar-red' : verdict === 'yellow' ? 'bar-yellow' : 'bar';

/** The colour of a card is never the only sign of it. */
const cardOf = (verdict: string) => (verdict === 'red' ? '红牌　' : verdict === 'yellow' ? '黄牌　' : '');

const ROW = 44;
const WIDTH = 640;
const LEFT = 8;
const RIGHT = 56;

/**
 * The share of dissatisfied of each question as a bar, with the marks from which cards are given. Only what is
 * announced in exact figures has a bar; the list beside it says the same in words.
 */
export function RatingBars({ items, marks }: { items: readonly Rated[]; marks: Marks | undefined }) {
  const shown = items.flatMap(({ questionId, title, verdict, valid, dissatisfied }) =>
    valid && dissatisfied !== null ? [{ questionId, title, verdict, share: dissatisfied / valid }] : [],
  );
  if (shown.length === 0) return null;
  const x = scaleLinear([0, 1], [LEFT, WIDTH - RIGHT]);
  const height = shown.length * ROW + 8;
  return (
    <figure>
      <figcaption>不满意的比例，从高到低</figcaption>
      <svg
        className="chart"
        role="img"
        aria-label={`${shown.length} 个问题中不满意的比例，数字见下面的清单`}
        viewBox={`0 0 ${WIDTH} ${height}`}
      >
        {shown.map(({ questionId, title, verdict, share }, index) => (
          <g key={questionId} transform={`translate(0 ${index * ROW})`}>
            <text x={LEFT} y={14}>
              {cardOf(verdict)}
              {Array.from(title).length > 40 ? `${Array.from(title).slice(0, 39).join('')}…` : title}
            </text>
            <rect className="under" x={x(0)} y={20} width={x(1) - x(0)} height={12} rx={3} />
            <rect
              className={barOf(verdict)}
              x={x(0)}
              y={20}
              width={Math.max(1, x(share) - x(0))}
              height={12}
              rx={3}
            />
            <text className="value" x={x(1) + 8} y={31}>
              {Math.round(share * 100)}%
            </text>
          </g>
        ))}
        {marks && (
          <line className="mark-yellow" x1={x(marks.yellow)} x2={x(marks.yellow)} y1={16} y2={height} />
        )}
        {marks && <line className="mark-red" x1={x(marks.red)} x2={x(marks.red)} y1={16} y2={height} />}
      </svg>
    </figure>
  );
}
