import type { WallState } from '../../../contract/wall';
import { type Door, DoorCode } from './door-code';
import { Fit } from './fit';

const MINUTE = 60_000;
/** When so many of those who booked are in, or the session has run so long, the code makes room. */
const MOST = 0.8;
const SETTLED_MS = 15 * MINUTE;

type Current = NonNullable<WallState['current']>;

/** During the session: the question, who answers it, who else wants it, and what comes next. */
export function LiveView({ state, now, door }: { state: WallState; now: number; door: Door }) {
  const { current, next } = state;
  const areMostIn = state.booked > 0 && state.checkedIn >= state.booked * MOST;
  const isSmall = current !== null && (areMostIn || now - state.startsAt > SETTLED_MS);
  return (
    <main class={`body ${isSmall ? 'body--small' : current ? 'body--question' : 'body--door'}`}>
      <section class="stage">
        {current ? <Question current={current} now={now} /> : <Between state={state} />}
        {next.length > 0 ? (
          <ol class="next">
            <li class="next__label">接下来</li>
            {next.map(({ title, votes }) => (
              <li key={title} class="next__topic">
                {title}
                {votes > 0 ? <span class="soft"> {votes} 人也想问</span> : null}
              </li>
            ))}
          </ol>
        ) : null}
      </section>
      <DoorCode door={door} isSmall={isSmall} />
    </main>
  );
}

function Question({ current, now }: { current: Current; now: number }) {
  const minutes = Math.floor((now - current.calledAt) / MINUTE);
  const facts = [
    current.answerer && `${current.answerer}答复`,
    current.coDepartmentNames.length > 0 && `${current.coDepartmentNames.join('、')}协办`,
    current.votes > 0 && `${current.votes} 人也想问`,
    minutes > 0 && `已用 ${minutes} 分钟`,
  ].filter(Boolean);
  return (
    <Fit name="said said--live">
      <p class="said__label">{current.departmentName ? `${current.departmentName}牵头` : current.category}</p>
      <h1 class="said__title">{current.title}</h1>
      <p class="said__line">{current.asker || '提问人不公开'}</p>
      {facts.length > 0 ? <p class="said__who soft">{facts.join(' · ')}</p> : null}
    </Fit>
  );
}

function Between({ state }: { state: WallState }) {
  return (
    <Fit name="said said--live">
      <h1 class="said__title">{state.settled > 0 ? `已处理 ${state.settled} 个问题` : '对话开始'}</h1>
      <p class="said__line">{state.chair ? `${state.chair}主持` : state.venue}</p>
    </Fit>
  );
}
