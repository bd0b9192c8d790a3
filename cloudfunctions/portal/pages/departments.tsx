import { scaleLinear } from 'd3-scale';
import { percentOf } from '../../../miniprogram/shared/percent';
import type { Rate } from '../../contract/report';
import { categoryNames } from '../../platform/database/topics';
import { Empty } from '../html/parts';
import type { Page } from '../html/shell';
import { FiguresTable } from '../html/trend';
import { figuresBetween } from '../public';

const YEAR_MS = 365 * 86_400_000;
const WIDTH = 640;
const LABEL = 168;
const ROW = 30;

/** A share in words; one of which too few judged says so. */
const inWords = ({ count, of }: Rate): string =>
  of === 0 ? '无' : count === null ? '样本不足' : `${percentOf(count, of)}%（${count}／${of}）`;

/** Departments side by side over the last twelve months, and what the questions were about. */
export async function departmentsPage(): Promise<Page | null> {
  const now = Date.now();
  const [found, categoryWords] = await Promise.all([figuresBetween(now - YEAR_MS, now), categoryNames(now)]);
  if (!found) return null;
  const known = found.departments.filter(({ figures }) => figures.cases > 0);
  return {
    title: '部门',
    description: '各部门近一年办理诉求的件数、按时率、解决率和满意度。',
    at: '/departments',
    main: (
      <>
        <h1>部门</h1>
        <p className="lead">近一年办理的诉求。按时由系统计时，解决和满意由提出人判断。</p>
        {known.length === 0 ? (
          <Empty>还没有数字。</Empty>
        ) : (
          <>
            <Bars name="各部门办理件数" rows={known.map(({ name, figures }) => [name, figures.cases])} />
            <FiguresTable
              caption="各部门"
              heads={['部门', '件数', '未办结', '超期', '按时答复', '提出人说解决', '满意']}
              rows={known.map(({ name, figures }) => [
                name,
                String(figures.cases),
                String(figures.open),
                String(figures.overdue),
                inWords(figures.onTime),
                inWords(figures.resolution),
                inWords(figures.satisfaction),
              ])}
            />
          </>
        )}
        {found.byCategory.length > 0 && (
          <>
            <h2>问的是什么</h2>
            <Bars
              name="各类诉求件数"
              rows={found.byCategory.map(({ category, cases }) => [categoryWords(category), cases])}
            />
            <details>
              <summary>看数字</summary>
              <FiguresTable
                caption="各类诉求件数"
                heads={['类别', '件数']}
                rows={found.byCategory.map(({ category, cases }) => [categoryWords(category), String(cases)])}
              />
            </details>
          </>
        )}
      </>
    ),
  };
}

/** Counts as bars, the largest first as given. */
function Bars({
  name,
  rows,
}: {
  name: string;
  rows: ReadonlyArray<readonly [label: string, count: number]>;
}) {
  const x = scaleLinear([0, Math.max(1, ...rows.map(([, count]) => count))], [0, WIDTH - LABEL - 56]);
  return (
    <figure>
      <figcaption>{name}</figcaption>
      <svg
        className="chart"
        role="img"
        aria-label={`${name}，数字见下面的表`}
        viewBox={`0 0 ${WIDTH} ${rows.length * ROW + 4}`}
      >
        {rows.map(([label, count], index) => (
          <g key={label} transform={`translate(0 ${index * ROW})`}>
            <text x={LABEL - 10} y={19} text-anchor="end">
              {Array.from(label).length > 12 ? `${Array.from(label).slice(0, 11).join('')}…` : label}
            </text>
            <rect className="bar" x={LABEL} y={5} width={Math.max(1, x(count))} height={20} rx={3} />
            <text className="value" x={LABEL + x(count) + 8} y={19}>
              {count}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
