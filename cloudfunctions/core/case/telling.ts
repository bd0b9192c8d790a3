import { ACTORS, OUTCOMES } from '../../../miniprogram/shared/case';
import { MESSAGE_KINDS, type MessageKind } from '../../../miniprogram/shared/labels';
import { spokenTime } from '../date-words';
import type { Case, CaseEvent } from './case';
import type { CaseAudience, CaseNotice } from './notice';
import { isToldToFollowers } from './public-state';

type Told = { to: CaseAudience[]; kind?: CaseNotice['kind']; body: string; isDaily?: true };

/** Replaced by the department's name when the message is made: names change, ids do not. */
const named = (departmentId: string | null) =>
  departmentId === null ? '活动办公室' : `{department:${departmentId}}`;
/** Put into a body by `named`; the relay fills it in. */
export const DEPARTMENT_IN_TEXT = /\{department:([A-Za-z0-9:_.-]+)\}/g;

const until = (at: number | null) => (at === null ? '' : `，办理时限 ${spokenTime(at)}`);

/** Handlers of those who answer for it and of those it was given to; the office where that is the office. */
function desk(entity: Case, role: 'handlers' | 'heads'): CaseAudience[] {
  const list = new Set<CaseAudience>();
  for (const id of [entity.assignedTo, entity.responsibleId]) if (id !== null) list.add(`${role}:${id}`);
  if (entity.responsibleId === null) list.add('office');
  return [...list];
}

/** Whoever goes on in the place of a department that has ended; a mere helper that has no successor leaves no gap. */
function dissolved(entity: Case, successorId: string | null): Told[] {
  const holderId = entity.assignedTo ?? entity.responsibleId;
  if (successorId === null)
    return holderId === null ? [{ to: ['office'], body: '承办部门已撤并，请重新交办。' }] : [];
  const isOpen = entity.status !== 'replied' && entity.status !== 'closed';
  const body =
    holderId !== successorId
      ? '原协办部门撤并，请接着协办这件诉求。'
      : isOpen
        ? '原承办部门撤并，诉求转到你部门，请接收。'
        : '原承办部门撤并，这件诉求以后由你部门负责。';
  return [{ to: [`handlers:${successorId}`], body }];
}

/** Who is told what on each event. Events without a line are seen in the timeline only. */
function tellings(entity: Case, event: CaseEvent): Told[] {
  const asker: CaseAudience[] = ['asker'];
  switch (event.what) {
    case 'submitted':
      return [
        {
          to: ['office'],
          body: `新的${entity.isProtected ? '保密举报' : '诉求'}待受理${until(entity.dueAt)}。`,
        },
      ];
    case 'accepted':
      return [{ to: asker, body: `已受理${until(event.dueAt)}。` }];
    case 'assigned':
      return [
        { to: [`handlers:${event.departmentId ?? ''}`], body: `新交办的诉求，请接收${until(event.dueAt)}。` },
        {
          to: entity.coIds.map((id): CaseAudience => `handlers:${id}`),
          body: `请协办这件诉求，由${named(event.departmentId)}牵头${until(event.dueAt)}。`,
        },
        { to: asker, body: `已交办${named(event.departmentId)}。` },
      ];
    case 'taken':
      return [
        { to: asker, body: `${named(event.departmentId)}已接收${until(event.dueAt)}。` },
        { to: ['joiners'], body: `你关注的诉求由${named(event.departmentId)}接收${until(event.dueAt)}。` },
      ];
    case 'handed_to':
      return [{ to: ['handler'], body: '同事转给你一件诉求，请接着办理。' }];
    case 'note':
      return [{ to: asker, body: '有新的进展说明，点开查看。' }];
    case 'asked_more':
      return [{ to: asker, body: '需要你补充一点情况，补充前计时暂停。' }];
    case 'answered_more':
      return [{ to: desk(entity, 'handlers'), body: '提出人补充了情况。' }];
    case 'resumed':
      return [
        { to: desk(entity, 'handlers'), body: `计时恢复${until(event.dueAt)}。` },
        { to: asker, body: '没有等到你的补充，部门先按已知情况办理。' },
      ];
    case 'return_asked':
    case 'extension_asked':
      return [
        {
          to: ['office'],
          body: `${named(event.departmentId)}${event.what === 'return_asked' ? '申请退回' : '申请延期'}，请裁定。`,
        },
      ];
    case 'return_upheld':
      return [{ to: [`handlers:${event.departmentId ?? ''}`], body: '退回申请已同意，不再由你部门办理。' }];
    case 'return_rejected':
      return [{ to: [`handlers:${event.departmentId ?? ''}`], body: '退回申请未获同意，请继续办理。' }];
    case 'extension_granted':
      return [
        { to: desk(entity, 'handlers'), body: `延期已批准${until(event.dueAt)}。` },
        {
          to: asker,
          body: `办理时限${event.dueAt === null ? '有延长' : `延至 ${spokenTime(event.dueAt)}`}，理由见进展。`,
        },
        { to: ['joiners'], body: `你关注的诉求延期办理${until(event.dueAt)}。` },
      ];
    case 'extension_refused':
      return [{ to: desk(entity, 'handlers'), body: '延期没有批准，请按原时限办理。' }];
    case 'reply_drafted':
      return [{ to: desk(entity, 'heads'), body: '有一份答复待你审核。' }];
    case 'review_handed_on': {
      const inCharge: CaseAudience[] = entity.draft?.standIn?.leaderId
        ? [`leader:${entity.responsibleId ?? ''}`]
        : [];
      return [{ to: ['office', ...inCharge], body: '部门负责人空缺，有一份答复待审核。' }];
    }
    case 'reply_sent_back':
      return [{ to: desk(entity, 'handlers'), body: '答复被退回修改，请看审核意见。' }];
    case 'replied': {
      const outcome = entity.reply ? OUTCOMES[entity.reply.outcome] : '';
      return [
        { to: asker, body: `已答复：${outcome}。请看看是否解决了。` },
        { to: ['joiners'], body: `你关注的诉求有了答复：${outcome}。` },
        ...(entity.isPublic
          ? [{ to: ['office' as const], body: '公开的诉求有了答复，请把答复也整理公开。' }]
          : []),
      ];
    }
    case 'reopened':
      return [
        {
          to: [...desk(entity, 'handlers'), ...desk(entity, 'heads')],
          body: `提出人表示未解决，已退回重办${until(event.dueAt)}。`,
        },
      ];
    case 'solved':
      return [{ to: desk(entity, 'handlers'), body: '提出人确认已解决。' }];
    case 'closed':
      return [
        {
          to: asker,
          body: `答复后没有收到异议，已自动办结。还没解决的话，${
            event.dueAt === null ? '' : `${spokenTime(event.dueAt)} 前`
          }可以点“没解决”。`,
        },
      ];
    case 'withdrawn':
      return [{ to: desk(entity, 'handlers'), body: '提出人撤回了诉求。' }];
    case 'merged':
      return [{ to: asker, body: `已并入相同诉求 ${entity.mergedInto?.number ?? ''}，答复会同时通知你。` }];
    case 'class_changed':
      return [{ to: [...asker, ...desk(entity, 'handlers')], body: `时限类别有调整${until(event.dueAt)}。` }];
    case 'identity_viewed':
      return [{ to: asker, body: '活动办公室查看了你的身份，谁看的、为什么看，都记在进展里。' }];
    case 'supervision_ordered':
      return [
        {
          to: [...desk(entity, 'handlers'), ...desk(entity, 'heads')],
          body: `校领导督办${event.dueAt === null ? '' : `，请于 ${spokenTime(event.dueAt)} 前反馈`}。`,
        },
      ];
    case 'supervision_reported':
      return [{ to: ['leaders'], body: '督办有了反馈，请看是否可以办结。' }];
    case 'supervision_continued':
      return [
        {
          to: [...desk(entity, 'handlers'), ...desk(entity, 'heads')],
          body: `督办继续，请看意见${event.dueAt === null ? '' : `，请于 ${spokenTime(event.dueAt)} 前反馈`}。`,
        },
      ];
    case 'supervision_chased':
      return [
        {
          to: [...desk(entity, 'handlers'), ...desk(entity, 'heads')],
          kind: 'overdue',
          body: '校领导督办的反馈期限已到，请尽快反馈。',
        },
        {
          to: ['leaders'],
          kind: 'overdue',
          body: `督办的反馈期限已到，${named(event.departmentId)}尚未反馈。`,
        },
      ];
    case 'commitment_done':
      return [{ to: ['asker', 'joiners'], body: '承诺的事已经办好，点开看看。' }];
    case 'commitment_late':
      return [
        {
          to: [...desk(entity, 'handlers'), ...desk(entity, 'heads')],
          kind: 'overdue',
          body: '承诺的日期已到，还没有兑现。',
        },
        { to: ['asker', 'joiners'], body: '承诺的日期已到，还没有兑现，系统已催办。' },
      ];
    case 'reminded':
      return [
        {
          to: desk(entity, 'handlers'),
          kind: 'deadline_near',
          body: `办理时限临近${event.dueAt === null ? '，请尽快答复' : `，请于 ${spokenTime(event.dueAt)} 前答复`}。`,
        },
      ];
    case 'escalated_handler':
      return [{ to: desk(entity, 'handlers'), kind: 'overdue', body: '已超过办理时限，请马上办理。' }];
    case 'escalated_head':
      return [
        { to: desk(entity, 'heads'), kind: 'overdue', body: '本部门有诉求超期，请督促办理。', isDaily: true },
      ];
    case 'escalated_leader':
      return [
        {
          to: [entity.responsibleId === null ? 'leaders' : `leader:${entity.responsibleId}`],
          kind: 'overdue',
          body: `${named(entity.responsibleId)}有诉求超期未答复，请予督促。`,
          isDaily: true,
        },
      ];
    case 'escalated_public':
      return [
        {
          to: ['office', ...desk(entity, 'heads')],
          kind: 'overdue',
          body: '仍未答复，已列入超期诉求公示。',
          isDaily: true,
        },
      ];
    case 'published':
      return event.text === '' ? [] : [{ to: ['joiners'], body: '你关注的诉求公开了答复，点开查看。' }];
    case 'note_asked':
      return [
        {
          to: desk(entity, 'handlers'),
          kind: 'deadline_near',
          body: '下个工作日要告诉提出人进展，请写一条说明。',
        },
      ];
    case 'progress':
      return [
        {
          to: asker,
          body: `系统自动：还在办理中，现在在${named(entity.responsibleId)}${
            event.dueAt !== null && event.dueAt < event.at ? '，已超期，正在逐级催办' : until(event.dueAt)
          }。`,
        },
      ];
    case 'asker_left':
      return [{ to: ['office'], body: '提出人已离校，请决定是否继续办理。' }];
    case 'leaver_closed':
      return [{ to: desk(entity, 'handlers'), body: '提出人已离校，活动办公室已办结这件诉求。' }];
    case 'handler_left':
      return [{ to: desk(entity, 'handlers'), body: '经办人已离校，请接着办理。' }];
    case 'department_dissolved':
      return dissolved(entity, event.departmentId);
    case 'picture_refused':
      return [{ to: asker, body: '有一张图片没有通过检查，已删除。' }];
    default:
      return [];
  }
}

/** Others never read the asker's own words. */
const publicTitle = ({ isPublic, published, number }: Case): string =>
  (isPublic && published?.title) || `诉求 ${number}`;

/** Of a protected report only its asker and its receivers hear, whoever would hear of another case. */
const inConfidence = (to: readonly CaseAudience[]): CaseAudience[] =>
  to.map((audience) => (audience === 'asker' ? audience : 'receivers'));

/** The list of what was sent is read by the office: a protected report leaves neither words nor number there. */
function titleFor(audience: CaseAudience, entity: Case): string {
  if (entity.isProtected) return MESSAGE_KINDS.case_progress;
  return audience === 'joiners' ? publicTitle(entity) : entity.title;
}

/** Everything that these events tell, ready to be kept in the case until `jobs` relays it. */
export function noticesOf(entity: Case, events: readonly CaseEvent[], version: number): CaseNotice[] {
  const list: CaseNotice[] = [];
  for (const event of events)
    for (const { to, kind = 'case_progress' satisfies MessageKind, body, isDaily } of tellings(entity, event))
      for (const audience of new Set(entity.isProtected ? inConfidence(to) : to)) {
        if (audience === 'joiners' && !isToldToFollowers(entity, event)) continue;
        // One tap of the office accepts and assigns: the asker hears the second, which says more.
        if (event.what === 'accepted' && audience === 'asker' && events.length > 1) continue;
        list.push({
          kind,
          to: audience,
          subject: `${entity.number}.${version}.${list.length}`,
          at: event.at,
          ...(isDaily ? { isDaily } : {}),
          title: titleFor(audience, entity),
          body: entity.isProtected ? body.replace(/活动办公室/g, ACTORS.receiver) : body,
        });
      }
  return list;
}
