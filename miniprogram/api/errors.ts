import type { ErrorCode } from '../../cloudfunctions/contract/error';
import { CASE_LIMITS } from '../shared/case';
import { DOORS_OPEN_MINUTES } from '../shared/hall';
import { LIMITS } from '../shared/limits';
import type { CallCode } from './call-error';

/** What the person is told, and what to do next. A new code without a sentence does not compile. */
const SENTENCES: Record<ErrorCode, string> = {
  invalid_input: '有几项需要改一下，改好后再提交。',
  unknown_action: '小程序版本太旧，请在微信里删除后重新打开。',
  internal: '服务器出了点问题，你填的内容都还在，请稍后再试。',
  busy: '现在人多，没有轮到。你填的内容都还在，请过一会儿再试。',
  too_many_requests: '操作太频繁了，请过几分钟再试。',
  upload_incomplete: '没有传完整，你填的内容都还在，请再试一次。',
  conflict: '刚才有人先改了这里，请刷新看看最新内容再决定。',
  not_bound: '请先绑定学号或工号，绑定后可继续。',
  not_allowed: '你现在没有这项权限，如有需要请联系活动办公室。',
  visitor_only: '这是审核体验身份，可以浏览全部内容，提交不生效。',
  not_found: '没有找到，可能已被删除，或者不对你开放。',
  roster_mismatch: '学号（工号）和姓名对不上，请检查后再试。',
  number_taken: '该学号（工号）已绑定其他微信。非本人绑定的，请带校园卡到活动办公室，当面核对后换绑。',
  already_bound: '这个微信已绑定别的号码，要更换请先解除绑定。',
  agreement_needed: '请先阅读并同意用户协议和隐私保护指引。',
  account_used: '这个微信已用另一个学工号参加过，每个微信只算一次。有疑问请联系活动办公室。',
  account_waits: '这个微信刚解除过绑定，要等下一期四点对话结束后才能绑定别的学工号。',
  number_waits: '这个学工号刚解除过绑定，请到活动办公室当面办理，或等下一期四点对话结束后再绑定。',
  bind_code_needed: '活动办公室已为这个学工号发出绑定码，请填写绑定码。',
  bind_code_wrong: '绑定码不对或已失效，请核对，或请活动办公室重新发一个。',
  bind_locked: `试错次数太多，请 ${LIMITS.bindWaitMs / 60_000} 分钟后再试，或到活动办公室领取绑定码。`,
  roster_malformed: '无法读取名册。请用 Excel（.xlsx）或 CSV 文件，表头为：号码、姓名、类别、单位。',
  leaving_unconfirmed: '离校人数超过名册的十分之一，请核对名单并填写离校人数。',
  bookings_open: '还有未结束的预约，请先取消预约。',
  last_admin: '至少要保留一位系统管理员。',
  person_not_bound: '对方还没有绑定微信，请等他绑定后再授予角色。',
  rule_malformed: '数值不在允许范围内，请按提示填写。',
  department_exists: '已经有一个部门叫这个名字，请换一个。',
  session_exists: '这个月已经有一期对话了。',
  session_date_taken: '那一天已经有另一期对话了，请换一天。',
  date_in_past: '这个时间已经过去了，请选以后的时间。',
  wrong_stage: '当前阶段不能进行此操作，请刷新后再试。',
  preview_incomplete: '预告还缺主持人、地点或出席人员，补齐后再发布。',
  reason_needed: '有变更，请写明原因。',
  article_link_invalid: '请粘贴公众号文章的链接（以 https://mp.weixin.qq.com/s 开头）。',
  official_account_unavailable: '公众号没有这项权限或暂时没有回应，可以直接粘贴文章链接。',
  quota_mismatch: '学生和教职工的名额加起来要等于发言名额。',
  capacity_below_taken: '名额不能少于已经约出去的人数。',
  booking_not_open: '本期尚未开始预约。',
  session_called_off: '本期已取消，不能预约。',
  booking_closed: '预约已经截止。不用预约也能来，直接到现场即可。',
  already_booked: '你已预约本期，可在“我的预约”里查看。',
  seats_full: '座席已满。不用预约也能来，直接到现场即可。',
  no_offer: '现在没有等你确认的名额。',
  offer_expired: '确认时间已过，名额已给下一位。',
  cancel_closed: '活动马上开始，现在不能取消了。来不了请告诉活动办公室。',
  code_malformed: '这不是签到码，请扫会场大屏幕上的二维码。',
  code_expired: '签到码刚刚换了，请对准大屏幕再扫一次。',
  code_other_session: '这是另一期的签到码，请扫本期会场大屏幕上的码。',
  check_in_not_open: `签到还没有开始，开场前 ${DOORS_OPEN_MINUTES} 分钟可以签到。`,
  check_in_closed: '本期签到已结束。有疑问请联系活动办公室。',
  not_checked_in: '没有找到你的本期签到记录。到过现场的，请联系活动办公室。',
  credentials_taken: '你的评价凭证已经发到另一部手机上，每人只发一次。',
  credentials_closed: '满意度调查已经开始，评价凭证不再发放。',
  passes_not_ready: '匿名凭条还在准备，过一会儿会自动领取。',
  passes_taken: '你这个月的匿名凭条已经发到另一部手机上，每人每月只发一次。',
  pass_spent: '这张匿名凭条已用过或已失效，内容仍在，请再提交一次。',
  pass_needed: '匿名诉求要用匿名凭条提交，请更新小程序后再试。',
  keys_not_ready: '评价凭证还在准备，签到不受影响，过一分钟再领取。',
  questions_unsettled: '还有问题既没有答复，也没有落实部门和期限，处理完才能结束。',
  question_full: '本期问题数已到上限。',
  seat_questions_used: '本期场内提问的条数已用完。',
  asker_unknown: '名册里没有这位提问人，请重新选择。',
  department_dissolved: '这个部门已经撤销，请改选承接的部门。',
  due_in_past: '办理期限已经过去，请选以后的时间。',
  topic_not_open: '这个话题现在不能投票。',
  answer_window_closed: '确认期已过。仍有问题可以直接提交诉求。',
  already_published: '纪要已经发布，不能再改动。',
  passage_unknown: '没有找到要遮盖的文字。请从公开的文字中原样抄写，至少 2 个字。',
  redaction_open: '还有疑似姓名或号码没有处理，逐条确认后才能发布。',
  survey_not_open: '满意度调查现在没有开放。',
  survey_exists: '本期满意度调查已经开始。',
  minutes_not_published: '请先发布对话纪要，再开始满意度调查。',
  results_not_ready: '票箱还没有封存，结果还没有出来。',
  closing_keys_missing: '三位观察员的开封公钥还没有登记齐，登记齐以后调查才能开始。',
  closing_keys_full: '已有三位观察员登记了公钥。有人退出登记后，你才能登记。',
  closing_key_malformed: '这不是可用的公钥，或者别的观察员已经登记了同一个。请用开封程序重新生成。',
  counts_do_not_fit: '这份计数和票箱对不上，请核对期次，再复制完整的一行。',
  review_closed: '复核期已过，或者已经提过复核。',
  nothing_to_decide: '没有等待决定的复核申请。',
  wrong_case_stage: '这件诉求的进展刚刚有变化，请刷新看看再操作。',
  case_unseen: '这件的原文或图片还没有查看，请打开查看后再受理。',
  case_closed: '这件诉求已经办结，不能再改了。如有新情况，请重新提出。',
  report_unheard: '所选渠道目前没有可受理的人。请改选另一个渠道，内容还在。',
  case_protected: '这是保密举报，不能转给部门办理。',
  return_too_late: '已过可以退回的时间，请继续办理，或申请延期。',
  return_pending: '退回申请正在等活动办公室裁定。',
  extension_limit: '延期次数已用完，不能再延。请尽快答复。',
  extension_pending: '延期申请正在等活动办公室审批。',
  extension_too_late: '已经超过办理时限，不能再申请延期。请尽快答复。',
  clock_paused: '正在等提出人补充，收到后再继续。',
  promise_date_invalid: '承诺的日期要在今天以后。',
  reopen_too_late: '答复已经过去太久，请重新提出，可以提一下原来的编号。',
  department_unknown: '这个部门不存在或已撤并，请另选。',
  merge_invalid: '不能并入它自己，也不能并入一件已合并的诉求。',
  not_published: '这件诉求没有公开，暂时不能加入或关注。',
  receipt_unknown: '没有找到这个查询码。请核对后再试，字母不分大小写。',
  content_refused: '内容没有通过安全检查，请换个说法再提交。你写的都还在。',
  picture_refused: '有图片用不了，请换成 10 MB 以内的照片（最多 9 张）。',
  storage_unavailable: '图片暂时存不上，你填的内容都还在，请稍后再试。',
  period_invalid: '请选择不超过 400 天的时间段。',
};

const CUT: Record<'offline' | 'unreachable', string> = {
  offline: '现在没有网络。你填的内容都还在，连上后再试。',
  unreachable: '没有连上服务器。你填的内容都还在，请再试一次。',
};

/** @returns the sentence for a code; codes are a closed list, so there always is one */
export function sentenceOf(code: CallCode): string {
  return code === 'offline' || code === 'unreachable' ? CUT[code] : SENTENCES[code];
}

/** Codes of single fields, as the schemas of the contract give them. */
const FIELD_SENTENCES: Readonly<Record<string, string>> = {
  text_empty: '请填写这一项',
  redaction_open: '有姓名或号码，请改写',
  passage_unknown: '没有找到，请照原文抄写',
  report_unheard: '请改选另一个渠道',
  text_too_long: '写得太长了，请精简一些',
  text_control: '里面有看不见的特殊字符，请删掉重新输入',
  text_marks: '有一个字上叠了太多附加符号，请删掉重新输入',
  phone_malformed: '电话只能有数字、空格、+ 和 -',
  category_needed: '请选一个类别',
  roster_mismatch: '请检查这一项',
  quota_mismatch: '两项相加要等于发言名额',
  quota_fixed: '预告发布后不能再改分配方式',
  capacity_below_taken: '不能少于已约出去的人数',
  article_link_invalid: '链接应以 https://mp.weixin.qq.com/s 开头',
  reason_needed: '请写明原因',
  date_in_past: '请选以后的时间',
  session_date_taken: '那一天已有另一期',
  picture_type: '不是照片，请去掉或换一张',
  picture_too_large: '超过 10 MB，请去掉或换一张小的',
  picture_missing: '没有传上，请去掉再加一次',
  picture_foreign: '没有传上，请去掉再加一次',
  picture_twice: '和前面的是同一张，请去掉',
  content_refused: '没有通过安全检查，请换个说法',
  receipt_malformed: '查询码共 4 组、每组 5 个字符，请检查',
  receipt_unknown: '没有找到这个查询码，请核对后再试',
  caller_needed: '请先查到来电人，或者选“匿名”',
  caller_not_anonymous: '匿名来电不能留来电人和电话',
  phone_not_anonymous: '匿名提交不能留电话',
  promise_date: '承诺要写明日期，并且在今天以后',
  synonym_lines: '行数太多，请只留常用的',
  synonym_names: '有一行的说法太多，请分开或删几个',
  synonym_alone: '有一行只有一个说法，每行至少写两个',
  synonym_short: '有一个说法只有一个字，至少要两个字',
  synonym_long: '有一个说法太长了，请只写名称',
  synonym_twice: '同一个说法重复出现，请只留一处',
  category_gone: '这个类别已停用，请另选',
  category_twice: '已有同名类别，停用的也算',
  category_many: `可选的类别最多 ${CASE_LIMITS.categoriesMax} 个，请先停用一个`,
  categories_full: '类别已满，不能再添加',
  category_renamed: '类别名称保存后不能改，请停用后新建',
  category_stays: '“其他”不能停用',
  category_unknown: '类别列表已变化，请刷新',
  topic_homeless: '类别列表已变化，请刷新',
  topic_twice: '这个类别已有同名主题',
  topic_many: '这个类别的主题太多，请先停用几个',
  topics_full: '主题太多，无法再添加',
  topic_moved: '主题不能换类别，请停用后新建',
  topic_unknown: '主题列表已变化，请刷新',
  topic_gone: '这个主题已停用，请另选',
  too_big: '超过了上限',
  too_small: '没有达到下限',
};

/** @returns what to write under the field; an unknown code still says where to look */
export const fieldSentenceOf = (code: string): string => FIELD_SENTENCES[code] ?? '请检查这一项';

/**
 * Field path (`form.title`) → sentence, with the given prefix taken off. Pictures (`pictures.1`) have one field and one
 * line, which says which of them it is.
 */
export function fieldSentences(
  fields: Readonly<Record<string, string>>,
  prefix = '',
): Record<string, string> {
  const sentences: Record<string, string> = {};
  const pictures: string[] = [];
  for (const [path, code] of Object.entries(fields)) {
    const name = path.startsWith(prefix) ? path.slice(prefix.length) : path;
    const index = /^pictures\.(\d+)$/.exec(name)?.[1];
    if (index === undefined) sentences[name] = fieldSentenceOf(code);
    else pictures.push(`第 ${Number(index) + 1} 张${fieldSentenceOf(code)}`);
  }
  return pictures.length === 0 ? sentences : { ...sentences, pictures: pictures.join('；') };
}
