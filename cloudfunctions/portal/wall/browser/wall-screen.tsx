import { clockWords } from '../../../../miniprogram/shared/time';
import { AfterView } from './after-view';
import { AnnouncementView } from './announcement-view';
import { useClock } from './clock';
import { DoorView } from './door-view';
import { Fit } from './fit';
import type { Known } from './follower';
import { LiveView } from './live-view';
import { OpeningCodes } from './opening-codes';

/** The whole wall: its name on top, and beneath it what the hour asks for. */
export function WallScreen({ known, isCut }: { known: Known; isCut: boolean }) {
  const clock = useClock(known);
  const { state, now } = known.fresh;
  return (
    <div class="wall">
      <header class="top">
        <span class="dots" aria-hidden="true">
          <i />
          <i />
          <i />
          <i />
        </span>
        <span class="top__name">
          四点对话 <b>第 {state.number} 期</b>
        </span>
        <span class="top__cut" role="status">
          {isCut ? `网络已断开，内容为 ${clockWords(now)} 的` : ''}
        </span>
      </header>
      <Body known={known} now={clock.now} elapsed={clock.elapsed} />
      {state.shows === 'quiet' || state.status === 'cancelled' ? null : (
        <OpeningCodes openings={state.openings} />
      )}
    </div>
  );
}

function Body({ known, now, elapsed }: { known: Known; now: number; elapsed: number }) {
  const { state } = known.fresh;
  if (state.status === 'cancelled') return <CalledOffView reason={state.calledOffReason} />;
  if (state.shows === 'quiet') return <main class="body body--centre quiet">请稍候</main>;
  if (state.shows === 'announcement') return <AnnouncementView announcement={state.announcement} />;
  const door = { known, elapsed };
  if (state.status === 'planned' || state.status === 'previewed')
    return <DoorView state={state} now={now} door={door} />;
  if (state.status === 'live') return <LiveView state={state} now={now} door={door} />;
  return <AfterView state={state} now={now} />;
}

/** Whoever stands before it is to know at once, and why. */
const CalledOffView = ({ reason }: { reason: string }) => (
  <main class="body body--column">
    <Fit name="title">
      <h1 class="title__words">本期已取消</h1>
      {reason ? <p>原因：{reason}</p> : null}
      <p>预约和候补已自动取消</p>
    </Fit>
  </main>
);
