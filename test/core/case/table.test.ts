import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeCase } from '../../../cloudfunctions/core/case/change';
import type { CaseActor, CaseCommand } from '../../../cloudfunctions/core/case/command';
import {
  CASE_ROLES,
  CASE_TABLE,
  type CaseCommandName,
  type CaseRole,
  type TableRow,
} from '../../../cloudfunctions/core/case/table';
import { DomainError } from '../../../cloudfunctions/core/domain-error';
import { CASE_STATUSES, type CaseStatus } from '../../../miniprogram/shared/case';
import {
  ASKER,
  HANDLER,
  HEAD,
  HOUR,
  IN_STATUS,
  LEADER,
  MONDAY,
  OFFICE,
  OPERATOR,
  OTHER_HANDLER,
  OTHER_HEAD,
  RULES,
  reply,
  SYSTEM,
} from './samples';

/** Acts on protected reports alone, and these are none. */
const RECEIVER: CaseActor = { ...OFFICE, role: 'receiver' };

const STATUSES = Object.keys(CASE_STATUSES) as CaseStatus[];
const COMMANDS = Object.keys(CASE_TABLE) as CaseCommandName[];
const ACTORS: Record<CaseRole, CaseActor> = {
  asker: ASKER,
  handler: HANDLER,
  head: HEAD,
  office: OFFICE,
  leader: LEADER,
  receiver: RECEIVER,
  operator: OPERATOR,
  system: SYSTEM,
};

const SAMPLES: { [N in CaseCommandName]: Extract<CaseCommand, { do: N }> } = {
  accept: { do: 'accept', urgency: 'complex', leadId: null, coIds: [] },
  assign: { do: 'assign', leadId: 'teaching', coIds: [], reason: '' },
  take: { do: 'take' },
  handTo: { do: 'handTo', personId: 'p-hu', name: '胡敏' },
  callBack: { do: 'callBack', isReached: true, isSolved: true, reason: '', satisfaction: null },
  decline: { do: 'decline', reason: '不在本校职责内' },
  changeClass: { do: 'changeClass', urgency: 'complex', reason: '涉及多部门' },
  setTopic: { do: 'setTopic', topic: { id: 't1', name: '宿舍热水', category: 'logistics' } },
  draftReply: { do: 'draftReply', text: '好', outcome: 'explained', promisedFor: null, pictures: [] },
  reviewReply: { do: 'reviewReply', draftId: 'd', isReleased: true, note: '' },
  handBack: { do: 'handBack', ground: 'not_ours', text: '属教务处' },
  judgeReturn: { do: 'judgeReturn', isUpheld: false, reason: '是你们的', leadId: null },
  askExtension: { do: 'askExtension', workingDays: 2, reason: '配件在途' },
  judgeExtension: { do: 'judgeExtension', isGranted: true, reason: '' },
  askMore: { do: 'askMore', text: '哪一层?' },
  note: { do: 'note', text: '已派人', pictures: [] },
  fulfil: { do: 'fulfil', text: '修好了', pictures: [] },
  reportSupervision: { do: 'reportSupervision', orderId: 'o', text: '已整改' },
  answer: { do: 'answer', text: '六层', pictures: [] },
  judge: { do: 'judge', isSolved: false, reason: '还是没有', satisfaction: null },
  withdraw: { do: 'withdraw', reason: '' },
  allowName: { do: 'allowName', isAllowed: true },
  merge: { do: 'merge', into: { id: 'case-2', number: '20261123-0002' }, reason: '' },
  publish: { do: 'publish', title: '热水', text: '热水时断时续', reply: '' },
  unpublish: { do: 'unpublish', reason: '误公开' },
  correctPrivacy: { do: 'correctPrivacy', passages: ['周一鸣'], reason: '涉及个人' },
  revealAsker: { do: 'revealAsker', reason: '需当面核实' },
  supervise: { do: 'supervise', text: '三日内办结', dueAt: MONDAY + 72 * HOUR },
  endSupervision: { do: 'endSupervision', orderId: 'o', isDone: true, text: '', dueAt: null },
  judgeLeaver: { do: 'judgeLeaver', isClosed: true, reason: '宿舍已退' },
  withdrawDraft: { do: 'withdrawDraft' },
  standIn: { do: 'standIn', leaderId: null },
  leave: { do: 'leave', personId: 'p-lin' },
  comeBack: { do: 'comeBack' },
  absorb: { do: 'absorb', number: '20261123-0009' },
  refusePicture: { do: 'refusePicture', fileId: 'x' },
  dissolve: { do: 'dissolve', departmentId: 'logistics', successorId: 'teaching' },
  wake: { do: 'wake' },
};

function refusalOf(name: CaseCommandName, role: CaseRole, status: CaseStatus, actor = ACTORS[role]) {
  try {
    const entity = IN_STATUS[status]();
    const next = changeCase(entity, SAMPLES[name], {
      actor,
      now: MONDAY + 4 * HOUR,
      rules: RULES,
      requestId: 'request-t',
    }).entity;
    return { code: null, next };
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, next: null };
    throw error;
  }
}

// The scope that a row asks for, as it applies to these samples: the office answers itself only for `accepted`.
function isWithin(row: TableRow, role: CaseRole, status: CaseStatus): boolean {
  if (role === 'receiver') return false;
  if (row.of === 'any') return true;
  // None of the samples lacks a head.
  if (row.of === 'reviewing' && role !== 'head') return false;
  if (role === 'office') return row.of === 'involved' || status === 'submitted' || status === 'accepted';
  if (status === 'submitted' || status === 'accepted') return false;
  return status !== 'assigned' || (row.of !== 'responsible' && row.of !== 'reviewing');
}

// A transition may refuse for its own reasons, but never with one of these once role, department and status fit.
const OUT = ['not_allowed', 'case_closed'];

describe('every command by every role in every status', () => {
  for (const name of COMMANDS)
    test(name, () => {
      const row: TableRow = CASE_TABLE[name];
      for (const role of CASE_ROLES)
        for (const status of STATUSES) {
          const { code, next } = refusalOf(name, role, status);
          const label = `${name} by ${role} in ${status}`;
          const hasRight = row.by.includes(role) && isWithin(row, role, status);
          if (!hasRight) expect([label, code]).toEqual([label, 'not_allowed']);
          else if (!row.from.includes(status))
            expect([label, code]).toEqual([label, status === 'closed' ? 'case_closed' : 'wrong_case_stage']);
          else {
            expect(OUT).not.toContain(code);
            if (next && next.status !== status) {
              expect(row.to).not.toBe('same');
              expect([label, row.to]).toEqual([label, expect.arrayContaining([next.status])]);
            }
          }
        }
    });

  test('a handler or head of another department may do nothing at all', () => {
    for (const name of COMMANDS)
      for (const status of STATUSES)
        for (const actor of [OTHER_HANDLER, OTHER_HEAD]) {
          const { code } = refusalOf(name, actor.role, status, actor);
          expect([name, status, code]).toEqual([name, status, 'not_allowed']);
        }
  });

  test('a department may do nothing with a protected or held case, even one it is named in', () => {
    for (const mark of [{ isProtected: true }, { isHeld: true }])
      for (const name of COMMANDS) {
        if (!(CASE_TABLE[name] as TableRow).by.includes('handler')) continue;
        const entity = { ...IN_STATUS.in_progress(), ...mark };
        expect(() =>
          changeCase(entity, SAMPLES[name], {
            actor: HANDLER,
            now: MONDAY + 4 * HOUR,
            rules: RULES,
            requestId: 'r',
          }),
        ).toThrow('not_allowed');
      }
  });

  test('what a head writes is released, what a handler writes waits', () => {
    const entity = IN_STATUS.in_progress();
    const act = { now: MONDAY + 4 * HOUR, rules: RULES, requestId: 'r' };
    expect(changeCase(entity, reply, { ...act, actor: HEAD }).entity.status).toBe('replied');
    expect(changeCase(entity, reply, { ...act, actor: HANDLER }).entity.status).toBe('in_progress');
  });
});

describe('docs/domain.md', () => {
  const lines = readFileSync(join(__dirname, '../../../docs/domain.md'), 'utf8').split('\n');
  const rows = lines
    .filter((line) => /^\| `[a-zA-Z]+` \|/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim().replace(/`/g, '')))
    .filter(([, name]) => name !== undefined && Object.keys(CASE_TABLE).includes(name));

  test('tells every command with the roles, scope and statuses that the code has', () => {
    const told = Object.fromEntries(rows.map(([, name, by, of, from, to]) => [name, { by, of, from, to }]));
    const coded = Object.fromEntries(
      COMMANDS.map((name) => {
        const row: TableRow = CASE_TABLE[name];
        const to = row.to === 'same' ? 'same' : row.to.join(', ');
        return [name, { by: row.by.join(', '), of: row.of, from: row.from.join(', '), to }];
      }),
    );
    expect(told).toEqual(coded);
  });
});
