import { DOORS_OPEN_MS } from './hall';
import { SESSION_STATUSES, type SessionStatus } from './labels';

/** What the words need of a session. */
interface Staged {
  status: SessionStatus;
  startsAt: number;
}

/** Are people being checked in, with the session not yet begun? */
export const areDoorsOpen = ({ status, startsAt }: Staged, now: number): boolean =>
  status === 'previewed' && now >= startsAt - DOORS_OPEN_MS;

/**
 * How far a session has come, by its status and the clock: 预约中, 预约已截止, 签到中 · 距开场 25 分钟, 进行中.
 * The status alone says 预约中 until the office has begun.
 */
export function stageWords(session: Staged, isBookingOver: boolean, now: number): string {
  const { status, startsAt } = session;
  if (areDoorsOpen(session, now)) {
    const minutes = Math.ceil((startsAt - now) / 60_000);
    return minutes > 0 ? `签到中 · 距开场 ${minutes} 分钟` : '签到中 · 待开场';
  }
  return status === 'previewed' && isBookingOver ? '预约已截止' : SESSION_STATUSES[status];
}
