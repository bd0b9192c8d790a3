import { comingOf } from '../../core/session/coming';
import { pathTo } from '../address';
import { CalledOff } from '../html/called-off';
import { Day, Dots, More, sessionWords } from '../html/parts';
import { RecordFigures } from '../html/record';
import { ResultsSummary } from '../html/results';
import { BookingCode, isBookable, SessionFacts, Topics } from '../html/session-facts';
import { collegeName, type Page } from '../html/shell';
import { commitmentsFrom, recordNow, resultsOf, sessionOf, sessionsFrom } from '../public';
import { bookPath } from './book';

/** The next session and how to come, what the college has counted, and the last results. */
export async function firstPage(): Promise<Page> {
  const [listed, record, promised] = await Promise.all([
    sessionsFrom(),
    recordNow(),
    commitmentsFrom('open'),
  ]);
  const sessions = listed?.sessions ?? [];
  const next = comingOf(sessions, Date.now());
  const announced = sessions.find(({ status }) => status === 'announced');
  const [detail, results] = await Promise.all([
    next ? sessionOf(next.id) : null,
    announced ? resultsOf(announced.id) : [],
  ]);
  const [last] = results;
  return {
    title: '四点对话',
    description: '师生当面提问，校领导和部门现场回答，答复由参会师生不记名评价。',
    at: '/',
    main: (
      <>
        <h1>{collegeName() ? `${collegeName()}四点对话` : '四点对话'}</h1>
        <p className="lead">师生当面提问，校领导和部门现场回答，答得怎么样由参会师生不记名评价。</p>
        {detail ? <Next session={detail.session} /> : <p className="sheet soft">下一期的预告还没有发布。</p>}
        {record && (
          <section aria-labelledby="record">
            <h2 id="record">到现在为止</h2>
            <RecordFigures record={record} />
          </section>
        )}
        {last && announced && (
          <section aria-labelledby="results">
            <h2 id="results">第 {announced.number} 期评价结果</h2>
            <ResultsSummary result={last} />
            <More to={pathTo(`/sessions/${announced.number}`)}>看每个问题的答复和评价</More>
          </section>
        )}
        {promised && promised.commitments.length > 0 && (
          <section aria-labelledby="promised">
            <h2 id="promised">最近要兑现的承诺</h2>
            <ul className="rows">
              {promised.commitments.slice(0, 3).map(({ caseId, title, number, dueAt }) => (
                <li key={caseId}>
                  <p>{title || `诉求 ${number}`}</p>
                  <p className="faint">
                    <Day at={dueAt} /> 前
                  </p>
                </li>
              ))}
            </ul>
            <More to={pathTo('/commitments')}>看全部承诺</More>
          </section>
        )}
        <section aria-labelledby="past">
          <h2 id="past">各期对话</h2>
          <ul className="rows">
            {sessions.slice(0, 6).map(({ id, number, startsAt, status }) => (
              <li key={id}>
                <h3>
                  <a href={pathTo(`/sessions/${number}`)}>第 {number} 期</a>
                </h3>
                <p className="soft">
                  <Day at={startsAt} />，{sessionWords(status)}
                </p>
              </li>
            ))}
          </ul>
          <More to={pathTo('/sessions')}>看全部</More>
        </section>
      </>
    ),
  };
}

type Detail = NonNullable<Awaited<ReturnType<typeof sessionOf>>>['session'];

function Next({ session }: { session: Detail }) {
  const { number, plan, speakingLeft, step, status, calledOffReason } = session;
  if (status === 'cancelled')
    return (
      <section className="sheet" aria-labelledby="next">
        <h2 id="next">第 {number} 期已取消</h2>
        <CalledOff startsAt={session.startsAt} reason={calledOffReason} />
        <More to={pathTo(`/sessions/${number}`)}>看第 {number} 期</More>
      </section>
    );
  const canBook = isBookable(session);
  return (
    <section className="sheet next" aria-labelledby="next">
      <div>
        <h2 id="next">第 {number} 期</h2>
        <Dots step={step} />
        <SessionFacts session={session}>
          {canBook && (
            <>
              <dt>发言名额</dt>
              <dd>{speakingLeft > 0 ? `还有 ${speakingLeft} 个` : '已满，可以候补'}</dd>
            </>
          )}
        </SessionFacts>
        <Topics topics={plan.topics} />
        <p>
          {canBook && (
            <a className="button" href={pathTo(bookPath(number))}>
              预约发言或旁听
            </a>
          )}
        </p>
        <p>
          <a href={pathTo(`/sessions/${number}`)}>看完整预告</a>
        </p>
      </div>
      {canBook && <BookingCode number={number} />}
    </section>
  );
}
