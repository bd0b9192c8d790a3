import { exactWords } from '../../../../miniprogram/shared/time';
import type { WallState } from '../../../contract/wall';
import { type Door, DoorCode } from './door-code';
import { Fit } from './fit';

const HOUR = 3_600_000;
const two = (value: number) => String(value).padStart(2, '0');

/** 25:08 within the last hour; the date before that. */
function countdown(startsAt: number, now: number): string {
  const left = Math.ceil((startsAt - now) / 1000);
  if (left <= 0) return '即将开始';
  return startsAt - now > HOUR ? exactWords(startsAt) : `${two(Math.floor(left / 60))}:${two(left % 60)}`;
}

/** Before the start: when, where, who answers, what has come of it so far, and the code. */
export function DoorView({ state, now, door }: { state: WallState; now: number; door: Door }) {
  const { record } = state;
  const left = countdown(state.startsAt, now);
  const isCounting = /^\d\d:\d\d$/.test(left);
  return (
    <main class="body body--door">
      <Fit name="said">
        <p class="said__label">{isCounting ? '距开场' : '欢迎到场'}</p>
        <h1 class={isCounting ? 'said__clock' : 'said__title'}>{left}</h1>
        <p class="said__line">{state.venue}</p>
        {state.chair ? <p class="said__line">{state.chair}主持</p> : null}
        {state.answerers.length > 0 ? (
          <p class="said__who">
            <span class="soft">现场答复</span>{' '}
            {state.answerers.map((answerer, at) => (
              <span key={answerer} class="whole">
                {answerer}
                {at < state.answerers.length - 1 ? '、' : ''}
              </span>
            ))}
          </p>
        ) : null}
        {record && record.sessions > 0 ? (
          <p class="said__who">
            <span class="soft">已举办</span> {record.sessions} 期，{record.attendances.toLocaleString('en')}{' '}
            人次参加，现场解决 {record.solvedOnSpot} 个
            {record.solvedAfterwards === null ? null : `，会后解决 ${record.solvedAfterwards} 个`}
          </p>
        ) : null}
      </Fit>
      <DoorCode door={door} isSmall={false} />
    </main>
  );
}
