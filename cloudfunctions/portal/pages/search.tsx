import { OUTCOMES } from '../../../miniprogram/shared/case';
import { LIMITS } from '../../../miniprogram/shared/limits';
import { foldedText } from '../../core/folded-text';
import { areWordsForMembers } from '../../platform/call/words-for-members';
import { pathTo } from '../address';
import { publicMinutes } from '../data/minutes';
import { Empty } from '../html/parts';
import type { Page } from '../html/shell';
import { casesWith } from '../public';

const FOUND_MAX = 20;

/** Published cases and questions of published minutes by words. */
export async function searchPage(words: string): Promise<Page> {
  const [cases, asked] =
    words === '' ? [null, []] : await Promise.all([casesWith(words), questionsWith(words)]);
  const found = cases?.cases ?? [];
  return {
    title: '搜索',
    description: '在公开的纪要和答复里搜索。',
    at: '/search',
    main: (
      <>
        <h1>搜索</h1>
        <search>
          <form className="search" action={pathTo('/search')} method="get">
            <label htmlFor="words">要找的内容</label>
            <input
              id="words"
              name="q"
              type="search"
              maxLength={LIMITS.searchMax}
              defaultValue={words}
              autocomplete="off"
            />
            <button className="button" type="submit">
              搜索
            </button>
          </form>
        </search>
        {words !== '' && found.length + asked.length === 0 && <Empty>没有找到，换个词试试。</Empty>}
        {asked.length > 0 && (
          <>
            <h2>对话里的问题</h2>
            <ul className="rows">
              {asked.map(({ questionId, title, number }) => (
                <li key={questionId}>
                  <h3>
                    <a href={pathTo(`/questions/${questionId}`)}>{title}</a>
                  </h3>
                  <p className="soft">第 {number} 期</p>
                </li>
              ))}
            </ul>
          </>
        )}
        {found.length > 0 && (
          <>
            <h2>公开答复</h2>
            <ul className="rows">
              {found.map(({ id, title, outcome, number }) => (
                <li key={id}>
                  <h3>
                    <a href={pathTo(`/cases/${id}`)}>{title}</a>
                  </h3>
                  <p className="soft">
                    诉求 {number}
                    {outcome && `，${OUTCOMES[outcome]}`}
                  </p>
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    ),
  };
}

async function questionsWith(words: string) {
  if (areWordsForMembers()) return [];
  const wanted = foldedText(words);
  const written = await publicMinutes();
  return written
    .flatMap(({ number, items }) => items.map((item) => ({ ...item, number })))
    .filter(({ title, body, answer }) => foldedText(`${title} ${body} ${answer}`).includes(wanted))
    .slice(0, FOUND_MAX);
}
