// Words of the Thursday: questions and minutes. Codes are stored; labels are only shown.

/** A question from the queue to its settlement. */
export const QUESTION_STATES = {
  queued: '等待发言',
  called: '正在发言',
  recorded: '已记录，待答复',
  on_spot: '现场答复',
  transferred: '会后转办',
  skipped: '未发言',
} as const;
export type QuestionState = keyof typeof QUESTION_STATES;

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

export const MINUTES_STATES = { draft: '起草中', published: '已发布' } as const;
export type MinutesState = keyof typeof MINUTES_STATES;

/** From how long before its beginning people are checked in to a session. */
export const DOORS_OPEN_MINUTES = 60;
export const DOORS_OPEN_MS = DOORS_OPEN_MINUTES * 60_000;

/** Period of the code on the hall's screen, and how long one is accepted after it was first shown. Milliseconds. */
export const HALL_CODE = { periodMs: 15_000, acceptedMs: 20_000 } as const;

const LINK = /^https:\/\/[^/?#]+\/h\/(4D\/[^?#]+)$/;
const CODE = /^4D\/([^/]+)\/[^/]+\/[^/]+$/;

/** What the hall's screen shows: a link that WeChat itself opens (rule `https://<domain>/h/`), or the bare code. */
export const hallLink = (domain: string, code: string): string =>
  domain === '' ? code : `https://${domain}/h/${code}`;

/** The code in what was scanned, link or bare, and whose session it says it is; null where there is none. */
export function hallCodeIn(text: string): { code: string; sessionId: string } | null {
  const code = LINK.exec(text)?.[1] ?? text;
  const sessionId = CODE.exec(code)?.[1];
  return sessionId === undefined ? null : { code, sessionId };
}
