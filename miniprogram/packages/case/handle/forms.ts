import { CASE_ACTIONS, type CaseAction, OUTCOMES, RETURN_GROUNDS, URGENCIES } from '../../../shared/case';
import type { ActionDraft } from './draft';

type Field =
  | 'text'
  | 'line'
  | 'reply'
  | 'choice'
  | 'category'
  | 'topic'
  | 'department'
  | 'co'
  | 'days'
  | 'date'
  | 'pictures';

export interface ActionForm {
  action: CaseAction;
  title: string;
  hint: string;
  button: string;
  fields: Partial<Record<Field, { label: string; placeholder: string; isNeeded: boolean }>>;
  choices: { key: string; label: string }[];
  /** A second button that decides the other way. */
  refuse: string;
}

const choicesOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([key, label]) => ({ key, label }));
const field = (label: string, placeholder = '', isNeeded = true) => ({ label, placeholder, isNeeded });

/** What a caller says when called back, and whether anybody answered. */
export const CALLED_BACK = {
  solved_satisfied: '已解决，满意',
  solved_neutral: '已解决，一般',
  solved_dissatisfied: '已解决，不满意',
  solved: '已解决，不作评价',
  not_solved: '没解决',
  unreached: '没有接通',
} as const;
export type CalledBack = keyof typeof CALLED_BACK;

type Rest = Partial<Omit<ActionForm, 'action' | 'title'>>;

const FORMS: Partial<Record<CaseAction, Rest>> = {
  accept: {
    hint: '选好类别就开始算时限；同时选部门，一步交办。',
    button: '受理',
    choices: choicesOf(URGENCIES),
    fields: {
      topic: field('主题', '', false),
      choice: field('时限类别'),
      department: field('交办部门', '暂不交办', false),
      co: field('协办部门', '没有', false),
    },
  },
  assign: {
    button: '交办',
    fields: {
      department: field('交办部门', '请选择'),
      co: field('协办部门', '没有', false),
      text: field('说明', '可不填', false),
    },
  },
  decline: {
    hint: '提出人会看到这段理由。',
    button: '不予受理',
    fields: { text: field('理由', '为什么不能受理') },
  },
  take: { hint: '接收后由本部门负责办理，直至改派的部门接收（首接负责）。', button: '接收', fields: {} },
  handTo: {
    hint: '转给同部门的同事接着办，对方会收到消息。',
    button: '转给同事',
    fields: { choice: field('转给谁') },
  },
  callBack: {
    hint: '照来电人的话记；写明是电话回访，不算本人评价。',
    button: '记下回访',
    choices: choicesOf(CALLED_BACK),
    fields: { choice: field('来电人怎么说'), text: field('没解决的话，还差什么', '选“没解决”时填写', false) },
  },
  draftReply: {
    hint: '答复经负责人审核后发给提出人。',
    button: '提交答复',
    choices: choicesOf(OUTCOMES),
    fields: {
      choice: field('办理结果'),
      text: field('答复', '做了什么，结果怎样'),
      date: field('承诺办好的日期', '请选择', false),
      pictures: field('图片', '', false),
    },
  },
  reviewReply: {
    hint: '审核通过后马上发给提出人；退回要写明修改之处。',
    button: '审核通过',
    refuse: '退回修改',
    fields: { text: field('意见', '审核通过可不填', false) },
  },
  withdrawDraft: { hint: '撤回后可以修改，再次提交审核。', button: '撤回', fields: {} },
  handBack: {
    hint: '退回期限内可以退回，由活动办公室裁定；时限照常计算。',
    button: '申请退回',
    choices: choicesOf(RETURN_GROUNDS),
    fields: { choice: field('理由'), text: field('说明', '依据是什么，应由谁办') },
  },
  judgeReturn: {
    hint: '成立就改派给别的部门；不选部门，就由活动办公室自己办。',
    button: '同意退回',
    refuse: '不成立，继续办理',
    fields: { text: field('裁定理由', '双方都会看到'), department: field('改派给', '退回活动办公室', false) },
  },
  askExtension: {
    hint: '批准后提出人会收到通知。',
    button: '申请延期',
    fields: { days: field('延长几个工作日'), text: field('理由', '为什么需要更久') },
  },
  judgeExtension: { button: '同意', refuse: '不同意', fields: { text: field('意见', '可不填', false) } },
  judgeLeaver: {
    hint: '提出人已离校。他人仍需要的，请继续办理；理由记入进展。',
    button: '继续办理',
    refuse: '办结',
    fields: { text: field('理由', '为什么续办或办结') },
  },
  askMore: {
    hint: '计时暂停，提出人补充后继续。',
    button: '发给提出人',
    fields: { text: field('要问什么', '需要提出人补充的情况') },
  },
  note: {
    hint: '提出人能看到。',
    button: '发布进展',
    fields: { text: field('进展', '办到哪一步了'), pictures: field('图片', '', false) },
  },
  fulfil: {
    hint: '承诺的事已经做到。',
    button: '已兑现',
    fields: { text: field('说明', '怎么兑现的'), pictures: field('图片', '', false) },
  },
  changeClass: {
    button: '调整',
    choices: choicesOf(URGENCIES),
    fields: { choice: field('时限类别'), text: field('理由', '提出人会看到') },
  },
  setTopic: {
    hint: '用于查找和统计，不影响时限和承办部门。',
    button: '调整',
    fields: { category: field('类别'), topic: field('主题', '', false) },
  },
  merge: {
    hint: '并入以后，这件的提出人会跟着那一件收到进展。',
    button: '合并',
    fields: { line: field('并入哪个编号', '20261123-0042') },
  },
  publish: {
    hint: '公开的文字和原文分开保存；疑似姓名和号码要逐处改掉或保留。',
    button: '公开',
    fields: { line: field('公开标题'), text: field('公开内容'), reply: field('公开答复', '', false) },
  },
  unpublish: { button: '取消公开', fields: { text: field('理由') } },
  correctPrivacy: {
    hint: '公开的文字中遮盖这些内容，由它们生成的也一并遮盖，不能恢复。日期和原因对外显示。',
    button: '遮盖',
    fields: {
      line: field('原因', '不写姓名和号码'),
      text: field('要遮盖的文字', '照公开的文字抄写，每行一处'),
    },
  },
  revealAsker: {
    hint: '这次查看会记下你的姓名和理由，并显示给提出人。',
    button: '查看',
    fields: { text: field('为什么要看') },
  },
  supervise: {
    hint: '督办会一直跟踪到你办结为止。',
    button: '督办',
    fields: { text: field('要求', '要办到什么程度'), date: field('哪天前反馈') },
  },
  reportSupervision: { button: '反馈', fields: { text: field('办理情况', '办到哪一步了，还要多久') } },
  endSupervision: {
    button: '办结',
    refuse: '继续督办',
    fields: {
      text: field('意见', '继续督办要写明还差什么', false),
      date: field('继续督办的话，哪天前再反馈', '不改日期', false),
    },
  },
};

/** The form of an action, or null for what a staff page does not offer. */
export function formOf(action: CaseAction): ActionForm | null {
  const rest = FORMS[action];
  if (!rest) return null;
  const title = CASE_ACTIONS[action];
  return { action, title, hint: '', button: title, fields: {}, choices: [], refuse: '', ...rest };
}

/** What is missing, in one sentence, or empty. `isRefusing`: the second button was tapped. */
export function missingIn(form: ActionForm, draft: ActionDraft, isRefusing: boolean): string {
  const { fields } = form;
  const isEmpty = (name: Field): boolean => {
    if (name === 'department') return draft.departmentId === '';
    if (name === 'topic' || name === 'co' || name === 'days' || name === 'pictures') return false;
    return draft[name].trim() === '';
  };
  for (const [name, spec] of Object.entries(fields) as [Field, { label: string; isNeeded: boolean }][]) {
    if (spec.isNeeded && isEmpty(name)) return `请填写：${spec.label}`;
  }
  if (form.action === 'reviewReply' && isRefusing && isEmpty('text')) return '请写明要改哪里';
  if (form.action === 'endSupervision' && isRefusing && isEmpty('text')) return '请写明还差什么';
  if (form.action === 'callBack' && draft.choice === 'not_solved' && isEmpty('text')) return '请写明还差什么';
  if (form.action === 'draftReply' && draft.choice === 'promised' && isEmpty('date'))
    return '承诺办理要写明哪天办好';
  return '';
}
