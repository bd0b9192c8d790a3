import { CASE_EVENTS, CASE_STATUSES, CASE_STEPS, OUTCOMES } from '../../../miniprogram/shared/case';
import type { CaseRow } from '../../contract/case';
import { categoryNames } from '../../platform/database/topics';
import { pathTo } from '../address';
import { Day, Dots, Empty, More, Prose } from '../html/parts';
import type { Page } from '../html/shell';
import { caseOf, casesFrom, overdueFrom } from '../public';

/** Published cases, newest first. */
export async function casesPage(cursor?: string): Promise<Page | null> {
  const [listed, categoryWords] = await Promise.all([casesFrom(cursor), categoryNames(Date.now())]);
  if (!listed) return null;
  return {
    title: '公开答复',
    description: '征得提出人同意后公开的诉求和部门的答复。',
    at: '/cases',
    main: (
      <>
        <h1>公开答复</h1>
        {listed.cases.length === 0 && <Empty>还没有公开的答复。</Empty>}
        <CaseRows cases={listed.cases} categoryWords={categoryWords} />
        {listed.next !== null && <More to={pathTo(`/cases?after=${listed.next}`)}>更早的</More>}
      </>
    ),
  };
}

/** The last rung: what nobody answered in time. A title stands only where it is published. */
export async function overduePage(cursor?: string): Promise<Page | null> {
  const [listed, categoryWords] = await Promise.all([overdueFrom(cursor), categoryNames(Date.now())]);
  if (!listed) return null;
  return {
    title: '超期诉求公示',
    description: '过了时限还没有答复的诉求。',
    at: '/overdue',
    main: (
      <>
        <h1>超期诉求公示</h1>
        <p className="lead">过了时限、逐级催办后仍没有答复的诉求。答复以后从这里移走。</p>
        {listed.cases.length === 0 && <Empty>现在没有。</Empty>}
        <CaseRows cases={listed.cases} categoryWords={categoryWords} />
        {listed.next !== null && <More to={pathTo(`/overdue?after=${listed.next}`)}>后面的</More>}
      </>
    ),
  };
}

function CaseRows({
  cases,
  categoryWords,
}: {
  cases: readonly CaseRow[];
  categoryWords: (category: string) => string;
}) {
  if (cases.length === 0) return null;
  return (
    <ul className="rows">
      {cases.map(({ id, number, title, category, status, outcome, submittedAt, dueAt, isOverdue }) => (
        <li key={id}>
          <p className="title">{title ? <a href={pathTo(`/cases/${id}`)}>{title}</a> : `诉求 ${number}`}</p>
          <p className="soft">
            <Day at={submittedAt} /> 提出，{outcome === null ? CASE_STATUSES[status] : OUTCOMES[outcome]}
            {isOverdue && dueAt !== null && (
              <span className="danger">
                ，应在 <Day at={dueAt} /> 前答复
              </span>
            )}
          </p>
          <ul className="tags">
            <li>{categoryWords(category)}</li>
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** One published case, in the words in which the office published it. */
export async function casePage(caseId: string): Promise<Page | null> {
  const [shown, categoryWords] = await Promise.all([caseOf(caseId), categoryNames(Date.now())]);
  if (shown?.viewer !== 'public' || !shown.isPublic) return null;
  return {
    title: shown.title,
    description: `诉求 ${shown.number}，从提出到答复。`,
    at: `/cases/${caseId}`,
    main: (
      <>
        <p className="soft">
          诉求 {shown.number}，{categoryWords(shown.category)}
        </p>
        <h1>{shown.title}</h1>
        <Dots step={shown.step} names={CASE_STEPS} />
        <Prose text={shown.text} />
        {shown.reply && (
          <section className="sheet" aria-labelledby="reply">
            <h2 id="reply">答复</h2>
            <p className="soft">
              {OUTCOMES[shown.reply.outcome]}，<Day at={shown.reply.at} />
              {shown.reply.promisedFor !== null && (
                <>
                  ，承诺 <Day at={shown.reply.promisedFor} /> 前办成
                </>
              )}
            </p>
            <Prose text={shown.reply.text} />
          </section>
        )}
        <h2>经过</h2>
        <ol className="way">
          {shown.timeline.map(({ at, what, text }, index) => (
            <li key={`${index}-${at}`}>
              <p className="faint">
                <Day at={at} />
              </p>
              <p>{CASE_EVENTS[what]}</p>
              {text && <Prose text={text} />}
            </li>
          ))}
        </ol>
      </>
    ),
  };
}
