import type { CaseView } from '../../../api/dto';
import { CASE_ACTIONS, type CaseAction, OUTCOMES, RETURN_GROUNDS } from '../../../shared/case';
import { dateWords, isoDate, momentWords } from '../../../shared/time';
import { type DepartmentNames, holderName } from '../../../view/case';
import { type CasePageView, casePageView } from '../../../view/case-page';
import type { FirstWords } from './draft';
import { formOf } from './forms';

export interface HandleView extends CasePageView {
  caseId: string;
  /** The expected action first; its button stands at the bottom. */
  main: { key: CaseAction; label: string } | null;
  others: { key: CaseAction; label: string }[];
  /** What waits for a decision, in words. */
  pending: string[];
  draft: {
    title: string;
    outcome: string;
    text: string;
    promise: string;
    pictures: string[];
    author: string;
    sentBack: string;
  } | null;
  /** What a form begins with. */
  first: FirstWords;
  draftId: string;
  orderId: string;
}

const EXPECTED: readonly CaseAction[] = [
  'judgeReturn',
  'judgeExtension',
  'judgeLeaver',
  'accept',
  'reviewReply',
  'take',
  'draftReply',
  'reportSupervision',
];

/** What waits for this very person; taking a case away from a department that works on it is never the next thing. */
const isExpected = (action: CaseAction, view: CaseView): boolean =>
  EXPECTED.includes(action) ||
  (action === 'assign' && view.departmentId === null) ||
  (view.viewer === 'leader' && (action === 'supervise' || action === 'endSupervision'));

/** A case on the desk of a department, the office or a leader. */
export function handleView(view: CaseView, names: DepartmentNames, now: number): HandleView {
  const offered = view.actions.filter((action) => formOf(action) !== null);
  const main = offered.find((action) => isExpected(action, view)) ?? null;
  const named = (key: CaseAction) => ({ key, label: CASE_ACTIONS[key] });
  const pending: string[] = [];
  if (view.isHeld && !view.isProtected) pending.push('活动办公室看过之前，别人看不到');
  if (view.isProtected) pending.push('保密举报：不转给部门，不公开');
  if (view.askedReturn)
    pending.push(
      `${holderName(view.askedReturn.departmentId, names)}申请退回（${RETURN_GROUNDS[view.askedReturn.ground]}）：${view.askedReturn.text}`,
    );
  if (view.draft?.hasStandIn) pending.push('部门负责人空缺，答复由活动办公室或分管校领导审核');
  if (view.askedExtension)
    pending.push(`申请延期 ${view.askedExtension.workingDays} 个工作日：${view.askedExtension.reason}`);
  if (view.returnUntil !== null && view.returnUntil >= now)
    pending.push(`${momentWords(view.returnUntil, now)} 前可以申请退回`);
  if (view.coIds.length > 0)
    pending.push(`协办：${view.coIds.map((departmentId) => holderName(departmentId, names)).join('、')}`);
  return {
    ...casePageView(view, names, now),
    caseId: view.id,
    main: main && named(main),
    others: offered.filter((action) => action !== main).map(named),
    pending,
    draft: view.draft
      ? {
          title: view.draft.sentBack === '' ? '待审核的答复' : '退回修改的答复',
          outcome: OUTCOMES[view.draft.outcome],
          text: view.draft.text,
          promise: view.draft.promisedFor === null ? '' : `承诺${dateWords(view.draft.promisedFor)}前办结`,
          pictures: view.draft.pictures,
          author: view.draft.authorName,
          sentBack: view.draft.sentBack,
        }
      : null,
    first: {
      title: view.published?.title ?? view.title,
      text: view.published?.text ?? view.text,
      reply: view.published?.reply ?? view.reply?.text ?? '',
      urgency: view.urgency,
      category: view.category,
      topicId: view.topic?.id ?? '',
      leadId: view.leadId ?? '',
      coIds: view.coIds,
      answer: view.draft && {
        text: view.draft.text,
        choice: view.draft.outcome,
        date: view.draft.promisedFor === null ? '' : isoDate(view.draft.promisedFor),
      },
    },
    draftId: view.draft?.draftId ?? '',
    orderId: view.supervisions.find(({ state }) => state !== 'ended')?.orderId ?? '',
  };
}
