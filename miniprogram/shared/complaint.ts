/** Where words of others stand that somebody may complain about. */
export const COMPLAINT_PLACES = {
  case: '公开的诉求',
  minutes: '纪要',
  remarks: '留言',
  agenda: '本期话题',
} as const;
export type ComplaintPlace = keyof typeof COMPLAINT_PLACES;

export const COMPLAINT_REASONS = {
  insult: '侮辱或攻击他人',
  privacy: '泄露个人信息',
  untrue: '内容不实',
  unlawful: '违法违规',
  other: '其他',
} as const;
export type ComplaintReason = keyof typeof COMPLAINT_REASONS;

export const COMPLAINT_STATES = {
  open: '待处理',
  upheld: '成立',
  dismissed: '不成立',
} as const;
export type ComplaintState = keyof typeof COMPLAINT_STATES;

/** The page on which the words stand. */
export const complaintPage = (place: ComplaintPlace, subjectId: string): string =>
  place === 'case'
    ? `/pages/case/case?id=${subjectId}`
    : `/packages/dialogue/${place}/${place}?id=${subjectId}`;
