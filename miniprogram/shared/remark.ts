// Free text of raters: kept apart from every rating, with a credential of its own.

/** The last credential of a session is for words; the others are for ratings. */
export const REMARK_SLOT = 39;

/** Characters of one remark. Short: the longer a text, the more it sounds like its writer. */
export const REMARK_MAX = 200;

/** How long a remark waits on the phone before it leaves, in seconds, drawn evenly: not with the ratings. */
export const REMARK_PAUSE_S = { min: 120, max: 600 } as const;

/** What the remark box answers, with the sentence for the person. */
export const REMARK_ANSWERS = {
  counted: '已收到。截止前可以重写，以最后一次为准。',
  again: '意见箱正忙，稍后会自动再送一次。',
  survey_closed: '本次调查已经截止，这条意见没有收下。',
  survey_unknown: '没有找到这次调查，请回到首页重新进入。',
  signature_invalid: '凭证没有通过核对，请回到首页重新进入。',
  malformed: '请写 1 到 200 个字。',
} as const;
export type RemarkAnswer = keyof typeof REMARK_ANSWERS;

export const REMARK_STATES = { waiting: '待审', shown: '已公开', hidden: '不公开' } as const;
export type RemarkState = keyof typeof REMARK_STATES;

export const isRemarkAnswer = (value: unknown): value is RemarkAnswer =>
  typeof value === 'string' && Object.keys(REMARK_ANSWERS).includes(value);
