import { COMMITMENT_STATES, type CommitmentState } from '../../../miniprogram/shared/case';
import { categoryNames } from '../../platform/database/topics';
import { pathTo } from '../address';
import { departmentNames } from '../department-names';
import { Day, Empty, More, Prose } from '../html/parts';
import type { Page } from '../html/shell';
import { commitmentsFrom } from '../public';

const STATES: readonly CommitmentState[] = ['open', 'late', 'done'];

const addressOfState = (state: CommitmentState): string =>
  state === 'open' ? '/commitments' : `/commitments/${state}`;

/** Every promise with its owner and its day, by state. */
export async function commitmentsPage(state: CommitmentState, cursor?: string): Promise<Page | null> {
  const [listed, nameOf, categoryWords] = await Promise.all([
    commitmentsFrom(state, cursor),
    departmentNames(),
    categoryNames(Date.now()),
  ]);
  if (!listed) return null;
  return {
    title: state === 'open' ? '承诺' : `承诺：${COMMITMENT_STATES[state]}`,
    description: '部门答应办的事，谁负责，哪天前办成，办成没有。',
    at: addressOfState(state),
    main: (
      <>
        <h1>承诺</h1>
        <p className="lead">部门答应办的事，谁负责，哪天前办成，办成没有。</p>
        <nav aria-label="承诺的状态">
          <ul className="menu">
            {STATES.map((other) => (
              <li key={other}>
                <a
                  href={pathTo(addressOfState(other))}
                  {...(other === state ? { 'aria-current': 'page' as const } : {})}
                >
                  {COMMITMENT_STATES[other]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {listed.commitments.length === 0 ? (
          <Empty>现在没有。</Empty>
        ) : (
          <ul className="rows">
            {listed.commitments.map((promise) => (
              <li key={promise.caseId}>
                <p className="title">
                  {promise.title ? (
                    <a href={pathTo(`/cases/${promise.caseId}`)}>{promise.title}</a>
                  ) : (
                    `诉求 ${promise.number}`
                  )}
                </p>
                <p className="soft">
                  {nameOf(promise.departmentId)}，<Day at={promise.dueAt} /> 前
                  {promise.doneAt !== null && (
                    <>
                      ，<Day at={promise.doneAt} /> 办成
                    </>
                  )}
                </p>
                {promise.text && <Prose text={promise.text} />}
                <ul className="tags">
                  <li>{categoryWords(promise.category)}</li>
                  <li className={promise.state === 'late' ? 'danger' : undefined}>
                    {COMMITMENT_STATES[promise.state]}
                  </li>
                </ul>
              </li>
            ))}
          </ul>
        )}
        {listed.next !== null && (
          <More to={pathTo(`${addressOfState(state)}?after=${encodeURIComponent(listed.next)}`)}>后面的</More>
        )}
      </>
    ),
  };
}
