// Words of the Thursday: questions and minutes. Codes are stored; labels are only shown.

/** A question from the queue to its settlement. */
export const QUESTION_STATES = {
  queued: '等待发言',
  called: '正在发言',
  recorded: '已记录，待答复',
  on_spot: '现场答复',
  transferred: '会后转办',
  skipped: '未发言',
  merged: '已合并',
} as const;
export type QuestionState = keyof typeof QUESTION_STATES;

/** A question sent from a seat. */
export const SEAT_STATES = {
  waiting: '等待主持人审核',
  approved: '已列入提问',
  grouped: '已与同类问题合并',
  set_aside: '未采用',
  filed: '转为书面诉求',
  unasked: '未轮到，请选择',
  dropped: '已删除',
} as const;
export type SeatState = keyof typeof SEAT_STATES;

/** What becomes of a seat question that was not asked. */
export const SEAT_CHOICES = { case: '转为书面诉求', delete: '删除' } as const;
export type SeatChoice = keyof typeof SEAT_CHOICES;

/** How a queue can be put in order. */
export const QUEUE_ORDERS = { votes: '按同问人数', booking: '按预约先后' } as const;

/** How a question left the hall. */
export const QUESTION_OUTCOMES = { on_spot: '现场答复', transferred: '会后转办' } as const;

/** "Answered on the spot", as its asker judges it. */
export const ON_SPOT_STATES = {
  waiting: '等提问人确认',
  agreed: '提问人已确认',
  silent: '到期无异议，视为认可',
  objected: '提问人不认可，已转办',
  unasked: '未留提问人，由记录认定',
} as const;
export type OnSpotState = keyof typeof ON_SPOT_STATES;

/** What the walls of a hall show, as the office switches them. */
export const WALL_SHOWS = { session: '对话', announcement: '开场通报', quiet: '暂停显示' } as const;
export type WallShows = keyof typeof WALL_SHOWS;

export const MINUTES_STATES = { draft: '起草中', published: '已发布' } as const;
export type MinutesState = keyof typeof MINUTES_STATES;

/** From how long before its beginning people are checked in to a session. */
export const DOORS_OPEN_MINUTES = 60;
export const DOORS_OPEN_MS = DOORS_OPEN_MINUTES * 60_000;

/** Period of the code on the hall's screen, and how long one is accepted after it was first shown. Milliseconds. */
export const HALL_CODE = {
  periodMs: 15_000,
  acceptedMs: 20_000,
  /** By 扫一扫 of WeChat the mini program has yet to open; then it is exchanged at once. */
  openedMs: 30_000,
  /** How long what it was exchanged for waits for an identity to be bound. */
  ticketMs: 10 * 60_000,
} as const;

const LINK = /^https:\/\/[^/?#]+\/h\/(4D\/[^?#]+)$/;
const CODE = /^4D\/([^/]+)\/[^/]+\/[^/]+$/;

/** What the hall's screen shows: a link that WeChat itself opens (rule `https://<domain>/h/`), or the bare code. */
export const hallLink = (domain: string, code: string): string =>
  domain === '' ? code : `https://${domain}/h/${code}`;

/** The same in `q`, in which WeChat hands the whole link on, encoded. */
export function scannedIn(query: string): { code: string; sessionId: string } | null {
  try {
    return hallCodeIn(decodeURIComponent(query));
  } catch {
    return null; // half an escape: cut off on its way, so there is no code in it
  }
}

/** The session that a fixed code names (beside the wall, in an article); WeChat hands it on encoded. Empty for none. */
export const sessionOfScene = (scene: string): string => /^[A-Za-z0-9-]{1,32}$/.exec(scene)?.[0] ?? '';

/** The code in what was scanned, link or bare, and whose session it says it is; null where there is none. */
export function hallCodeIn(text: string): { code: string; sessionId: string } | null {
  const code = LINK.exec(text)?.[1] ?? text;
  const sessionId = CODE.exec(code)?.[1];
  return sessionId === undefined ? null : { code, sessionId };
}

/** One code of the screen, timed from the moment the answer arrives. */
export interface TimedCode {
  text: string;
  showInMs: number;
  showForMs: number;
}

/**
 * The code to show `elapsed` milliseconds after the answer arrived, or null when none is left. Only the time that has
 * passed counts: what this device believes the hour to be does not.
 */
export function codeAt(
  codes: readonly TimedCode[],
  elapsed: number,
): { text: string; leftMs: number } | null {
  const code = codes.find(({ showInMs, showForMs }) => elapsed >= showInMs && elapsed < showInMs + showForMs);
  return code ? { text: code.text, leftMs: code.showInMs + code.showForMs - elapsed } : null;
}

/** When check-in opens, as long as it has not: before that a code would only be refused. */
export function opensWords(leftMs: number): string {
  if (leftMs <= 0) return '';
  const minutes = Math.ceil(leftMs / 60_000);
  return minutes > 90 ? `开场前 ${DOORS_OPEN_MINUTES} 分钟开始签到` : `${minutes} 分钟后开始签到`;
}
