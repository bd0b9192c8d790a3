import { ruleBookVersions } from '../../account/rulebook';
import { ruleSections } from '../../core/report/rulebook-words';
import { inForce } from '../../core/rules/rulebook';
import { pathTo } from '../address';
import { Day } from '../html/parts';
import type { Page } from '../html/shell';

/** The rule book as everybody reads it: the version in force, or an earlier one by its number. */
export async function rulesPage(version?: number): Promise<Page | null> {
  const versions = await ruleBookVersions();
  const current = inForce(versions, Date.now());
  const shown = version === undefined ? current : versions.find((book) => book.version === version);
  if (!shown) return null;
  const isCurrent = shown.version === current.version;
  return {
    title: isCurrent ? '规则' : `规则（第 ${shown.version} 版）`,
    description: '四点对话怎么办、时限多长、什么时候亮牌，每个数字都写在这里。',
    at: version === undefined ? '/rules' : `/rules/${shown.version}`,
    main: (
      <>
        <h1>规则</h1>
        <p className="lead">
          第 {shown.version} 版
          {shown.effectiveAt > 0 && (
            <>
              ，<Day at={shown.effectiveAt} /> 起
            </>
          )}
          {shown.reason && `：${shown.reason}`}
        </p>
        {!isCurrent && (
          <p className="sheet danger">
            这不是现在的规则。<a href={pathTo('/rules')}>看现在的规则</a>
          </p>
        )}
        {ruleSections(shown.rules).map(({ title, rules }) => (
          <section key={title} aria-label={title}>
            <h2>{title}</h2>
            <ul className="rows">
              {rules.map(({ key, text }) => (
                <li key={key}>{text}</li>
              ))}
            </ul>
          </section>
        ))}
        <h2>各版规则</h2>
        <ul>
          {versions.map((book) => (
            <li key={book.version}>
              <a href={pathTo(`/rules/${book.version}`)}>第 {book.version} 版</a>
              {book.effectiveAt > 0 && (
                <>
                  ，<Day at={book.effectiveAt} /> 起
                </>
              )}
              {book.reason && `：${book.reason}`}
            </li>
          ))}
        </ul>
      </>
    ),
  };
}
