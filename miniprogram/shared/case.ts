// Words and limits of cases. Codes are stored; labels are only shown.
export const CHANNELS = { dialogue: '四点对话', box: '意见建议箱', hotline: '校内热线' } as const;
export type Channel = keyof typeof CHANNELS;

/** The one life of every case, whatever its channel. */
export const CASE_STATUSES = {
  submitted: '已提交',
  accepted: '已受理',
  assigned: '已交办',
  in_progress: '办理中',
  replied: '已答复',
  closed: '已办结',
} as const;
export type CaseStatus = keyof typeof CASE_STATUSES;

/** The four dots of a case: how far it has come. */
export const CASE_STEPS = ['提出', '受理', '办理', '答复'] as const;

/** What came of it. `closed` is a status and says nothing about this. */
export const OUTCOMES = {
  solved: '已解决',
  explained: '已解释',
  promised: '承诺办理',
  taken_up: '采纳',
  not_accepted: '不予受理',
} as const;
export type Outcome = keyof typeof OUTCOMES;

/** Why a case is closed. */
export const CLOSINGS = {
  asker_solved: '提出人确认解决',
  asker_silent: '答复后无异议，自动办结',
  merged: '并入同一诉求',
  withdrawn: '提出人撤回',
  asker_left: '提出人已离校，办公室办结',
} as const;
export type Closing = keyof typeof CLOSINGS;

/** To whom a protected report goes: its asker chooses. */
export const REPORT_ROUTES = { leaders: '校领导', discipline: '纪检部门' } as const;
export type ReportRoute = keyof typeof REPORT_ROUTES;

/** Deadline classes; the numbers stand in the rule book. */
export const URGENCIES = {
  emergency: '紧急（危及安全）',
  utilities: '水电暖网故障',
  ordinary: '一般事项',
  complex: '复杂事项',
} as const;
export type Urgency = keyof typeof URGENCIES;

/** Who may know who asked. */
export const IDENTITIES = { named: '署名', hidden: '对部门隐藏姓名', anonymous: '匿名' } as const;
export type Identity = keyof typeof IDENTITIES;
export const IDENTITY_HINTS = {
  named: '承办部门可看到你的姓名和单位，便于联系。',
  hidden: '承办部门看不到你的姓名。活动办公室必要时可以查看，每次查看都有记录，你可以看到。',
  anonymous: '不记录账号。请保存查询码，凭码查看进展和对话。',
} as const satisfies Record<Identity, string>;

/** Why a department hands a case back. */
export const RETURN_GROUNDS = {
  not_ours: '不属于本部门职责',
  needs_lead: '涉及多个部门，应由其他部门牵头',
  duplicate: '与正在办理的诉求重复',
  unclear: '内容不清，无法办理',
} as const;
export type ReturnGround = keyof typeof RETURN_GROUNDS;

/** Who did something, as a timeline may say it. */
export const ACTORS = {
  asker: '提出人',
  office: '活动办公室',
  operator: '话务员',
  department: '承办部门',
  leader: '校领导',
  receiver: '举报受理人',
  system: '系统',
} as const;
export type ActorKind = keyof typeof ACTORS;

/** What can happen to a case, as its timeline says it. */
export const CASE_EVENTS = {
  submitted: '提出',
  accepted: '受理',
  assigned: '交办',
  taken: '部门接收',
  note: '进展说明',
  asked_more: '请提出人补充，计时暂停',
  answered_more: '补充说明',
  resumed: '计时恢复',
  return_asked: '申请退回',
  return_upheld: '同意退回',
  return_rejected: '退回不成立，继续办理',
  extension_asked: '申请延期',
  extension_granted: '同意延期',
  extension_refused: '不同意延期',
  reply_drafted: '拟好答复，待审核',
  reply_sent_back: '答复退回修改',
  draft_withdrawn: '经办人撤回答复',
  review_handed_on: '部门负责人空缺，由活动办公室或分管校领导审核',
  handed_to: '转给同事办理',
  called_back: '电话回访',
  replied: '答复',
  solved: '提出人确认已解决',
  reopened: '提出人表示未解决，重新办理',
  closed: '办结',
  withdrawn: '提出人撤回',
  merged: '并入同一诉求',
  absorbed: '并入了另一件相同诉求',
  class_changed: '调整时限类别',
  topic_changed: '调整主题',
  published: '公开',
  unpublished: '取消公开',
  privacy_corrected: '隐私更正',
  identity_viewed: '查看了提出人身份',
  name_allowed: '提出人同意部门知道姓名',
  name_hidden: '提出人不再让部门知道姓名',
  supervision_ordered: '督办',
  supervision_reported: '督办反馈',
  supervision_ended: '督办结束',
  supervision_continued: '督办继续',
  supervision_chased: '督办到期，还没有反馈',
  commitment_done: '承诺已兑现',
  commitment_late: '承诺到期未兑现',
  reminded: '临期催办',
  escalated_handler: '超期，已催经办人',
  escalated_head: '超期，已报部门负责人',
  escalated_leader: '超期，已报分管校领导',
  escalated_public: '超期，列入超期诉求公示',
  note_asked: '请经办人写进展',
  progress: '办理进度通知（系统自动）',
  department_dissolved: '部门撤并，改派',
  picture_refused: '一张图片未通过检查，已删除',
  asker_left: '提出人已离校，由活动办公室决定是否继续办理',
  asker_back: '提出人回到师生名册',
  leaver_kept: '提出人已离校，继续办理',
  leaver_closed: '提出人已离校，办结',
  handler_left: '经办人已离校',
} as const;
export type CaseEventKind = keyof typeof CASE_EVENTS;

/** Every button a case can have; the server says which of them the viewer has now. */
export const CASE_ACTIONS = {
  answer: '补充说明',
  judge: '评价答复',
  withdraw: '撤回',
  allowName: '向承办部门公开姓名',
  hideName: '不向承办部门公开姓名',
  join: '我也遇到了',
  leave: '取消“我也遇到了”',
  follow: '关注',
  unfollow: '取消关注',
  accept: '受理',
  assign: '交办',
  decline: '不予受理',
  take: '接收',
  handTo: '转给同事',
  callBack: '电话回访',
  draftReply: '写答复',
  reviewReply: '审核答复',
  withdrawDraft: '撤回答复',
  handBack: '申请退回',
  judgeReturn: '裁定退回',
  askExtension: '申请延期',
  judgeExtension: '审批延期',
  judgeLeaver: '决定是否续办',
  askMore: '请提出人补充',
  note: '写进展',
  changeClass: '调整时限类别',
  setTopic: '调整主题',
  merge: '合并',
  publish: '公开',
  unpublish: '取消公开',
  correctPrivacy: '隐私更正',
  revealAsker: '查看提出人',
  supervise: '督办',
  reportSupervision: '反馈督办',
  endSupervision: '办结督办',
  fulfil: '承诺已兑现',
} as const;
export type CaseAction = keyof typeof CASE_ACTIONS;

export const COMMITMENT_STATES = { open: '进行中', late: '已超期', done: '已兑现' } as const;
export type CommitmentState = keyof typeof COMMITMENT_STATES;

export const SUPERVISION_STATES = { ordered: '待反馈', reported: '已反馈', ended: '已办结' } as const;
export type SupervisionState = keyof typeof SUPERVISION_STATES;

/** Boxes of the department's desk, most urgent first. */
export const INBOX_BOXES = {
  overdue: '已超期',
  near: '将到期',
  waiting: '待接收',
  working: '办理中',
  review: '待审核',
  replied: '已答复',
  helping: '协办',
} as const;
export type InboxBox = keyof typeof INBOX_BOXES;

/** Boxes of the office's desk. */
export const OFFICE_BOXES = {
  submitted: '待受理',
  returns: '待裁定退回',
  extensions: '待批延期',
  review: '待审核答复',
  left: '提出人离校',
  ours: '办公室自办',
  overdue: '已超期',
  all: '全部在办',
} as const;
export type OfficeBox = keyof typeof OFFICE_BOXES;

/** A commitment that falls due within so many days stands on the home page. */
export const COMMITMENTS_SOON_DAYS = 7;

export const CASE_LIMITS = {
  textMax: 2000,
  placeMax: 60,
  picturesMax: 9,
  /** Bytes of one picture, as kept. */
  pictureMax: 10 * 1024 * 1024,
  /** Characters of base64 for one picture that travels through the function (anonymous): about 900 kB of picture. */
  pictureBase64Max: 1_200_000,
  replyMax: 2000,
  noteMax: 500,
  cannedMax: 50,
  /** The office's list of words for the same thing: lines, names a line, characters a name, characters in all. */
  synonymLinesMax: 200,
  synonymNamesMax: 8,
  synonymMax: 12,
  synonymTextMax: 4000,
  /** Topics of cases: characters of a name, how many of a category can be chosen, and all, the retired ones too. */
  topicNameMax: 10,
  topicsPerCategoryMax: 12,
  topicListMax: 200,
  /** Categories: characters of a name, as many as a column of the heat map shows; how many can be chosen, as many as chips
   * fit a phone without scrolling; and all, the retired ones too. */
  categoryNameMax: 6,
  categoriesMax: 12,
  categoryListMax: 40,
  /** Cases that one tap acts on. */
  severalMax: 20,
  /** A call that is longer was left open. */
  callSecondsMax: 6 * 3600,
  /** Matching earlier answers shown before sending. */
  similarMax: 5,
} as const;
