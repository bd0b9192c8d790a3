import { VERDICTS } from '../../../miniprogram/shared/survey';
import type { SurveyResults } from '../../contract/survey';
import { ratingInWords } from '../../core/survey/announcement-of-results';
import { pathTo } from '../address';
import { Day, Scrollable } from './parts';
import { type Marks, RatingBars } from './rating-bars';

type Item = SurveyResults['items'][number];

/** Worst first: cards, then the larger share of dissatisfied; what is not shown comes last. */
const worstFirst = (items: readonly Item[]): Item[] => {
  const weight = ({ verdict, valid, dissatisfied }: Item) =>
    (verdict === 'red' ? 4 : verdict === 'yellow' ? 2 : 0) +
    (valid && dissatisfied !== null ? dissatisfied / valid : -1);
  return [...items].sort((left, right) => weight(right) - weight(left));
};

/** One line that says how a survey ended. */
export function ResultsSummary({ result }: { result: SurveyResults }) {
  const of = (wanted: string) => result.items.filter(({ verdict }) => verdict === wanted).length;
  const rated = ratingInWords(result.total);
  return (
    <div className="sheet">
      <p>
        {result.eligible} 人有资格评价，{result.turnout} 人评价。
        {rated && `全部问题合计：${rated}。`}
      </p>
      <ul className="tags">
        {of('red') > 0 && <li className="tag-red">红牌 {of('red')}</li>}
        {of('yellow') > 0 && <li className="tag-yellow">黄牌 {of('yellow')}</li>}
        {of('red') + of('yellow') === 0 && <li>没有亮牌</li>}
      </ul>
    </div>
  );
}

/** One survey as announced: every question, the departments, and how to check it. */
export function ResultsInFull({ result, marks }: { result: SurveyResults; marks: Marks | undefined }) {
  const key = `results-${result.round}`;
  return (
    <section aria-labelledby={key}>
      <h2 id={key}>{result.round === 1 ? '评价结果' : `第 ${result.round} 次评价结果`}</h2>
      <ResultsSummary result={result} />
      <RatingBars items={worstFirst(result.items)} marks={marks} />
      <details>
        <summary>看数字</summary>
        <Scrollable label="每个问题的评价">
          <table>
            <caption>每个问题的评价</caption>
            <thead>
              <tr>
                <th scope="col">问题</th>
                <th scope="col">部门</th>
                <th scope="col">评价</th>
                <th scope="col">结果</th>
              </tr>
            </thead>
            <tbody>
              {worstFirst(result.items).map((item) => (
                <tr key={item.questionId}>
                  <th scope="row">
                    <a href={pathTo(`/questions/${item.questionId}`)}>{item.title}</a>
                  </th>
                  <td>{item.departmentName}</td>
                  <td>{ratingInWords(item)}</td>
                  <td>{VERDICTS[item.verdict]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrollable>
      </details>
      <Scrollable label="按部门">
        <table>
          <caption>按部门</caption>
          <thead>
            <tr>
              <th scope="col">部门</th>
              <th scope="col" className="number">
                问题
              </th>
              <th scope="col">评价</th>
            </tr>
          </thead>
          <tbody>
            {[...result.departments, result.total].map((total) => (
              <tr key={total.name}>
                <th scope="row">{total.name}</th>
                <td className="number">{total.questions}</td>
                <td>{ratingInWords(total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
      {result.versions.some(({ reason }) => reason !== '') && (
        <>
          <h3>结果更正</h3>
          <ul>
            {result.versions
              .filter(({ reason }) => reason !== '')
              .map(({ version, at, reason }) => (
                <li key={version}>
                  <Day at={at} />：{reason}
                </li>
              ))}
          </ul>
        </>
      )}
      <details>
        <summary>怎么核对</summary>
        <p>票箱校验码</p>
        <p className="digest">{result.boxDigest}</p>
        <p>结果校验码</p>
        <p className="digest">{result.resultDigest}</p>
        {result.openingDigest && (
          <p>
            <a href={pathTo(`/surveys/${result.survey}`)}>开箱前公布了什么</a>
          </p>
        )}
      </details>
    </section>
  );
}
