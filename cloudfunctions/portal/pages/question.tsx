import { questions } from '../../platform/database/collections';
import { find } from '../../platform/database/store';
import { categoryNames } from '../../platform/database/topics';
import { pathTo } from '../address';
import { CardTag, Day, Prose } from '../html/parts';
import type { Page } from '../html/shell';
import { outcomeWords } from '../html/words';
import { caseOf, minutesOf, resultsOf } from '../public';

/**
 * One question with all that came of it: asked, answered, its case, its rating, its card. Only what stands in published
 * minutes has a page; the session alone is looked up by the question's id.
 */
export async function questionPage(questionId: string): Promise<Page | null> {
  const [asked] = await find(questions, { _id: questionId }, { limit: 1, fields: ['sessionId'] });
  if (!asked) return null;
  const [minutes, results, categoryWords] = await Promise.all([
    minutesOf(asked.sessionId),
    resultsOf(asked.sessionId),
    categoryNames(Date.now()),
  ]);
  const item = minutes?.items.find((shown) => shown.questionId === questionId);
  if (!minutes || !item) return null;
  const opened = item.case && (await caseOf(item.case.id));
  const rated = results.flatMap((result) => {
    const shown = result.items.find((rating) => rating.questionId === questionId);
    return shown && shown.verdict !== 'not_due'
      ? [{ ...shown, round: result.round, at: result.announcedAt }]
      : [];
  });
  return {
    title: item.title,
    description: `第 ${minutes.number} 期四点对话的问题，从提问到结果。`,
    at: `/questions/${questionId}`,
    main: (
      <>
        <p className="soft">
          <a href={pathTo(`/sessions/${minutes.number}`)}>第 {minutes.number} 期四点对话</a>，
          <Day at={minutes.startsAt} />，{categoryWords(item.category)}
        </p>
        <h1>{item.title}</h1>
        <ol className="way">
          <li>
            <h2>提问</h2>
            <Prose text={item.body} />
          </li>
          <li>
            <h2>答复</h2>
            <p className="faint">
              {[item.departmentName, item.answeredBy].filter(Boolean).join('　')}
              {item.coDepartmentNames.length > 0 && `，协办 ${item.coDepartmentNames.join('、')}`}
            </p>
            <Prose text={item.answer} />
          </li>
          <li>
            <h2>办理</h2>
            <p>{outcomeWords(item)}</p>
            {item.case && item.case.dueAt !== null && item.case.status !== 'closed' && (
              <p className="soft">
                办理时限 <Day at={item.case.dueAt} />
              </p>
            )}
            {item.case && opened && (
              <p>
                <a href={pathTo(`/cases/${item.case.id}`)}>诉求 {item.case.number}</a>
              </p>
            )}
          </li>
          <li>
            <h2>评价</h2>
            {rated.length === 0 && <p className="soft">还没有结果。</p>}
            {rated.map(({ round, at, valid, dissatisfied, band }) => (
              <p key={round}>
                {at !== null && <Day at={at} />}
                {at !== null && '，'}
                {valid !== null && dissatisfied !== null
                  ? `${valid} 人评价，不满意 ${dissatisfied} 人`
                  : band}
              </p>
            ))}
          </li>
          {item.card && (
            <li>
              <h2>红黄牌</h2>
              <ul className="tags">
                <CardTag colour={item.card.colour} />
              </ul>
              <p>
                <a href={pathTo(`/cards/${item.card.id}`)}>看这张牌的复核和整改</a>
              </p>
            </li>
          )}
        </ol>
      </>
    ),
  };
}
