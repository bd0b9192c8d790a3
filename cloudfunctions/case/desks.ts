import type { z } from 'zod';
import type { caseContract } from '../contract/case';
import type { Case, InboxBox, OfficeBox } from '../core/case/case';
import { keyBefore, keyOf } from '../core/case/key';
import { DESK_ROW_FIELDS, deskRowOf, ROW_FIELDS, rowOf } from '../core/case/row';
import { DomainError } from '../core/domain-error';
import { PAGE_SIZE, pageOf } from '../core/page';
import { holds, type Person } from '../core/people/person';
import { CASE_DESKS, DEPARTMENT, OPERATOR, OVERSIGHT } from '../core/people/role-sets';
import { DISSATISFIED_LEVELS } from '../core/report/dashboard';
import type { Handler } from '../platform/call/dispatch';
import { cases } from '../platform/database/collections';
import type { Clauses, GivenWhere, Where } from '../platform/database/query';
import { _, aggregate, find } from '../platform/database/store';
import { afterKey, afterNumber } from './lists';

const READ = PAGE_SIZE + 1;
type DeskRows = z.output<(typeof caseContract)['case.inbox']['output']>;

/** Behind every key of a case that is due. */
const LAST_KEY = keyOf(null, '');

/** A range of due keys, after the cursor where there is one. */
function dueBetween(from: string, to: string, cursor: string | undefined) {
  const start = cursor !== undefined && cursor > from ? cursor : from;
  afterKey(cursor);
  return _.gt(start).and(_.lt(to));
}

/** One page by due key. One round trip. */
async function byDueKey<const W extends Where<Case>>(
  where: GivenWhere<Case, W>,
  now: number,
): Promise<DeskRows> {
  const checked: Where<Case> = where;
  const found = await find(cases, checked, {
    order: [['dueKey', 'asc']],
    limit: READ,
    fields: DESK_ROW_FIELDS,
  });
  const { page, next } = pageOf(found, ({ dueKey }) => dueKey);
  return { cases: page.map((entity) => deskRowOf(entity, now)), next };
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
      return { isDue: true, dueKey: dueBetween('', keyBefore(now), cursor) };
    case 'near':
      // The timer has reminded of it by the rules in force, so the box holds what the messages say.
      return { isDue: true, isReminded: true, dueKey: dueBetween(keyBefore(now), LAST_KEY, cursor) };
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
      return byDueKey({ ...where, ...(after ? { dueKey: after } : {}) }, now);
    }
    return byDueKey({ deskId: departmentId, ...inboxWhere(box, now, cursor) }, now);
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

function deskWhere(box: OfficeBox, now: number, cursor: string | undefined) {
  const after = afterKey(cursor);
  const key = after ? { dueKey: after } : {};
  if (box === 'overdue') return { isDue: true, dueKey: dueBetween('', keyBefore(now), cursor) };
  if (box === 'all') return { isOpen: true, ...key };
  return { officeBox: box, ...key };
}

/** The office's desk. Two round trips: person, page. */
export const officeDesk: Handler<(typeof caseContract)['case.desk']> = {
  may: OVERSIGHT,
  async run({ box, cursor }, { now }) {
    return byDueKey(deskWhere(box, now, cursor), now);
  },
};

export const officeCounts: Handler<(typeof caseContract)['case.deskCounts']> = {
  may: OVERSIGHT,
  async run(_input, { now }) {
    const groups = await counted({ isOpen: true }, '$officeBox', now);
    const counts: Record<OfficeBox, number> = {
      submitted: sum(groups, ({ box }) => box === 'submitted'),
      returns: sum(groups, ({ box }) => box === 'returns'),
      extensions: sum(groups, ({ box }) => box === 'extensions'),
      ours: sum(groups, ({ box }) => box === 'ours'),
      overdue: sum(groups, ({ due }) => due === 'overdue'),
      all: sum(groups, () => true),
    };
    return { counts };
  },
};

/** Orders that have not ended, nearest deadline first. Two round trips. */
export const supervisedCases: Handler<(typeof caseContract)['case.supervised']> = {
  may: OVERSIGHT,
  async run({ departmentId, cursor }, { now }) {
    const after = afterKey(cursor);
    return byDueKey(
      {
        hasOpenSupervision: true,
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
    const of = departmentId ? { leadId: departmentId } : {};
    if (isOverdue)
      return byDueKey({ ...of, isDue: true, dueKey: dueBetween('', keyBefore(now), cursor) }, now);
    const ended = went === undefined ? {} : WENT[went];
    const where = { ...of, ...ended, ...(isOpen === undefined ? {} : { isOpen }), ...afterNumber(cursor) };
    const found = await find(cases, where, {
      order: [['number', 'desc']],
      limit: READ,
      fields: DESK_ROW_FIELDS,
    });
    const { page, next } = pageOf(found, ({ number }) => number);
    return { cases: page.map((entity) => deskRowOf(entity, now)), next };
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
