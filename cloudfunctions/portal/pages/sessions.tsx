import { pathTo } from '../address';
import { Day, Empty, More, sessionWords } from '../html/parts';
import type { Page } from '../html/shell';
import { AttendanceTrend, DissatisfactionTrend } from '../html/trend';
import { sessionsFrom, trendsNow } from '../public';

/** Every session that was announced, newest first, with how many came and how they rated over the sessions. */
export async function sessionsPage(cursor?: string): Promise<Page | null> {
  const [listed, held] = await Promise.all([sessionsFrom(cursor), trendsNow()]);
  if (!listed) return null;
  return {
    title: '各期对话',
    description: '四点对话各期的预告、纪要、评价结果和红黄牌。',
    at: '/sessions',
    main: (
      <>
        <h1>各期对话</h1>
        {cursor === undefined && (
          <>
            <AttendanceTrend points={held} />
            <DissatisfactionTrend sessions={held} />
          </>
        )}
        <h2>全部</h2>
        <p>
          <a href={pathTo('/sessions.ics')}>订阅到日历</a>
        </p>
        {listed.sessions.length === 0 && <Empty>还没有公布过的对话。</Empty>}
        <ul className="rows">
          {listed.sessions.map(({ id, number, startsAt, status, venue, isPreviewLate }) => (
            <li key={id}>
              <h3>
                <a href={pathTo(`/sessions/${number}`)}>第 {number} 期</a>
              </h3>
              <p className="soft">
                <Day at={startsAt} />
                {venue && `，${venue}`}，{sessionWords(status)}
                {isPreviewLate && <span className="danger">，预告晚发</span>}
              </p>
            </li>
          ))}
        </ul>
        {listed.next !== null && (
          <More to={pathTo(`/sessions?after=${encodeURIComponent(listed.next)}`)}>更早的</More>
        )}
      </>
    ),
  };
}
