import type { Case } from '../../../cloudfunctions/core/case/case';
import { changeCase } from '../../../cloudfunctions/core/case/change';
import type { CaseActor, CaseCommand } from '../../../cloudfunctions/core/case/command';
import { type Opening, openCase } from '../../../cloudfunctions/core/case/opening';
import { FIRST_CASE_RULES, type RulesNow } from '../../../cloudfunctions/core/rules/case-rules';
import type { CaseStatus } from '../../../miniprogram/shared/case';

/** Monday 23 November 2026, 10:00 in Shanghai. */
export const MONDAY = Date.UTC(2026, 10, 23, 2);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const RULES: RulesNow = { version: 1, cases: FIRST_CASE_RULES, breaks: [], workEndsMinute: 1050 };

const staff = (role: CaseActor['role'], departmentId: string | null = null): CaseActor => ({
  role,
  personId: `p-${role}-${departmentId ?? 'college'}`,
  name: `${role} ${departmentId ?? ''}`.trim(),
  departmentId,
});
export const ASKER: CaseActor = { role: 'asker', personId: null, name: '', departmentId: null };
export const OFFICE = staff('office');
export const LEADER = staff('leader');
export const OPERATOR = staff('operator');
export const HANDLER = staff('handler', 'logistics');
export const HEAD = staff('head', 'logistics');
export const OTHER_HANDLER = staff('handler', 'teaching');
export const OTHER_HEAD = staff('head', 'teaching');
export const CO_HANDLER = staff('handler', 'network');
export const SYSTEM: CaseActor = { role: 'system', personId: null, name: '', departmentId: null };

export const opening = (changed: Partial<Opening> = {}): Opening => ({
  id: 'case-1',
  number: '20261123-0001',
  channel: 'box',
  category: 'logistics',
  urgency: 'ordinary',
  title: '三号楼热水时断时续',
  text: '连续一周晚上十点后没有热水。',
  place: '三号楼',
  pictures: [],
  identity: 'hidden',
  isProtected: false,
  isDoubtful: false,
  askerId: 'p-asker',
  phone: '',
  receipt: null,
  recordedBy: null,
  question: null,
  ...changed,
});

export const submitted = (changed: Partial<Opening> = {}, at = MONDAY): Case =>
  openCase(opening(changed), ASKER, at, RULES);

let count = 0;
/** One command by one actor at one instant; the case afterwards. */
export function lived(
  entity: Case,
  command: CaseCommand,
  actor: CaseActor,
  now = MONDAY + HOUR,
  rules = RULES,
): Case {
  count += 1;
  return changeCase(entity, command, { actor, now, rules, requestId: `request-${count}` }).entity;
}

export const accepted = (at = MONDAY) =>
  lived(submitted({}, at), { do: 'accept', urgency: 'ordinary', leadId: null, coIds: [] }, OFFICE, at + HOUR);
export const assigned = (at = MONDAY) =>
  lived(
    submitted({}, at),
    { do: 'accept', urgency: 'ordinary', leadId: 'logistics', coIds: ['network'] },
    OFFICE,
    at + HOUR,
  );
export const inProgress = (at = MONDAY) => lived(assigned(at), { do: 'take' }, HANDLER, at + HOUR);
export const reply: CaseCommand = {
  do: 'draftReply',
  text: '锅炉已检修,今晚起恢复。',
  outcome: 'solved',
  promisedFor: null,
  pictures: [],
};
export const replied = (at = MONDAY) => lived(inProgress(at), reply, HEAD, at + 2 * HOUR);
export const closed = (at = MONDAY) =>
  lived(
    replied(at),
    { do: 'judge', isSolved: true, reason: '', satisfaction: 'satisfied' },
    ASKER,
    at + 3 * HOUR,
  );

export const IN_STATUS: Record<CaseStatus, () => Case> = {
  submitted: () => submitted(),
  accepted: () => accepted(),
  assigned: () => assigned(),
  in_progress: () => inProgress(),
  replied: () => replied(),
  closed: () => closed(),
};
