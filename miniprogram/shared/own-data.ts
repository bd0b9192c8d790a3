/** What is held about oneself, part by part, as the page and its file show it. */
export const OWN_PARTS = {
  account: '身份与账号',
  bookings: '预约',
  attendance: '参会',
  questions: '提问',
  votes: '话题投票',
  seats: '场内提问',
  cases: '诉求',
  follows: '关注的诉求',
  messages: '消息',
  log: '操作记录',
} as const;
export type OwnPart = keyof typeof OWN_PARTS;

/** Stands on the page and in the file. */
export const NOT_IN_OWN_DATA: readonly string[] = [
  '评价和留言不在其中：不记名，没有记录写着是谁的，学校也无法找出哪些是你的。',
  '匿名诉求不在其中：不存账号，凭回执码查看。',
  '因工作留下的办理记录不在其中：属于诉求和活动的档案。',
];
