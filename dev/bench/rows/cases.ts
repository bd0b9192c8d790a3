import type { Case } from '../../../cloudfunctions/core/case/case';
import { changeCase } from '../../../cloudfunctions/core/case/change';
import type { CaseActor, CaseCommand } from '../../../cloudfunctions/core/case/command';
import { listsOf } from '../../../cloudfunctions/core/case/found-by';
import { keyOf } from '../../../cloudfunctions/core/case/key';
import { caseNumber, openCase } from '../../../cloudfunctions/core/case/opening';
import { dayOf } from '../../../cloudfunctions/core/rules/calendar';
import { FIRST_CASE_RULES } from '../../../cloudfunctions/core/rules/case-rules';

/** Few enough that a page of each filter is full among the thousand as well: fewer rows would be quicker to send. */
const DEPARTMENTS = 4;
/** One in so many is open. */
const OPEN_EACH = 5;
const ASKERS = 20_000;
const DAY = 86_400_000;
const DAYS = 700;
const RULES = { version: 1, cases: FIRST_CASE_RULES, breaks: [], workEndsMinute: 1050 };
const CATEGORIES = ['teaching', 'affairs', 'logistics', 'development', 'safety', 'other'] as const;

const actor = (role: CaseActor['role'], departmentId: string | null = null): CaseActor => ({
  role,
  personId: `bench-${role}`,
  name: role,
  departmentId,
});

/** One lived case of each kind, per department: made by the product's own rules, then copied with other keys. */
function lived(department: number, now: number): Case[] {
  const departmentId = `d-${department}`;
  const at = now - DAY;
  const opened = openCase(
    {
      id: 'template',
      number: '20260101-0001',
      channel: 'box',
      category: 'logistics',
      urgency: 'ordinary',
      title: '三号楼热水时断时续',
      text: '连续一周晚上十点后没有热水，一楼到六楼都是。',
      place: '三号楼',
      pictures: [],
      identity: 'hidden',
      isProtected: false,
      isDoubtful: false,
      askerId: 'bench-asker',
      phone: '',
      receipt: null,
      recordedBy: null,
      question: null,
    },
    actor('asker'),
    at,
    RULES,
  );
  const step = (entity: Case, command: CaseCommand, by: CaseActor) =>
    changeCase(entity, command, { actor: by, now: at, rules: RULES, requestId: command.do }).entity;
  const given = step(
    opened,
    { do: 'accept', urgency: 'ordinary', leadId: departmentId, coIds: [] },
    actor('office'),
  );
  const taken = step(given, { do: 'take' }, actor('handler', departmentId));
  const promisedFor = now + 30 * DAY;
  const text = '十二月前换好锅炉。';
  const promised = step(
    taken,
    { do: 'draftReply', text, outcome: 'promised', promisedFor, pictures: [] },
    actor('head', departmentId),
  );
  const solved = step(
    promised,
    { do: 'judge', isSolved: true, reason: '', satisfaction: 'satisfied' },
    actor('asker'),
  );
  const publicWords = { title: '热水', text: '热水时断时续', reply: '已换锅炉' };
  const published = step(solved, { do: 'publish', ...publicWords }, actor('office'));
  return [opened, given, taken, promised, published, solved];
}

const templates = new Map<number, Case[]>();
function templatesOf(department: number, now: number): Case[] {
  const known = templates.get(department) ?? lived(department, now);
  templates.set(department, known);
  return known;
}

/**
 * Cases from the `from`-th on, as a college would have them after many years: four in five closed, a third of those
 * public, the rest in every open state, some of them overdue. The thousandth is the same whatever comes after it.
 */
export function caseRows(from: number, count: number, now: number): Case[] {
  return Array.from({ length: count }, (_none, index) => row(from + index, now));
}

function row(index: number, now: number): Case {
  const department = index % DEPARTMENTS;
  const kinds = templatesOf(department, now);
  const isOpen = Math.floor(index / DEPARTMENTS) % OPEN_EACH === 0;
  const turn = Math.floor(index / (DEPARTMENTS * OPEN_EACH));
  const template = isOpen ? kinds[turn % 4] : kinds[turn % 3 === 0 ? 4 : 5];
  if (!template) throw new Error('no template');
  // Spread over two years, so many a day; a number begins with the day of its case.
  const submittedAt = now - (index % DAYS) * DAY;
  const number = caseNumber(dayOf(submittedAt), Math.floor(index / DAYS) + 1);
  const dueAt = now + (((index * 7919) % 1000) - 500) * 600_000;
  const isOnOverdueList = template.isDue && index % 97 === 0;
  const entity: Case = {
    ...template,
    _id: `bench-case-${index}`,
    number,
    category: CATEGORIES[index % CATEGORIES.length] ?? 'other',
    askerId: index % 50 === 0 ? 'bench-asker' : `asker-${(index * 31) % ASKERS}`,
    submittedAt,
    dueAt,
    dueKey: keyOf(template.isDue ? dueAt : null, number),
    commitment: template.commitment && { ...template.commitment, key: keyOf(dueAt + 30 * DAY, number) },
    isOnOverdueList,
    wakeAt: template.wakeAt === null ? null : now + 365 * DAY,
    notices: [],
    hasNotice: false,
    // No list reads it, and a million of them would be most of what is written.
    history: [],
  };
  // The words are the template's; category and state are the row's own.
  return { ...entity, lists: listsOf(entity) };
}
