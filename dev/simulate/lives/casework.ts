import type { CaseView } from '../../../cloudfunctions/contract/case';
import { DAY_MS } from '../../../cloudfunctions/core/rules/calendar';
import { LEVELS } from '../../../miniprogram/shared/rating';
import { ANSWER, REASON } from '../words';
import type { Resident, World } from '../world';

/**
 * Presses one of the buttons that the page of a case shows: the expected one mostly, any other now and then. A button
 * that is offered and then refused by the rights is a finding.
 */
export async function pressButton(world: World, who: Resident, caseId: string): Promise<void> {
  const { data: view } = await world.say(who, 'case.get', { caseId });
  if (!view) return;
  const action = world.happens(0.7) ? view.actions[0] : world.among(view.actions);
  if (action === undefined) return;
  const code = await press(world, who, view, action);
  if (code === 'not_allowed' || code === 'not_found')
    world.found(`${action} was offered to ${view.viewer} of a case in ${view.status} and refused: ${code}`);
}

type Button = CaseView['actions'][number];

async function press(world: World, who: Resident, view: CaseView, action: Button): Promise<string | null> {
  const caseId = view.id;
  const on = { caseId };
  const inDays = (days: number) => world.now + days * DAY_MS;
  switch (action) {
    case 'accept': {
      const leadId =
        view.isProtected || world.happens(0.1) ? null : (world.among(world.departments)?.id ?? null);
      return (await world.say(who, 'case.accept', { ...on, urgency: view.urgency, leadId })).code;
    }
    case 'assign': {
      const leadId = world.among(world.departments)?.id ?? '';
      return (await world.say(who, 'case.assign', { ...on, leadId, reason: REASON })).code;
    }
    case 'setTopic':
      return (await world.say(who, 'case.setTopic', { ...on, topicId: null })).code;
    case 'decline':
      return (await world.say(who, 'case.decline', { ...on, reason: '不属于本校事务。' })).code;
    case 'take':
      return (await world.say(who, 'case.take', on)).code;
    case 'handTo': {
      const departmentId = view.departmentId ?? '';
      const { data } = await world.say(who, 'case.colleagues', { departmentId });
      const colleague = world.among(data?.colleagues ?? []);
      return colleague
        ? (await world.say(who, 'case.handTo', { ...on, personId: colleague.personId })).code
        : null;
    }
    case 'callBack': {
      const isSolved = world.happens(0.7);
      const reason = isSolved ? '' : '还是没有热水。';
      return (
        await world.say(who, 'case.callBack', { ...on, isReached: world.happens(0.8), isSolved, reason })
      ).code;
    }
    case 'draftReply': {
      const outcome =
        world.among(['solved', 'solved', 'explained', 'promised', 'taken_up'] as const) ?? 'solved';
      const promisedFor = outcome === 'promised' ? inDays(3 + world.random() * 30) : null;
      const whole = promisedFor === null ? null : Math.round(promisedFor);
      return (await world.say(who, 'case.draftReply', { ...on, text: ANSWER, outcome, promisedFor: whole }))
        .code;
    }
    case 'reviewReply': {
      const isReleased = world.happens(0.85);
      const note = isReleased ? '' : '请写明完成时间。';
      const draftId = view.draft?.draftId ?? '';
      return (await world.say(who, 'case.reviewReply', { ...on, draftId, isReleased, note })).code;
    }
    case 'handBack':
      return (await world.say(who, 'case.handBack', { ...on, ground: 'not_ours', text: REASON })).code;
    case 'askExtension':
      return (await world.say(who, 'case.askExtension', { ...on, workingDays: 3, reason: REASON })).code;
    case 'askMore':
      return (await world.say(who, 'case.askMore', { ...on, text: '请补充具体楼层。' })).code;
    case 'note':
      return (await world.say(who, 'case.note', { ...on, text: '正在采购配件。' })).code;
    case 'fulfil':
      return (await world.say(who, 'case.fulfil', { ...on, text: '已按承诺完成。' })).code;
    case 'changeClass': {
      const urgency = world.among(['utilities', 'ordinary', 'complex'] as const) ?? 'ordinary';
      return (await world.say(who, 'case.changeClass', { ...on, urgency, reason: REASON })).code;
    }
    case 'judgeReturn': {
      const isUpheld = world.happens(0.6);
      const leadId = isUpheld ? (world.among(world.departments)?.id ?? null) : null;
      return (await world.say(who, 'case.judgeReturn', { ...on, isUpheld, reason: REASON, leadId })).code;
    }
    case 'judgeExtension':
      return (
        await world.say(who, 'case.judgeExtension', { ...on, isGranted: world.happens(0.7), reason: REASON })
      ).code;
    case 'merge': {
      const { data } = await world.say(who, 'case.desk', { box: 'all' });
      const intoId = data?.cases.find(({ id }) => id !== caseId)?.id;
      return intoId === undefined
        ? null
        : (await world.say(who, 'case.merge', { ...on, intoId, reason: '同一事项' })).code;
    }
    case 'publish': {
      const words = { ...on, title: view.title, text: view.text, reply: view.reply?.text ?? '' };
      const { data } = await world.say(who, 'case.publicFindings', words);
      const kept = data?.findings.map(({ id }) => id) ?? [];
      return (await world.say(who, 'case.publish', { ...words, kept })).code;
    }
    case 'unpublish':
      return world.happens(0.2)
        ? (await world.say(who, 'case.unpublish', { ...on, reason: REASON })).code
        : null;
    case 'correctPrivacy':
      return world.happens(0.2)
        ? (await world.say(who, 'case.correctPrivacy', { ...on, passages: [view.title], reason: REASON }))
            .code
        : null;
    case 'withdrawDraft':
      return world.happens(0.2) ? (await world.say(who, 'case.withdrawDraft', on)).code : null;
    case 'judgeLeaver':
      return (
        await world.say(who, 'case.judgeLeaver', { ...on, isClosed: world.happens(0.5), reason: REASON })
      ).code;
    case 'revealAsker':
      return world.happens(0.1)
        ? (await world.say(who, 'case.revealAsker', { ...on, reason: '需要联系本人。' })).code
        : null;
    case 'supervise': {
      const dueAt = Math.round(inDays(5));
      return (await world.say(who, 'case.supervise', { ...on, text: '请尽快办结。', dueAt })).code;
    }
    case 'reportSupervision':
    case 'endSupervision': {
      const state = action === 'reportSupervision' ? 'ordered' : 'reported';
      const orderId = view.supervisions.find((order) => order.state === state)?.orderId;
      if (orderId === undefined) return null;
      return action === 'reportSupervision'
        ? (await world.say(who, 'case.reportSupervision', { ...on, orderId, text: '已落实责任人。' })).code
        : (await world.say(who, 'case.endSupervision', { ...on, orderId, isDone: true })).code;
    }
    case 'answer':
      return (await world.say(who, 'case.answer', { ...on, text: '补充：主要是晚上。' })).code;
    case 'judge': {
      const isSolved = world.happens(0.8);
      const satisfaction = world.among(LEVELS) ?? null;
      const reason = isSolved ? '' : '情况没有变化。';
      return (await world.say(who, 'case.judge', { ...on, isSolved, reason, satisfaction })).code;
    }
    case 'withdraw':
      return world.happens(0.2)
        ? (await world.say(who, 'case.withdraw', { ...on, reason: '已经好了' })).code
        : null;
    case 'allowName':
    case 'hideName':
      return (await world.say(who, 'case.allowName', { ...on, isAllowed: action === 'allowName' })).code;
    case 'join':
    case 'leave':
      return (await world.say(who, 'case.join', { ...on, hasJoined: action === 'join' })).code;
    case 'follow':
    case 'unfollow':
      return (await world.say(who, 'case.follow', { ...on, isFollowing: action === 'follow' })).code;
  }
}
