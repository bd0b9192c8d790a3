import type { Input } from '../../cloudfunctions/contract';
import { DAY_MS } from '../../cloudfunctions/core/rules/calendar';
import { pngOf } from '../cloud/weixin/png';
import { guest, rosterFile, WHO } from './people';
import type { Stage } from './stage';

type Form = Input<'case.submit'>;
const { lin, zhou, he, gao, office, handler, head, leader, operator, admin } = WHO;

const form = (changes: Partial<Form> = {}): Form => ({
  channel: 'box',
  category: 'logistics',
  title: '三号楼热水时断时续',
  text: '连续一周晚上十点后没有热水，一楼到六楼都是。',
  place: '三号楼',
  identity: 'hidden',
  ...changes,
});

const picture = pngOf([[true, false]], 8).toString('base64');

/** Every command of a case, most of them on a case of its own. Some cases stay open, so that desks are not empty. */
export async function liveCases(stage: Stage): Promise<void> {
  const send = async (who: string, changes: Partial<Form> = {}) =>
    (await stage.give(who, 'case.submit', form(changes))).caseId;
  const accept = (caseId: string) =>
    stage.give(office, 'case.accept', { caseId, urgency: 'ordinary', leadId: 'logistics', coIds: [] });
  const inHand = async (who: string, changes: Partial<Form> = {}) => {
    const caseId = await send(who, changes);
    await accept(caseId);
    await stage.give(handler, 'case.take', { caseId });
    return caseId;
  };
  const answer = async (caseId: string) => {
    const { draft } = await stage.give(handler, 'case.draftReply', {
      caseId,
      text: '锅炉已检修，今晚恢复供应。',
      outcome: 'solved',
    });
    await stage.give(head, 'case.reviewReply', {
      caseId,
      draftId: draft?.draftId ?? '',
      isReleased: true,
      note: '',
    });
  };

  const first = await inHand(lin);
  await stage.give(handler, 'case.note', { caseId: first, text: '已派人查看锅炉。' });
  await stage.give(handler, 'case.askMore', { caseId: first, text: '是哪一个房间？' });
  await stage.give(lin, 'case.answer', { caseId: first, text: '三楼东侧水房。' });
  await stage.give(lin, 'case.allowName', { caseId: first, isAllowed: true });
  await stage.give(handler, 'case.askExtension', { caseId: first, workingDays: 2, reason: '等配件' });
  await stage.give(office, 'case.judgeExtension', { caseId: first, isGranted: true, reason: '' });
  const dueAt = stage.cloud.clock.now() + 5 * DAY_MS;
  const { supervisions } = await stage.give(leader, 'case.supervise', {
    caseId: first,
    text: '请抓紧',
    dueAt,
  });
  const orderId = supervisions[0]?.orderId ?? '';
  await stage.give(handler, 'case.reportSupervision', { caseId: first, orderId, text: '周三前完成。' });
  await answer(first);
  await stage.give(leader, 'case.endSupervision', { caseId: first, orderId, isDone: true });
  await stage.give(lin, 'case.judge', { caseId: first, isSolved: true, satisfaction: 'satisfied' });
  await stage.give(office, 'case.revealAsker', { caseId: first, reason: '需要当面核实' });
  await stage.give(office, 'case.publish', {
    caseId: first,
    title: '宿舍热水',
    text: '晚上十点后没有热水。',
    reply: '已检修，恢复供应。',
  });
  await stage.give(gao, 'case.follow', { caseId: first, isFollowing: true });
  await stage.give(he, 'case.complain', {
    place: 'case',
    subjectId: first,
    reason: 'untrue',
    text: '不是这样',
  });
  const { complaints } = await stage.give(office, 'case.complaints', { isOpen: true });
  await stage.give(office, 'case.decideComplaint', {
    complaintId: complaints[0]?.id ?? '',
    isUpheld: false,
    decision: '已核实，情况属实。',
  });

  const promised = await inHand(zhou, { title: '操场照明' });
  const { draft } = await stage.give(handler, 'case.draftReply', {
    caseId: promised,
    text: '月底前更换灯具。',
    outcome: 'promised',
    promisedFor: stage.cloud.clock.now() + 6 * DAY_MS,
  });
  await stage.give(head, 'case.reviewReply', {
    caseId: promised,
    draftId: draft?.draftId ?? '',
    isReleased: true,
    note: '',
  });
  await stage.give(handler, 'case.fulfil', { caseId: promised, text: '已更换。' });

  const drafted = await inHand(zhou, { title: '水龙头漏水' });
  await stage.give(handler, 'case.draftReply', { caseId: drafted, text: '明天修。', outcome: 'solved' });
  await stage.give(handler, 'case.withdrawDraft', { caseId: drafted });

  const returned = await send(he, { title: '选课冲突', category: 'teaching' });
  await accept(returned);
  await stage.give(handler, 'case.handBack', {
    caseId: returned,
    ground: 'not_ours',
    text: '选课由教务处负责。',
  });
  await stage.give(office, 'case.judgeReturn', {
    caseId: returned,
    isUpheld: true,
    reason: '按职责改派。',
    leadId: 'teaching',
  });
  await stage.give(office, 'case.changeClass', {
    caseId: returned,
    urgency: 'utilities',
    reason: '影响范围大',
  });
  const assigned = await send(gao, { title: '会议室投影' });
  await stage.give(office, 'case.accept', { caseId: assigned, urgency: 'ordinary' });
  await stage.give(office, 'case.assign', { caseId: assigned, leadId: 'network', reason: '' });
  const declined = await send(he, { title: '食堂要打折' });
  await stage.give(office, 'case.decline', { caseId: declined, reason: '不属于受理范围。' });
  const withdrawn = await send(he, { title: '路灯不亮' });
  await stage.give(he, 'case.withdraw', { caseId: withdrawn, reason: '已经修好了' });
  const double = await send(guest(0), { title: '三号楼没有热水' });
  await accept(double);
  const lasting = await inHand(guest(1), { title: '三号楼热水' });
  await stage.give(office, 'case.merge', { caseId: double, intoId: lasting, reason: '同一件事' });
  await stage.give(office, 'case.publish', { caseId: lasting, title: '热水', text: '没有热水。' });
  await stage.give(zhou, 'case.join', { caseId: lasting });

  await stage.give(lin, 'case.uploadPicture', { base64: picture });
  await send(zhou, { identity: 'anonymous', receiptSeed: 'ab'.repeat(16), title: '食堂卫生' });
  const { caseId: rung } = await stage.give(operator, 'case.record', {
    callerId: 'p-gao',
    category: 'logistics',
    urgency: 'ordinary',
    title: '电话反映停水',
    text: '教学楼停水。',
    identity: 'named',
    phone: '',
  });
  await stage.give(office, 'case.several', { caseIds: [rung], order: { do: 'accept', leadId: 'logistics' } });
  await stage.give(handler, 'case.take', { caseId: rung });
  await stage.give(handler, 'case.handTo', { caseId: rung, personId: 'p-xu' });
  await answer(rung);
  await stage.give(operator, 'case.callBack', { caseId: rung, isReached: true, isSolved: true });
  const canned = { departmentId: 'logistics', title: '报修已派单', text: '已派维修班组。' } as const;
  const { id: answerId } = await stage.give(handler, 'case.saveCannedAnswer', { ...canned, answerId: null });
  await stage.give(handler, 'case.removeCannedAnswer', { departmentId: 'logistics', answerId });
  await stage.give(handler, 'case.saveCannedAnswer', { ...canned, answerId: null });
  await stage.give(office, 'case.unpublish', { caseId: first, reason: '更正后再公开' });
  await stage.give(office, 'case.publish', {
    caseId: first,
    title: '宿舍热水',
    text: '晚上十点后没有热水。',
    reply: '已检修，恢复供应。',
  });
  await stage.give(office, 'case.correctPrivacy', {
    caseId: first,
    passages: ['十点'],
    reason: '应本人要求',
  });
  // The same from many: a matter for the next agenda, found once a day.
  for (const who of [lin, zhou, guest(2)])
    await send(who, { category: 'teaching', title: '选课系统总是崩溃', text: '一到选课就进不去' });
}

/** Somebody leaves with an open case; the office says what becomes of it. */
export async function liveLeaver(stage: Stage): Promise<void> {
  const { caseId } = await stage.give(guest(4), 'case.submit', form({ title: '宿舍门锁' }));
  const csv = rosterFile('20241004');
  const { left } = await stage.give(admin, 'account.importRoster', { csv, isDryRun: true });
  await stage.give(admin, 'account.importRoster', { csv, leaving: left });
  await stage.goOn(stage.cloud.clock.now() + 60_000, 2);
  await stage.give(office, 'case.judgeLeaver', { caseId, isClosed: true, reason: '本人已离校' });
}

/** What came again and again is taken onto the agenda. */
export async function liveRecurring(stage: Stage): Promise<void> {
  const { version, text: synonyms } = await stage.give(office, 'case.synonyms', {});
  await stage.give(office, 'case.saveSynonyms', { version, text: `${synonyms}\n路灯 照明灯` });
  const list = await stage.give(admin, 'case.topicList', {});
  const usual = { departmentId: 'logistics', urgency: 'utilities', isRetired: false } as const;
  await stage.give(admin, 'case.saveTopics', {
    version: list.version,
    topics: [...list.topics, { ...usual, id: null, category: 'logistics', name: '宿舍热水' }],
  });
  await stage.give(lin, 'case.topics', {});
  const { caseId } = await stage.give(lin, 'case.submit', form({ topicId: 't1', title: '热水太凉' }));
  await stage.give(office, 'case.accept', {
    caseId,
    urgency: 'utilities',
    leadId: 'logistics',
    topicId: null,
  });
  await stage.give(handler, 'case.setTopic', { caseId, topicId: 't1' });
  const { matters } = await stage.give(office, 'case.recurring', {});
  await stage.give(office, 'case.decideRecurring', {
    matterId: matters[0]?.matterId ?? '',
    isTaken: true,
    title: '选课系统稳定性',
  });
}
