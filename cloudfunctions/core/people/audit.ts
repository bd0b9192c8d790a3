/** What can be found in the audit log. Which act of staff writes which stands in audited-acts.ts. */
export const AUDITED = {
  role_granted: '授予角色',
  role_revoked: '撤销角色',
  first_admin: '设立首位管理员',
  roster_imported: '导入名册',
  account_bound: '绑定微信',
  account_unbound: '解除绑定',
  account_released: '办理换绑',
  rule_changed: '修改规则',
  department_saved: '设立或修改部门',
  department_dissolved: '撤销部门',
  people_searched: '查找师生名册',
  locked_numbers_seen: '查看被锁的学工号',
  desk_entries: '签到台登记',
  late_confirmed: '确认补登签到',
  desk_searched: '签到台查找师生',
  table_searched: '排期时查找出席人员',
  desk_entry_discarded: '作废待核对登记',
  day_sheets_made: '生成打印名单',
  unmatched_seen: '查看待核对登记',
  desk_list_taken: '下载签到名单',
  attendance_seen: '查看参会情况',
  bookings_seen: '查看预约名单',
  absence_marked: '记为缺席',
  session_saved: '修改本期安排',
  session_rescheduled: '本期改期',
  session_called_off: '取消本期',
  preview_published: '发布预告',
  article_attached: '关联推文',
  article_detached: '取消关联推文',
  topic_decided: '审核话题',
  minutes_published: '发布纪要',
  minutes_corrected: '更正纪要',
  minutes_blacked_out: '纪要隐私更正',
  asker_revealed: '查看提出人',
  case_published: '公开诉求',
  case_blacked_out: '诉求隐私更正',
  leaver_decided: '处理离校人员的诉求',
  case_unpublished: '撤回公开',
  case_declined: '不予受理',
  case_merged: '合并诉求',
  topics_saved: '修改诉求主题',
  recurring_decided: '处理多人反映的诉求',
  complaint_decided: '处理投诉',
  cases_decided: '批量处理诉求',
  caller_searched: '查找来电人',
  call_recorded: '登记来电',
  survey_opened: '开始满意度调查',
  survey_rescheduled: '调整调查截止时间',
  survey_closed: '提前截止调查',
  results_announced: '通报结果',
  results_corrected: '更正结果',
  remark_decided: '审核留言',
  box_taken: '下载封存票箱',
  closing_key_registered: '登记开封公钥',
  closing_key_withdrawn: '撤回开封公钥',
  opening_confirmed: '确认开封计数',
  card_appealed: '申请复核红黄牌',
  appeal_decided: '处理红黄牌复核',
  plan_submitted: '提交整改方案',
  plan_noted: '更新整改进展',
  card_ledger_taken: '导出红黄牌台账',
  case_ledger_made: '制作诉求台账',
  case_ledger_taken: '导出诉求台账',
  deliveries_seen: '查看消息发送情况',
} as const;
export type Audited = keyof typeof AUDITED;

/** The thing that was shown or changed. Only its id: what it is called is looked up when the log is read. */
export interface AuditedThing {
  of: 'session' | 'case' | 'card' | 'question' | 'survey';
  id: string;
}

/**
 * One act on what is private or public. Persisted in `audit`; `_id` is the request id of a command, so a repeat
 * collides, or made of person, act and hour for what was looked at. Never changed once it stands in a link of the
 * chain (audit-chain.ts), and removed only when its time is over (rule book, retention).
 */
export interface AuditEntry {
  _id: string;
  at: number;
  /** Person id, or 'system' for a command typed on the server. */
  actor: string;
  what: Audited;
  /** The person it was done to, where there is one. Only ids: names are looked up when the log is read. */
  subject?: string;
  about?: AuditedThing;
  /** What exactly and why; never a number or a telephone. */
  detail: string;
  /** Number of the link that holds its digest; absent until `jobs` has chained it. Not part of the digest. */
  link?: number;
}
