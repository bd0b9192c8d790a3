import type { Output } from '../../contract';

type Counted = Output<'report.record'>;

const NAMES = {
  sessions: '期对话',
  attendances: '人次参加',
  solvedOnSpot: '个问题现场解决',
  solvedAfterwards: '个会后解决',
  takenUp: '条建议被采纳',
  boxSolved: '件信箱诉求解决',
} as const satisfies Record<keyof Counted, string>;

const KEYS = ['sessions', 'attendances', 'solvedOnSpot', 'solvedAfterwards', 'takenUp', 'boxSolved'] as const;

/** What the college has counted since the first session, by the same query as in the app (report/record). */
export function RecordFigures({ record }: { record: Counted }) {
  return (
    <dl className="record">
      {KEYS.map((key) => (
        <div key={key}>
          <dt>{NAMES[key]}</dt>
          <dd>{record[key]?.toLocaleString('en-US') ?? '不公布'}</dd>
        </div>
      ))}
    </dl>
  );
}
