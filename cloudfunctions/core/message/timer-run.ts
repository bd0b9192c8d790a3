import type { Lacking } from './setup';

/** The lock that a run of the timer takes when none of its steps has failed, at most once in `TURN_MS`. */
export const COMPLETE_RUN = 'complete_run';
export const TURN_MS = 10 * 60_000;
/** Two turns and none was complete: the timer stands still, or a step fails each minute. */
export const STANDS_STILL_MS = 2 * TURN_MS;

interface StandsStill extends Lacking {
  /** The last complete run, and the moment of asking. */
  since: number;
  at: number;
}

const WHERE = '请系统管理员运行 npm run doctor，并查看 云开发控制台 → 云函数 → jobs 的触发器与日志。';

/**
 * What the office reads when no run of the timer was complete for too long, by the end of the lock at `now`
 * (milliseconds); nothing while it runs. Without any run yet it is something that is still to be set up.
 */
export function timerInWords(
  lockUntil: number | undefined,
  now: number,
): { standsStill?: StandsStill; lacking?: Lacking } {
  if (lockUntil === undefined)
    return {
      lacking: { id: 'timer', what: '定时任务尚未运行', todo: `提醒、截止和公布都由它完成。${WHERE}` },
    };
  const since = lockUntil - TURN_MS;
  if (now - since < STANDS_STILL_MS) return {};
  return {
    standsStill: {
      id: 'timer',
      what: '定时任务停止运行，或每次都有步骤失败',
      todo: `提醒、截止和公布可能停止。${WHERE}`,
      since,
      at: now,
    },
  };
}
