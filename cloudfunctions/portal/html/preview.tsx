import { differenceWords } from '../../../miniprogram/shared/session-changes';
import { pathTo } from '../address';
import { bookPath } from '../pages/book';
import type { sessionOf } from '../public';
import { Day, Dots, Moment, Prose, sessionWords } from './parts';
import { BookingCode, isBookable, SessionFacts, Topics } from './session-facts';

type Detail = NonNullable<Awaited<ReturnType<typeof sessionOf>>>['session'];

/** What was announced, and how it stands. */
export function Preview({ session }: { session: Detail }) {
  const { number, plan, status, step, article, keySet } = session;
  const canBook = isBookable(session);
  return (
    <section className="sheet" aria-label="预告">
      <p className="soft">
        {sessionWords(status)}
        {session.isChanged && status !== 'cancelled' && '，已变更'}
      </p>
      {session.calledOffReason && <p className="danger">本期已取消：{session.calledOffReason}</p>}
      <Dots step={step} />
      <SessionFacts session={session}>
        {session.previewAt !== null && (
          <>
            <dt>预告</dt>
            <dd>
              <Moment at={session.previewAt} /> 发布
              {session.isPreviewLate && <span className="danger">，晚于规定时间</span>}
            </dd>
          </>
        )}
      </SessionFacts>
      {session.dateReason && <p>日期调整：{session.dateReason}</p>}
      <Topics topics={plan.topics} />
      {plan.notes && <Prose text={plan.notes} />}
      {article?.url.startsWith('https://') && (
        <p>
          <a href={article.url}>公众号文章：{article.title}</a>
        </p>
      )}
      {canBook && (
        <p>
          <a className="button" href={pathTo(bookPath(number))}>
            预约发言或旁听
          </a>
        </p>
      )}
      {canBook && <BookingCode number={number} />}
      {keySet && (
        <details>
          <summary>凭证公钥校验码</summary>
          <p className="digest">{keySet}</p>
        </details>
      )}
    </section>
  );
}

/** What is no longer as the preview said, newest first. */
export function Changes({ changes }: { changes: Detail['changes'] }) {
  return (
    <section className="sheet" aria-labelledby="changes">
      <h2 id="changes">变更</h2>
      <ul className="rows">
        {[...changes].reverse().map(({ at, reason, differences }) => (
          <li key={at}>
            <p>{differences.map(differenceWords).join('；')}。</p>
            <p className="faint">
              原因：{reason}，<Day at={at} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How the slots are drawn, and what anybody needs to draw again. */
export function Lottery({
  sessionId,
  lottery,
}: {
  sessionId: string;
  lottery: NonNullable<Detail['lottery']>;
}) {
  const { at, isFirstTimeFirst, commitment, entriesDigest, seed } = lottery;
  return (
    <section className="sheet" aria-labelledby="lottery">
      <h2 id="lottery">发言名额抽签</h2>
      <p>
        <Moment at={at} /> 前预约发言的都参加抽签{isFirstTimeFirst && '，首次发言的优先'}。候补按抽签次序。
      </p>
      <details>
        <summary>{seed ? '已抽签，可凭下列数据核对' : '核对抽签用的数据'}</summary>
        <p>种子摘要</p>
        <p className="digest">{commitment}</p>
        {entriesDigest && <p>名单摘要</p>}
        {entriesDigest && <p className="digest">{entriesDigest}</p>}
        {seed && <p>种子</p>}
        {seed && <p className="digest">{seed}</p>}
        <p>
          <a href={pathTo(`/draws/${sessionId}`)}>抽签数据</a>
        </p>
      </details>
    </section>
  );
}
