// Words of the glossary as the screens say them. Codes are stored; labels are only shown.
export const PERSON_KINDS = { student: '学生', staff: '教职工' } as const;
export type PersonKind = keyof typeof PERSON_KINDS;

export const ROLES = {
  handler: '部门经办人',
  head: '部门负责人',
  office: '活动办公室',
  leader: '校领导',
  operator: '话务员',
  observer: '观察员',
  discipline: '纪检',
  assessor: '绩效考核',
  admin: '系统管理员',
} as const;
export type Role = keyof typeof ROLES;

export const WISHES = { speak: '发言', listen: '旁听' } as const;
export type Wish = keyof typeof WISHES;

export const BOOKING_STATUSES = {
  confirmed: '预约成功',
  waitlisted: '候补中',
  offered: '待你确认',
  cancelled: '已取消',
  expired: '超时未确认',
  attended: '已参加',
  absent: '未到场',
  unreached: '候补未轮到',
} as const;
export type BookingStatus = keyof typeof BOOKING_STATUSES;

/** What somebody who waited in vain may have done with what they wrote. */
export const UNREACHED_CHOICES = { case: '转为书面诉求', keep: '留到下期', delete: '删除' } as const;
export type UnreachedChoice = keyof typeof UNREACHED_CHOICES;

export const SESSION_STATUSES = {
  planned: '筹备中',
  previewed: '预约中',
  live: '进行中',
  closed: '整理纪要',
  minuted: '纪要已发布',
  surveying: '满意度调查中',
  announced: '结果已通报',
  cancelled: '已取消',
} as const;
export type SessionStatus = keyof typeof SESSION_STATUSES;

/** The four dots of a session: how far it has come. */
export const SESSION_STEPS = ['预告', '预约', '对话', '通报'] as const;

export const MESSAGE_KINDS = {
  preview: '活动预告',
  booking_confirmed: '预约成功',
  booking_offered: '候补转正，待确认',
  booking_cancelled: '预约取消',
  booking_unreached: '候补未轮到',
  session_changed: '活动变更',
  session_reminder: '活动提醒',
  survey_open: '满意度调查开始',
  survey_closing: '满意度调查即将截止',
  survey_not_opened: '满意度调查未开放',
  results: '结果通报',
  minutes: '对话纪要发布',
  case_progress: '诉求进展',
  deadline_near: '办理时限临近',
  overdue: '办理超期',
  answer_given: '现场答复待确认',
  card_given: '亮牌通知',
  minutes_corrected: '纪要更正',
  card_progress: '红黄牌进展',
  minutes_late: '纪要超期',
  office_due: '期限提醒',
  survey_sealed: '票箱已封，待通报',
  box_sealed: '票箱封存核对码',
  box_waits: '评价待开封',
  staff_left: '岗位人员离校',
} as const;
export type MessageKind = keyof typeof MESSAGE_KINDS;
