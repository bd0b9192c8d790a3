import fc from 'fast-check';
import type { Case } from '../../../cloudfunctions/core/case/case';
import { changeCase } from '../../../cloudfunctions/core/case/change';
import type { CaseActor, CaseCommand } from '../../../cloudfunctions/core/case/command';
import { CASE_TABLE, type TableRow } from '../../../cloudfunctions/core/case/table';
import { DomainError } from '../../../cloudfunctions/core/domain-error';
import type { RulesNow } from '../../../cloudfunctions/core/rules/case-rules';
import { deadlineOf } from '../../../cloudfunctions/core/rules/deadline';
import {
  ASKER,
  CO_HANDLER,
  HANDLER,
  HEAD,
  HOUR,
  LEADER,
  MONDAY,
  OFFICE,
  OTHER_HANDLER,
  OTHER_HEAD,
  RULES,
  SYSTEM,
  submitted,
} from './samples';

const department = fc.constantFrom('logistics', 'teaching', 'network');
const reason = fc.constant('理由');
const urgency = fc.constantFrom('emergency', 'utilities', 'ordinary', 'complex');
const commands: fc.Arbitrary<CaseCommand> = fc.oneof(
  fc.record({
    do: fc.constant('accept' as const),
    urgency,
    leadId: fc.option(department),
    coIds: fc.constant<string[]>([]),
  }),
  fc.record({
    do: fc.constant('assign' as const),
    leadId: department,
    coIds: fc.constant<string[]>([]),
    reason,
  }),
  fc.constant<CaseCommand>({ do: 'take' }),
  fc.record({ do: fc.constant('decline' as const), reason }),
  fc.record({
    do: fc.constant('setTopic' as const),
    topic: fc.constantFrom(null, { id: 't1', name: '门禁', category: 'safety' as const }),
  }),
  fc.record({ do: fc.constant('changeClass' as const), urgency, reason }),
  fc.constant<CaseCommand>({
    do: 'draftReply',
    text: '答复',
    outcome: 'explained',
    promisedFor: null,
    pictures: [],
  }),
  fc.record({
    do: fc.constant('reviewReply' as const),
    draftId: fc.constant('draft'),
    isReleased: fc.boolean(),
    note: reason,
  }),
  fc.record({ do: fc.constant('handBack' as const), ground: fc.constant('not_ours' as const), text: reason }),
  fc.record({
    do: fc.constant('judgeReturn' as const),
    isUpheld: fc.boolean(),
    reason,
    leadId: fc.option(department),
  }),
  fc.record({
    do: fc.constant('askExtension' as const),
    workingDays: fc.integer({ min: 1, max: 5 }),
    reason,
  }),
  fc.record({ do: fc.constant('judgeExtension' as const), isGranted: fc.boolean(), reason }),
  fc.record({ do: fc.constant('askMore' as const), text: reason }),
  fc.constant<CaseCommand>({ do: 'leave', personId: 'p-lin' }),
  fc.record({ do: fc.constant('judgeLeaver' as const), isClosed: fc.boolean(), reason }),
  fc.constant<CaseCommand>({ do: 'answer', text: '补充', pictures: [] }),
  fc.record({
    do: fc.constant('judge' as const),
    isSolved: fc.boolean(),
    reason,
    satisfaction: fc.constant(null),
  }),
  fc.record({ do: fc.constant('withdraw' as const), reason }),
  fc.record({
    do: fc.constant('dissolve' as const),
    departmentId: department,
    successorId: fc.option(fc.constant('library')),
  }),
  fc.constant<CaseCommand>({ do: 'wake' }),
);
const LIBRARY: CaseActor = { role: 'handler', personId: 'p-library', name: '馆员', departmentId: 'library' };
const ACTORS = [ASKER, OFFICE, HANDLER, HEAD, OTHER_HANDLER, OTHER_HEAD, CO_HANDLER, LIBRARY, LEADER, SYSTEM];
const history = fc.array(
  fc.record({ command: commands, pick: fc.nat(20), hours: fc.integer({ min: 0, max: 40 }) }),
  { minLength: 30, maxLength: 80 },
);
/** Somebody with the role the command needs, of any department, so that most steps are not refused at the door. */
function actorFor(command: CaseCommand, pick: number): CaseActor {
  const row: TableRow = CASE_TABLE[command.do];
  const able = ACTORS.filter(({ role }) => row.by.includes(role));
  return able[pick % able.length] ?? SYSTEM;
}

/** Lives through the steps, skipping what is refused; calls `see` with each case before and after. */
function live(
  steps: ReadonlyArray<{ command: CaseCommand; pick: number; hours: number }>,
  see: (before: Case, after: Case, now: number) => void,
  rulesAt: (pick: number) => RulesNow = () => RULES,
): number {
  let entity = submitted();
  let now = MONDAY;
  let done = 0;
  for (const { command, pick, hours } of steps) {
    now += hours * HOUR;
    const actor = actorFor(command, pick);
    try {
      const rules = rulesAt(pick);
      const next = changeCase(entity, command, { actor, now, rules, requestId: 'draft' }).entity;
      see(entity, next, now);
      entity = next;
      done += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return done;
}

const check = (see: (before: Case, after: Case, now: number) => void, rulesAt?: (pick: number) => RulesNow) =>
  fc.assert(
    fc.property(history, (steps) => {
      live(steps, see, rulesAt);
    }),
    { numRuns: 200, seed: 4 },
  );

describe('whatever happens to a case', () => {
  test('the steps above do reach every status, so the properties below say something', () => {
    const seen = new Set<string>();
    check((_before, after) => seen.add(after.status));
    expect([...seen].sort()).toEqual([
      'accepted',
      'assigned',
      'closed',
      'in_progress',
      'replied',
      'submitted',
    ]);
  });

  test('somebody answers for it: a case in progress has its department, every other one that department or the office', () => {
    check((_before, after) => {
      if (after.status === 'in_progress') expect(after.responsibleId).not.toBeNull();
      if (after.status === 'assigned') expect(after.assignedTo).not.toBeNull();
      if (after.status === 'accepted') expect(after.responsibleId).toBeNull();
      expect(after.deskId ?? 'office').toBe(after.assignedTo ?? after.responsibleId ?? 'office');
    });
  });

  test('whoever answers for it changes only when another accepts, the office takes it back, or a department ends', () => {
    check((before, after) => {
      if (before.responsibleId === after.responsibleId || after.history.length === before.history.length)
        return;
      const last = after.history.at(-1);
      expect(['taken', 'return_upheld', 'department_dissolved']).toContain(last?.what);
      if (last?.what === 'return_upheld') expect(after.responsibleId).toBeNull();
    });
  });

  test('no clock runs backwards: the deadline is what class, pauses and extensions make it, and moves back only with a class or a new beginning', () => {
    check((before, after, now) => {
      expect(after.dueAt).toBe(deadlineOf(after, RULES));
      expect(after.dueAt).toBeGreaterThanOrEqual(after.clockStart);
      const classChanged = before.urgency !== after.urgency;
      if (!classChanged) expect(after.dueAt).toBeGreaterThanOrEqual(before.dueAt);
      for (const { at, until } of after.pauses) expect(until).toBeGreaterThanOrEqual(at);
      const paused = after.pauses.reduce((sum, { at, until }) => sum + until - at, 0);
      expect(paused).toBeLessThanOrEqual(now - after.clockStart);
    });
  });

  test('nor does it under a rule book that is changed again and again: what was promised is never taken back', () => {
    const { deadlines } = RULES.cases;
    const hasty: RulesNow = {
      version: 2,
      cases: {
        ...RULES.cases,
        deadlines: { ...deadlines, ordinary: { workingDays: 1 }, complex: { workingDays: 5 } },
      },
      breaks: [{ name: '停课', from: '2026-12-01', to: '2026-12-20' }],
      workEndsMinute: 16 * 60,
    };
    check(
      (before, after) => {
        const isSamePromise = before.urgency === after.urgency && before.clockStart === after.clockStart;
        const isReclassed = after.history.at(-1)?.what === 'class_changed';
        if (isSamePromise && !isReclassed) expect(after.dueAt).toBeGreaterThanOrEqual(before.dueAt);
      },
      (pick) => (pick % 2 === 0 ? RULES : hasty),
    );
  });

  test('history is only ever added to, in order of time', () => {
    check((before, after) => {
      expect(after.history.slice(0, before.history.length)).toEqual(before.history);
      for (let i = 1; i < after.history.length; i++)
        expect(after.history[i]?.at).toBeGreaterThanOrEqual(after.history[i - 1]?.at ?? 0);
    });
  });

  test('each rung is climbed once per deadline, in order, and at most two extensions are granted', () => {
    check((before, after) => {
      if (before.dueAt === after.dueAt) {
        expect(after.rung).toBeGreaterThanOrEqual(before.rung);
        const climbed = after.history
          .slice(before.history.length)
          .filter(({ what }) => what.startsWith('escalated')).length;
        expect(climbed).toBe(after.rung - before.rung);
      }
      expect(after.extensions).toBeLessThanOrEqual(2);
    });
  });

  test('an open case always has a next thing that time will do; the asker is never named in the history', () => {
    check((_before, after) => {
      if (after.isOpen) expect(after.wakeAt).not.toBeNull();
      for (const event of after.history)
        if (event.actor === 'asker') expect([event.personId, event.name]).toEqual([null, '']);
    });
  });
});
