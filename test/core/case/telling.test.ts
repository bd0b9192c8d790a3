import type { Case, CaseEvent } from '../../../cloudfunctions/core/case/case';
import { eventOf } from '../../../cloudfunctions/core/case/command';
import { noticesOf } from '../../../cloudfunctions/core/case/telling';
import type { CaseEventKind } from '../../../miniprogram/shared/case';
import { closed, HANDLER, inProgress, MONDAY, RULES, replied, SYSTEM, submitted } from './samples';

// Who hears what of each event of a case.

const DUE = MONDAY + 3 * 86_400_000;
const DUE_WORDS = '11月26日 周四 10:00';
const UNTIL = `，办理时限 ${DUE_WORDS}`;
const act = { actor: SYSTEM, now: MONDAY, rules: RULES, requestId: 'r' };
const event = (what: CaseEventKind, changes: Partial<CaseEvent> = {}): CaseEvent => ({
  ...eventOf(act, what, { dueAt: DUE, departmentId: 'logistics' }),
  ...changes,
});
const told = (entity: Case, ...events: CaseEvent[]) =>
  noticesOf(entity, events, 7).map(({ to, kind, body }) => [to, kind, body]);

const ours = { ...submitted(), status: 'accepted' as const };
const theirs = { ...inProgress(), coIds: [] };
const given = { ...theirs, assignedTo: 'teaching' };
const NAME = '{department:logistics}';
const PROGRESS = 'case_progress';
const OVERDUE = 'overdue';

type Line = [to: string, kind: string, body: string];
test.each<[CaseEventKind, string, Case, Partial<CaseEvent>, Line[]]>([
  [
    'submitted',
    'new',
    { ...submitted(), dueAt: DUE },
    {},
    [['office', PROGRESS, `新的诉求待受理${UNTIL}。`]],
  ],
  ['accepted', 'alone', ours, {}, [['asker', PROGRESS, `已受理${UNTIL}。`]]],
  ['accepted', 'without a deadline', ours, { dueAt: null }, [['asker', PROGRESS, '已受理。']]],
  [
    'assigned',
    'with a helper',
    { ...theirs, coIds: ['network'] },
    {},
    [
      ['handlers:logistics', PROGRESS, `新交办的诉求，请接收${UNTIL}。`],
      ['handlers:network', PROGRESS, `请协办这件诉求，由${NAME}牵头${UNTIL}。`],
      ['asker', PROGRESS, `已交办${NAME}。`],
    ],
  ],
  [
    'taken',
    '',
    theirs,
    {},
    [
      ['asker', PROGRESS, `${NAME}已接收${UNTIL}。`],
      ['joiners', PROGRESS, `你关注的诉求由${NAME}接收${UNTIL}。`],
    ],
  ],
  [
    'taken',
    'by the office',
    ours,
    { departmentId: null, dueAt: null },
    [
      ['asker', PROGRESS, '活动办公室已接收。'],
      ['joiners', PROGRESS, '你关注的诉求由活动办公室接收。'],
    ],
  ],
  ['note', '', theirs, {}, [['asker', PROGRESS, '有新的进展说明，点开查看。']]],
  ['asked_more', '', theirs, {}, [['asker', PROGRESS, '需要你补充一点情况，补充前计时暂停。']]],
  [
    'answered_more',
    'to its department',
    theirs,
    {},
    [['handlers:logistics', PROGRESS, '提出人补充了情况。']],
  ],
  ['answered_more', 'to the office', ours, {}, [['office', PROGRESS, '提出人补充了情况。']]],
  [
    'answered_more',
    'to both departments',
    given,
    {},
    [
      ['handlers:teaching', PROGRESS, '提出人补充了情况。'],
      ['handlers:logistics', PROGRESS, '提出人补充了情况。'],
    ],
  ],
  [
    'answered_more',
    'given to a department, answered for by the office',
    { ...ours, assignedTo: 'teaching' },
    {},
    [
      ['handlers:teaching', PROGRESS, '提出人补充了情况。'],
      ['office', PROGRESS, '提出人补充了情况。'],
    ],
  ],
  [
    'answered_more',
    'once, given back to the same',
    { ...theirs, assignedTo: 'logistics' },
    {},
    [['handlers:logistics', PROGRESS, '提出人补充了情况。']],
  ],
  [
    'resumed',
    '',
    theirs,
    {},
    [
      ['handlers:logistics', PROGRESS, `计时恢复${UNTIL}。`],
      ['asker', PROGRESS, '没有等到你的补充，部门先按已知情况办理。'],
    ],
  ],
  ['return_asked', '', theirs, {}, [['office', PROGRESS, `${NAME}申请退回，请裁定。`]]],
  ['extension_asked', '', theirs, {}, [['office', PROGRESS, `${NAME}申请延期，请裁定。`]]],
  ['return_upheld', '', theirs, {}, [['handlers:logistics', PROGRESS, '退回申请已同意，不再由你部门办理。']]],
  ['return_rejected', '', theirs, {}, [['handlers:logistics', PROGRESS, '退回申请未获同意，请继续办理。']]],
  [
    'extension_granted',
    '',
    theirs,
    {},
    [
      ['handlers:logistics', PROGRESS, `延期已批准${UNTIL}。`],
      ['asker', PROGRESS, `办理时限延至 ${DUE_WORDS}，理由见进展。`],
      ['joiners', PROGRESS, `你关注的诉求延期办理${UNTIL}。`],
    ],
  ],
  ['extension_refused', '', theirs, {}, [['handlers:logistics', PROGRESS, '延期没有批准，请按原时限办理。']]],
  ['reply_drafted', '', theirs, {}, [['heads:logistics', PROGRESS, '有一份答复待你审核。']]],
  ['reply_sent_back', '', theirs, {}, [['handlers:logistics', PROGRESS, '答复被退回修改，请看审核意见。']]],
  [
    'replied',
    'in private',
    replied(),
    {},
    [
      ['asker', PROGRESS, '已答复：已解决。请看看是否解决了。'],
      ['joiners', PROGRESS, '你关注的诉求有了答复：已解决。'],
    ],
  ],
  [
    'replied',
    'in public',
    { ...replied(), isPublic: true, reply: null },
    {},
    [
      ['asker', PROGRESS, '已答复：。请看看是否解决了。'],
      ['joiners', PROGRESS, '你关注的诉求有了答复：。'],
      ['office', PROGRESS, '公开的诉求有了答复，请把答复也整理公开。'],
    ],
  ],
  [
    'reopened',
    '',
    theirs,
    {},
    [
      ['handlers:logistics', PROGRESS, `提出人表示未解决，已退回重办${UNTIL}。`],
      ['heads:logistics', PROGRESS, `提出人表示未解决，已退回重办${UNTIL}。`],
    ],
  ],
  ['solved', '', theirs, {}, [['handlers:logistics', PROGRESS, '提出人确认已解决。']]],
  [
    'closed',
    '',
    theirs,
    {},
    [
      [
        'asker',
        PROGRESS,
        '答复后没有收到异议，已自动办结。还没解决的话，11月26日 周四 10:00 前可以点“没解决”。',
      ],
    ],
  ],
  [
    'closed',
    'without an end',
    theirs,
    { dueAt: null },
    [['asker', PROGRESS, '答复后没有收到异议，已自动办结。还没解决的话，可以点“没解决”。']],
  ],
  ['withdrawn', '', theirs, {}, [['handlers:logistics', PROGRESS, '提出人撤回了诉求。']]],
  [
    'merged',
    '',
    { ...theirs, mergedInto: { id: 'c2', number: '20261123-0002' } },
    {},
    [['asker', PROGRESS, '已并入相同诉求 20261123-0002，答复会同时通知你。']],
  ],
  [
    'class_changed',
    '',
    theirs,
    {},
    [
      ['asker', PROGRESS, `时限类别有调整${UNTIL}。`],
      ['handlers:logistics', PROGRESS, `时限类别有调整${UNTIL}。`],
    ],
  ],
  [
    'identity_viewed',
    '',
    theirs,
    {},
    [['asker', PROGRESS, '活动办公室查看了你的身份，谁看的、为什么看，都记在进展里。']],
  ],
  [
    'supervision_ordered',
    '',
    theirs,
    {},
    [
      ['handlers:logistics', PROGRESS, `校领导督办，请于 ${DUE_WORDS} 前反馈。`],
      ['heads:logistics', PROGRESS, `校领导督办，请于 ${DUE_WORDS} 前反馈。`],
    ],
  ],
  ['supervision_reported', '', theirs, {}, [['leaders', PROGRESS, '督办有了反馈，请看是否可以办结。']]],
  [
    'supervision_continued',
    '',
    theirs,
    {},
    [
      ['handlers:logistics', PROGRESS, `督办继续，请看意见，请于 ${DUE_WORDS} 前反馈。`],
      ['heads:logistics', PROGRESS, `督办继续，请看意见，请于 ${DUE_WORDS} 前反馈。`],
    ],
  ],
  [
    'supervision_chased',
    '',
    theirs,
    {},
    [
      ['handlers:logistics', OVERDUE, '校领导督办的反馈期限已到，请尽快反馈。'],
      ['heads:logistics', OVERDUE, '校领导督办的反馈期限已到，请尽快反馈。'],
      ['leaders', OVERDUE, `督办的反馈期限已到，${NAME}尚未反馈。`],
    ],
  ],
  [
    'commitment_done',
    '',
    theirs,
    {},
    [
      ['asker', PROGRESS, '承诺的事已经办好，点开看看。'],
      ['joiners', PROGRESS, '承诺的事已经办好，点开看看。'],
    ],
  ],
  [
    'commitment_late',
    '',
    theirs,
    {},
    [
      ['handlers:logistics', OVERDUE, '承诺的日期已到，还没有兑现。'],
      ['heads:logistics', OVERDUE, '承诺的日期已到，还没有兑现。'],
      ['asker', PROGRESS, '承诺的日期已到，还没有兑现，系统已催办。'],
      ['joiners', PROGRESS, '承诺的日期已到，还没有兑现，系统已催办。'],
    ],
  ],
  [
    'reminded',
    '',
    theirs,
    {},
    [['handlers:logistics', 'deadline_near', `办理时限临近，请于 ${DUE_WORDS} 前答复。`]],
  ],
  ['escalated_handler', '', theirs, {}, [['handlers:logistics', OVERDUE, '已超过办理时限，请马上办理。']]],
  ['escalated_head', '', theirs, {}, [['heads:logistics', OVERDUE, '本部门有诉求超期，请督促办理。']]],
  [
    'escalated_leader',
    'of a department',
    theirs,
    {},
    [['leader:logistics', OVERDUE, `${NAME}有诉求超期未答复，请予督促。`]],
  ],
  [
    'escalated_leader',
    'of the office',
    ours,
    {},
    [['leaders', OVERDUE, '活动办公室有诉求超期未答复，请予督促。']],
  ],
  [
    'escalated_public',
    '',
    theirs,
    {},
    [
      ['office', OVERDUE, '仍未答复，已列入超期诉求公示。'],
      ['heads:logistics', OVERDUE, '仍未答复，已列入超期诉求公示。'],
    ],
  ],
  [
    'escalated_public',
    'once, where the office answers',
    ours,
    {},
    [['office', OVERDUE, '仍未答复，已列入超期诉求公示。']],
  ],
  [
    'published',
    'with an answer',
    theirs,
    { text: '答复已公开' },
    [['joiners', PROGRESS, '你关注的诉求公开了答复，点开查看。']],
  ],
  ['published', 'without one', theirs, { text: '' }, []],
  [
    'note_asked',
    'of the handlers',
    theirs,
    {},
    [['handlers:logistics', 'deadline_near', '下个工作日要告诉提出人进展，请写一条说明。']],
  ],
  ['progress', 'in time', theirs, {}, [['asker', PROGRESS, `系统自动：还在办理中，现在在${NAME}${UNTIL}。`]]],
  [
    'progress',
    'at the deadline',
    theirs,
    { dueAt: MONDAY },
    [['asker', PROGRESS, `系统自动：还在办理中，现在在${NAME}，办理时限 11月23日 周一 10:00。`]],
  ],
  [
    'progress',
    'late',
    theirs,
    { dueAt: MONDAY - 1 },
    [['asker', PROGRESS, `系统自动：还在办理中，现在在${NAME}，已超期，正在逐级催办。`]],
  ],
  [
    'progress',
    'without a deadline',
    ours,
    { dueAt: null },
    [['asker', PROGRESS, '系统自动：还在办理中，现在在活动办公室。']],
  ],
  ['picture_refused', '', theirs, {}, [['asker', PROGRESS, '有一张图片没有通过检查，已删除。']]],
  [
    'department_dissolved',
    'that held it, to the office',
    ours,
    { departmentId: null },
    [['office', PROGRESS, '承办部门已撤并，请重新交办。']],
  ],
  ['department_dissolved', 'that only helped, without a successor', theirs, { departmentId: null }, []],
  [
    'department_dissolved',
    'that only helped',
    theirs,
    { departmentId: 'teaching' },
    [['handlers:teaching', PROGRESS, '原协办部门撤并，请接着协办这件诉求。']],
  ],
  [
    'department_dissolved',
    'that held it',
    given,
    { departmentId: 'teaching' },
    [['handlers:teaching', PROGRESS, '原承办部门撤并，诉求转到你部门，请接收。']],
  ],
  [
    'department_dissolved',
    'after its answer',
    replied(),
    { departmentId: 'logistics' },
    [['handlers:logistics', PROGRESS, '原承办部门撤并，这件诉求以后由你部门负责。']],
  ],
  [
    'department_dissolved',
    'after the close',
    closed(),
    { departmentId: 'logistics' },
    [['handlers:logistics', PROGRESS, '原承办部门撤并，这件诉求以后由你部门负责。']],
  ],
  ['name_allowed', '', theirs, {}, []],
])('%s %s', (what, _label, entity, changes, lines) => {
  expect(told(entity, event(what, changes))).toEqual(lines);
});

test('accepted and given on in one tap, the asker hears the second', () => {
  const lines = told(theirs, event('accepted'), event('assigned'));
  expect(lines.filter(([to]) => to === 'asker')).toEqual([['asker', PROGRESS, `已交办${NAME}。`]]);
  expect(told(theirs, event('note'), event('assigned')).filter(([to]) => to === 'asker')).toHaveLength(2);
});

test('each notice has a subject of its own, the moment of its event and a title that its reader may read', () => {
  const published = { title: '三号楼热水', text: '', reply: '' };
  const titles = (entity: Case) => noticesOf(entity, [event('taken')], 7).map(({ title }) => title);
  expect(
    noticesOf(theirs, [event('taken'), event('note')], 7).map(({ subject, at }) => [subject, at]),
  ).toEqual([
    ['20261123-0001.7.0', MONDAY],
    ['20261123-0001.7.1', MONDAY],
    ['20261123-0001.7.2', MONDAY],
  ]);
  expect(titles(theirs)).toEqual([theirs.title, '诉求 20261123-0001']);
  expect(titles({ ...theirs, isPublic: true, published })).toEqual([theirs.title, '三号楼热水']);
  expect(titles({ ...theirs, isPublic: false, published })).toEqual([theirs.title, '诉求 20261123-0001']);
  expect(titles({ ...theirs, isPublic: true, published: null })).toEqual([
    theirs.title,
    '诉求 20261123-0001',
  ]);
});

test('whoever acts is in the event, not in what is told', () => {
  const taken = { ...event('taken'), ...eventOf({ ...act, actor: HANDLER }, 'taken', { dueAt: DUE }) };
  expect(JSON.stringify(noticesOf(theirs, [taken], 7))).not.toContain(HANDLER.name);
});
