// Words of the verdict: survey, results, cards. Codes are stored; labels are only shown.

export const SURVEY_STATES = {
  scheduled: '即将开始',
  open: '进行中',
  closing: '正在封箱',
  sealed: '已封箱，等待通报',
  announced: '已通报',
} as const;
export type SurveyState = keyof typeof SURVEY_STATES;

/** Why a question stands in a survey. */
/** The office announces results; so many hours before the next session they go out by themselves. */
export const RESULTS_BEFORE_NEXT_HOURS = 2;

export const SURVEY_ITEM_KINDS = {
  first: '本期问题',
  rolled: '上期承诺，到期评价',
  rerated: '整改后复评',
} as const;
export type SurveyItemKind = keyof typeof SURVEY_ITEM_KINDS;

export const CHECK_IN_METHODS = { scan: '扫码签到', desk: '签到台登记' } as const;
export type CheckInMethod = keyof typeof CHECK_IN_METHODS;

/** What a desk hears about each entry it sends. */
export const DESK_ANSWERS = {
  checked_in: '签到成功',
  already: '已经签到过',
  unknown: '名册中没有找到，已列入待核对',
  several: '有几位同名的人，请用学工号',
  closed: '签到已结束',
  late_waits: '已记下，待另一名工作人员确认',
  account_used: '此人的微信本期已用另一个学工号签到',
} as const;
export type DeskAnswer = keyof typeof DESK_ANSWERS;

export const CARD_COLOURS = { yellow: '黄牌', red: '红牌' } as const;
export type CardColour = keyof typeof CARD_COLOURS;

/** What the rule says of one question. */
export const VERDICTS = {
  none: '未亮牌',
  yellow: '黄牌',
  red: '红牌',
  too_few: '有效评价不足，不亮牌',
  hidden: '样本不足，不公布',
  not_due: '承诺期限未到，转入下次评价',
} as const;
export type Verdict = keyof typeof VERDICTS;

export const CARD_STATES = {
  review: '复核期',
  appealed: '复核中',
  final: '已生效',
  withdrawn: '经复核撤销',
} as const;
export type CardState = keyof typeof CARD_STATES;

export const PLAN_STATES = {
  missing: '待提交整改方案',
  running: '整改中',
  done: '整改完成，待复评',
  rerated_better: '复评通过',
  rerated_same: '复评仍未通过',
} as const;
export type PlanState = keyof typeof PLAN_STATES;

/** What keeps a survey from opening when it is due, and how it is said. */
export const NOT_OPENED = {
  keys_not_ready: '本期评价密钥未就绪，请联系系统管理员',
  closing_keys_missing: '三位观察员的开封公钥没有登记齐',
} as const;
export type NotOpenedFor = keyof typeof NOT_OPENED;
