import type { caseContract } from '../contract/case';
import type { Case, InboxBox, OfficeBox } from '../core/case/case';
import { SUPERVISED } from '../core/case/found-by';
import { keyBefore, keyOf } from '../core/case/key';
import { isReceiver } from '../core/case/receiver';
import { DESK_ROW_FIELDS, ROW_FIELDS, rowOf } from '../core/case/row';
import { DomainError } from '../core/domain-error';
import { pageOf } from '../core/page';
import { holds, type Person } from '../core/people/person';
import { CASE_DESKS, DEPARTMENT, OPERATOR, OVERSIGHT, REPORT_RECEIVERS } from '../core/people/role-sets';
import { DISSATISFIED_LEVELS } from '../core/report/dashboard';
import type { Handler } from '../platform/call/dispatch';
import { cases } from '../platform/database/collections';
import type { Clauses, GivenWhere, Where } from '../platform/database/query';
import { _, aggregate, find } from '../platform/database/store';
import { READ, rowsByKey, rowsByNumber, rowsOf } from './desk-page';
import { afterKey, afterNumber } from './lists';

/** Behind every key of a case that is due. */
const LAST_KEY = keyOf(null, '');

/** A range of due keys, after the cursor where there is one. */
function dueBetween(from: string, to: string, cursor: string | undefined) {
  const start = cursor !== undefined && cursor > from ? cursor : from;
  afterKey(cursor);
  return _.gt(start).and(_.lt(to));
}

/** @throws DomainError not_allowed unless the person works in the department, or reads everything */
function ensureDesk(person: Person, departmentId: string): void {
  const isTheirs = holds(person, DEPARTMENT, departmentId);
  if (!isTheirs && !holds(person, OVERSIGHT)) throw new DomainError('not_allowed');
}

function inboxWhere(box: Exclude<InboxBox, 'helping'>, now: number, cursor: string | undefined) {
  const after = afterKey(cursor);
  const key = after ? { dueKey: after } : {};
  switch (box) {
    case 'overdue':
      return { isOpen: true, isDue: true, dueKey: dueBetween('', keyBefore(now), cursor) };
    case 'near':
      // The timer has reminded of it by the rules in force, so the box holds what the messages say.
      return {
        isOpen: true,
        isDue: true,
        isReminded: true,
        dueKey: dueBetween(keyBefore(now), LAST_KEY, cursor),
      };
    default:
      return { deskBox: box, ...key };
  }
}

/** The department's desk, nearest deadline first. Two round trips: person, page. */
export const inbox: Handler<(typeof caseContract)['case.inbox']> = {
  may: CASE_DESKS,
  async run({ departmentId, box, cursor }, { caller, now }) {
    ensureDesk(await caller.boundPerson(), departmentId);
    if (box === 'helping') {
      const after = afterKey(cursor);
      const where = { coIds: departmentId, isOpen: true, isHeld: false, isProtected: false };
      return rowsByKey({ ...where, ...(after ? { dueKey: after } : {}) }, now);
    }
    return rowsByKey({ deskId: departmentId, ...inboxWhere(box, now, cursor) }, now);
  },
};

/** How many lie in which box, by one pass over what is open there. `box` is the field or expression of the box. */
const counted = <const W extends Where<Case> | Clauses<Where<Case>>>(
  where: GivenWhere<Case, W>,
  box: unknown,
  now: number,
) => {
  const match: Where<Case> | Clauses<Where<Case>> = where;
  return aggregate(cases, [
    { match },
    {
      group: {
        _id: {
          box,
          due: {
            $cond: [
              '$isDue',
              {
                $cond: [{ $lt: ['$dueAt', now] }, 'overdue', { $cond: ['$isReminded', 'near', 'later'] }],
              },
              'none',
            ],
          },
        },
        count: { $sum: 1 },
      },
    },
  ]).list<{ _id: { box: string; due: string }; count: number }>();
};

const sum = (
  groups: ReadonlyArray<{ _id: { box: string; due: string }; count: number }>,
  is: (group: { box: string; due: string }) => boolean,
) => groups.filter(({ _id }) => is(_id)).reduce((total, { count }) => total + count, 0);

/** Two round trips: person, counts. */
export const inboxCounts: Handler<(typeof caseContract)['case.inboxCounts']> = {
  may: CASE_DESKS,
  async run({ departmentId }, { caller, now }) {
    ensureDesk(await caller.boundPerson(), departmentId);
    const where = _.or([
      { deskId: departmentId, isOpen: true },
      { coIds: departmentId, isOpen: true, isHeld: false, isProtected: false },
    ]);
    const boxOf = { $cond: [{ $eq: ['$deskId', departmentId] }, '$deskBox', 'helping'] };
    const groups = await counted(where, boxOf, now);
    const counts: Record<InboxBox, number> = {
      overdue: sum(groups, ({ box, due }) => box !== 'helping' && due === 'overdue'),
      near: sum(groups, ({ box, due }) => box !== 'helping' && due === 'near'),
      waiting: sum(groups, ({ box }) => box === 'waiting'),
      working: sum(groups, ({ box }) => box === 'working'),
      review: sum(groups, ({ box }) => box === 'review'),
      replied: sum(groups, ({ box }) => box === 'replied'),
      helping: sum(groups, ({ box }) => box === 'helping'),
    };
    return { counts };
  },
};

/** On no desk that several read: a protected report lies with its receivers alone. */
const UNPROTECTED = { isProtected: false } as const;

function deskWhere(box: OfficeBox, now: number, cursor: string | undefined) {
  const after = afterKey(cursor);
  const key = after ? { dueKey: after } : {};
  if (box === 'overdue')
    return { ...UNPROTECTED, isOpen: true, isDue: true, dueKey: dueBetween('', keyBefore(now), cursor) };
  if (box === 'all') return { ...UNPROTECTED, isOpen: true, ...key };
  return { officeBox: box, ...key };
}

/** The office's desk. Two round trips: person, page. */
export const officeDesk: Handler<(typeof caseContract)['case.desk']> = {
  may: OVERSIGHT,
  async run({ box, cursor }, { now }) {
    return rowsByKey(deskWhere(box, now, cursor), now);
  },
};

export const officeCounts: Handler<(typeof caseContract)['case.deskCounts']> = {
  may: OVERSIGHT,
  async run(_input, { now }) {
    const groups = await counted({ ...UNPROTECTED, isOpen: true }, '$officeBox', now);
    const counts: Record<OfficeBox, number> = {
      submitted: sum(groups, ({ box }) => box === 'submitted'),
      returns: sum(groups, ({ box }) => box === 'returns'),
      extensions: sum(groups, ({ box }) => box === 'extensions'),
      review: sum(groups, ({ box }) => box === 'review'),
      left: sum(groups, ({ box }) => box === 'left'),
      ours: sum(groups, ({ box }) => box === 'ours'),
      overdue: sum(groups, ({ due }) => due === 'overdue'),
      all: sum(groups, () => true),
    };
    return { counts };
  },
};

/** More reports than a college has open; closed ones sort last. */
const REPORTS_READ = 200;

/**
 * Protected reports in the caller's hands, nearest deadline first. They are few: each page reads on until it is full,
 * whoever the others belong to. Two round trips as a rule.
 */
export const reports: Handler<(typeof caseContract)['case.reports']> = {
  may: REPORT_RECEIVERS,
  async run({ cursor }, { caller, now }) {
    const person = await caller.boundPerson();
    const own: Array<Awaited<ReturnType<typeof reportsAfter>>[number]> = [];
    for (let after = cursor; own.length < READ; ) {
      const found = await reportsAfter(after);
      own.push(...found.filter((entity) => isReceiver(entity, person)));
      if (found.length < REPORTS_READ) break;
      after = found[found.length - 1]?.dueKey;
    }
    return rowsOf(own.slice(0, READ), ({ dueKey }) => dueKey, now);
  },
};

function reportsAfter(cursor: string | undefined) {
  const after = afterKey(cursor);
  return find(
    cases,
    { officeBox: 'report', ...(after ? { dueKey: after } : {}) },
    {
      order: [['dueKey', 'asc']],
      limit: REPORTS_READ,
      fields: [...DESK_ROW_FIELDS, 'protection', 'askerId'],
    },
  );
}

/** Orders that have not ended, nearest deadline first. Two round trips. */
export const supervisedCases: Handler<(typeof caseContract)['case.supervised']> = {
  may: OVERSIGHT,
  async run({ departmentId, cursor }, { now }) {
    const after = afterKey(cursor);
    return rowsByKey(
      {
        ...UNPROTECTED,
        lists: SUPERVISED,
        ...(departmentId ? { deskId: departmentId } : {}),
        ...(after ? { dueKey: after } : {}),
      },
      now,
    );
  },
};

/** What stands behind the rates of the dashboard. */
const WENT = {
  late: { wasOnTime: false },
  not_solved: { verdict: 'not_solved' },
  dissatisfied: { satisfaction: _.in([...DISSATISFIED_LEVELS]) },
} as const;

/** Everything, newest first; overdue ones longest overdue first. Two round trips. */
export const allCases: Handler<(typeof caseContract)['case.all']> = {
  may: OVERSIGHT,
  async run({ departmentId, isOpen, isOverdue, went, cursor }, { now }) {
    const of = { ...UNPROTECTED, ...(departmentId ? { leadId: departmentId } : {}) };
    if (isOverdue)
      return rowsByKey(
        { ...of, isOpen: true, isDue: true, dueKey: dueBetween('', keyBefore(now), cursor) },
        now,
      );
    const ended = went === undefined ? {} : WENT[went];
    const where = { ...of, ...ended, ...(isOpen === undefined ? {} : { isOpen }), ...afterNumber(cursor) };
    return rowsByNumber(where, now);
  },
};

/** What this operator recorded. Two round trips. */
export const recordedCases: Handler<(typeof caseContract)['case.recorded']> = {
  may: OPERATOR,
  async run({ cursor }, { caller, now }) {
    const { _id: recordedBy } = await caller.boundPerson();
    const where = { recordedBy, ...afterNumber(cursor) };
    const found = await find(cases, where, { order: [['number', 'desc']], limit: READ, fields: ROW_FIELDS });
    const { page, next } = pageOf(found, ({ number }) => number);
    return { cases: page.map((entity) => rowOf(entity, now)), next };
  },
};
