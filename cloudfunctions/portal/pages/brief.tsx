import { COMMITMENT_STATES } from '../../../miniprogram/shared/case';
import { percentOf } from '../../../miniprogram/shared/percent';
import { CARD_COLOURS, PLAN_STATES } from '../../../miniprogram/shared/survey';
import type { Rate } from '../../contract/report';
import { monthsAround } from '../../core/case/desk-today';
import { chineseDay, chineseMoment } from '../../core/date-words';
import { comingOf } from '../../core/session/coming';
import { ratingInWords } from '../../core/survey/announcement-of-results';
import { departmentNames } from '../department-names';
import { Empty, Moment } from '../html/parts';
import { RecordFigures } from '../html/record';
import { ResultsSummary } from '../html/results';
import type { Page } from '../html/shell';
import { FiguresTable } from '../html/trend';
import { cardsFrom, commitmentsFrom, figuresBetween, recordNow, resultsOf, sessionsFrom } from '../public';

/** So many promises of each state: whoever speaks the opening names the next ones. */
const PROMISES = 10;

/** A share in words; one that too few judged says so. */
const inWords = ({ count, of }: Rate): string =>
  of === 0 ? '暂无数据' : count === null ? '样本不足' : `${percentOf(count, of)}%`;

/**
 * What is said when the next session opens, on paper: the record, how the last one was rated, which cards are open, what
 * was promised, and last month's cases by department. Public figures only; it prints by the browser's own print command.
 */
export async function briefPage(): Promise<Page | null> {
  const now = Date.now();
  const { lastFrom, thisFrom } = monthsAround(now);
  const [listed, record, open, late, cards, figures, nameOf] = await Promise.all([
    sessionsFrom(),
    recordNow(),
    commitmentsFrom('open'),
    commitmentsFrom('late'),
    cardsFrom({}),
    figuresBetween(lastFrom, thisFrom),
    departmentNames(),
  ]);
  const sessions = listed?.sessions ?? [];
  const next = comingOf(
    sessions.filter(({ status }) => status !== 'cancelled'),
    now,
  );
  const announced = sessions.find(({ status }) => status === 'announced');
  const [last] = announced ? await resultsOf(announced.id) : [];
  const promises = [...(late?.commitments ?? []), ...(open?.commitments ?? []).slice(0, PROMISES)];
  const underWay = (cards?.cards ?? []).filter(
    ({ state, plan }) => state !== 'withdrawn' && (plan === 'missing' || plan === 'running'),
  );
  const busy = (figures?.departments ?? []).filter(({ figures: { cases } }) => cases > 0);
  return {
    title: next ? `第 ${next.number} 期开场材料` : '开场材料',
    description: '下一期四点对话开场用的数字：累计、上期评价、红黄牌、承诺和上月诉求办理，可直接打印。',
    at: '/brief',
    main: (
      <>
        <h1>{next ? `第 ${next.number} 期四点对话开场材料` : '四点对话开场材料'}</h1>
        <p className="lead">
          {next && (
            <>
              {chineseMoment(next.startsAt)}，{next.venue}。
            </>
          )}
          用浏览器的“打印”即可打印。
        </p>
        {record && (
          <section aria-labelledby="record">
            <h2 id="record">开办以来</h2>
            <RecordFigures record={record} />
          </section>
        )}
        {last && announced && (
          <section aria-labelledby="last">
            <h2 id="last">第 {announced.number} 期评价结果</h2>
            <ResultsSummary result={last} />
            <FiguresTable
              caption={`第 ${announced.number} 期各部门评价`}
              heads={['部门', '问题', '评价']}
              rows={last.departments.map((total) => [
                total.name,
                String(total.questions),
                ratingInWords(total),
              ])}
            />
          </section>
        )}
        {cards && (
          <section aria-labelledby="cards">
            <h2 id="cards">整改中的红黄牌</h2>
            {underWay.length === 0 ? (
              <Empty>暂无整改中的红黄牌。</Empty>
            ) : (
              <FiguresTable
                caption="红黄牌整改进度"
                heads={['问题', '部门', '期次', '牌', '整改']}
                rows={underWay.map((card) => [
                  card.title,
                  card.departmentName,
                  `第 ${card.sessionNumber} 期`,
                  CARD_COLOURS[card.colour],
                  card.isPlanOverdue ? '已超期' : PLAN_STATES[card.plan],
                ])}
              />
            )}
          </section>
        )}
        {open && (
          <section aria-labelledby="promises">
            <h2 id="promises">承诺</h2>
            {promises.length === 0 ? (
              <Empty>暂无待兑现的承诺。</Empty>
            ) : (
              <FiguresTable
                caption="已超期的和最近到期的承诺"
                heads={['承诺', '部门', '期限', '状态']}
                rows={promises.map(({ title, number, departmentId, dueAt, state }) => [
                  title || `诉求 ${number}`,
                  nameOf(departmentId),
                  `${chineseDay(dueAt)}前`,
                  COMMITMENT_STATES[state],
                ])}
              />
            )}
          </section>
        )}
        {figures && (
          <section aria-labelledby="cases">
            <h2 id="cases">上月诉求办理</h2>
            {busy.length === 0 ? (
              <Empty>上月暂无诉求。</Empty>
            ) : (
              <FiguresTable
                caption="上月提出的诉求，解决率和满意率由提出人评价"
                heads={['部门', '件数', '超期', '按时答复率', '解决率', '满意率']}
                rows={[...busy, { name: '合计', figures: figures.total }].map(({ name, figures: of }) => [
                  name,
                  String(of.cases),
                  String(of.overdue),
                  inWords(of.onTime),
                  inWords(of.resolution),
                  inWords(of.satisfaction),
                ])}
              />
            )}
          </section>
        )}
        <p className="faint">
          数字截至 <Moment at={now} />。
        </p>
      </>
    ),
  };
}
