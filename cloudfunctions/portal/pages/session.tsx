import { checkCode } from '../../../miniprogram/shared/check-code';
import { presentWords } from '../../../miniprogram/shared/present-words';
import { ruleBookVersions } from '../../account/rulebook';
import type { RuleBook } from '../../core/rules/rulebook';
import { categoryNames } from '../../platform/database/topics';
import { pathTo } from '../address';
import { openingsOf } from '../data/opening';
import { CardList } from '../html/cards';
import { CardTag, Day, Prose } from '../html/parts';
import { Changes, Lottery, Preview } from '../html/preview';
import type { Marks } from '../html/rating-bars';
import { ResultsInFull } from '../html/results';
import type { Page } from '../html/shell';
import { outcomeWords } from '../html/words';
import { cardsFrom, minutesOf, resultsOf, sessionOf } from '../public';

/** The shares from which the survey's own rules give cards. */
function marksOf(books: readonly RuleBook[], version: number): Marks | undefined {
  const { red, yellow } = books.find((book) => book.version === version)?.rules.cards ?? {};
  return (
    red && yellow && { red: red.numerator / red.denominator, yellow: yellow.numerator / yellow.denominator }
  );
}

type Minutes = NonNullable<Awaited<ReturnType<typeof minutesOf>>>;

/** One session: preview, minutes, results, cards, corrections. `revision`: the minutes as they were before. */
export async function sessionPage(number: number, revision?: number): Promise<Page | null> {
  const sessionId = `session-${number}`;
  const [found, minutes, results, given, books, openings, categoryWords] = await Promise.all([
    sessionOf(sessionId),
    minutesOf(sessionId, revision),
    resultsOf(sessionId),
    cardsFrom({ sessionId }),
    ruleBookVersions(),
    openingsOf(sessionId),
    categoryNames(Date.now()),
  ]);
  if (!found || (revision !== undefined && !minutes)) return null;
  const { session } = found;
  const cards = given?.cards ?? [];
  const isOld = revision !== undefined && minutes !== null && revision < minutes.revisions.length;
  return {
    title: isOld ? `第 ${number} 期纪要（第 ${revision} 版）` : `第 ${number} 期`,
    description: `第 ${number} 期四点对话的预告、纪要、评价结果和红黄牌。`,
    at: isOld ? `/sessions/${number}/revisions/${revision}` : `/sessions/${number}`,
    main: (
      <>
        <h1>第 {number} 期四点对话</h1>
        {isOld && (
          <p className="sheet danger">
            这是纪要的第 {revision} 版，后来更正过。<a href={pathTo(`/sessions/${number}`)}>看现在的版本</a>
          </p>
        )}
        <Preview session={session} />
        {session.changes.length > 0 && <Changes changes={session.changes} />}
        {session.lottery && <Lottery sessionId={session.id} lottery={session.lottery} />}
        {minutes && <Minuted minutes={minutes} categoryWords={categoryWords} />}
        {!isOld && <Openings openings={openings} />}
        {!isOld &&
          results.map((result) => (
            <ResultsInFull key={result.survey} result={result} marks={marksOf(books, result.rulesVersion)} />
          ))}
        {!isOld && cards.length > 0 && (
          <section aria-labelledby="cards">
            <h2 id="cards">红黄牌</h2>
            <CardList cards={cards} />
          </section>
        )}
      </>
    ),
  };
}

/** What was public before the first ballot, from the opening of a survey on: the code is the one on every phone. */
function Openings({ openings }: { openings: Awaited<ReturnType<typeof openingsOf>> }) {
  if (openings.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="openings">
      <h2 id="openings">开箱记录</h2>
      <p className="soft">第一张评价投出之前公布，之后不能改。核对码应与手机和消息里的一样。</p>
      <ul>
        {openings.map(({ survey, round, digest }) => (
          <li key={survey}>
            {round === 1 ? '满意度调查' : `第 ${round} 轮复评`}：
            <a href={pathTo(`/surveys/${survey}`)}>开箱核对码 {checkCode(digest)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Minuted({
  minutes,
  categoryWords,
}: {
  minutes: Minutes;
  categoryWords: (category: string) => string;
}) {
  const { number, figures, items, revisions, privacyCorrections, leftOut } = minutes;
  return (
    <section aria-labelledby="minutes">
      <h2 id="minutes">纪要</h2>
      <p className="soft">
        <Day at={minutes.publishedAt} /> 发布，会后 {minutes.delayDays} 天
        {minutes.isLate && <span className="danger">，晚于规定时间</span>}。{figures.attended} 人到场，
        {figures.questions} 个问题，{figures.solvedOnSpot} 个现场解决，{figures.transferred} 个转办。
      </p>
      <dl className="facts">
        {presentWords(minutes.present).flatMap(({ label, names }) => [
          <dt key={label}>{label}</dt>,
          <dd key={names}>{names}</dd>,
        ])}
      </dl>
      <Prose text={minutes.preface} />
      <ul className="rows">
        {items.map((item) => (
          <li key={item.questionId}>
            <h3>
              <a href={pathTo(`/questions/${item.questionId}`)}>{item.title}</a>
            </h3>
            <Prose text={item.body} />
            <div className="answer">
              <p className="faint">
                {[item.departmentName, item.answeredBy].filter(Boolean).join('　')}
                {item.coDepartmentNames.length > 0 && `，协办 ${item.coDepartmentNames.join('、')}`}
              </p>
              <Prose text={item.answer} />
            </div>
            <ul className="tags">
              <li>{categoryWords(item.category)}</li>
              <li>{outcomeWords(item)}</li>
              {item.rating && <li>{item.rating}</li>}
              {item.card && <CardTag colour={item.card.colour} />}
            </ul>
          </li>
        ))}
      </ul>
      {leftOut > 0 && (
        <p className="faint">另有 {leftOut} 个问题是个人事项或提问人要求不公开，没有写进来。</p>
      )}
      {privacyCorrections.length > 0 && (
        <>
          <h3>隐私更正</h3>
          <ul>
            {privacyCorrections.map(({ at, reason, places }) => (
              <li key={at}>
                <Day at={at} />：{reason}（{places.length > 0 ? `${places.length} 处涂黑` : '纪要之外涂黑'}）
              </li>
            ))}
          </ul>
        </>
      )}
      {revisions.length > 1 && (
        <>
          <h3>更正记录</h3>
          <ol>
            {revisions.map(({ revision, at, reason }) => (
              <li key={revision}>
                <a href={pathTo(`/sessions/${number}/revisions/${revision}`)}>
                  第 {revision} 版，
                  <Day at={at} />
                </a>
                {reason && `：${reason}`}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
