import type { DeskToday } from '../contract/session';
import {
  type DeskGroup,
  departmentsOf,
  deskToday,
  type MonthGroup,
  monthsAround,
} from '../core/case/desk-today';
import { holds, type Person } from '../core/people/person';
import { cases } from '../platform/database/collections';
import { _, aggregate } from '../platform/database/store';

/**
 * What waits for one of the staff, for home. One round trip: leaders are given the months' figures, everybody else what
 * is open. Two at once for a leader who has a desk as well: its counts must not read as nought.
 */
export async function deskTodayOf(person: Pick<Person, 'roles'>, now: number): Promise<DeskToday> {
  const isLeader = holds(person, ['leader']);
  const hasOwn = holds(person, ['office']) || departmentsOf(person).length > 0;
  const [groups, months] = await Promise.all([
    hasOwn ? openGroups(person, now) : [],
    isLeader ? monthGroups(now) : [],
  ]);
  return deskToday(person, groups, months);
}

function openGroups(person: Pick<Person, 'roles'>, now: number) {
  const open = { isOpen: true, isProtected: false } as const;
  const match = holds(person, ['office'])
    ? open
    : { ...open, deskId: _.in(departmentsOf(person)), isHeld: false };
  const due = {
    $cond: [
      '$isDue',
      { $cond: [{ $lt: ['$dueAt', now] }, 'overdue', { $cond: ['$isReminded', 'near', 'later'] }] },
      'none',
    ],
  };
  return aggregate(cases, [
    { match },
    { sort: { dueKey: 1 } },
    {
      group: {
        _id: { deskId: '$deskId', deskBox: '$deskBox', officeBox: '$officeBox', due },
        count: { $sum: 1 },
        nearest: {
          $first: { id: '$_id', title: '$title', dueAt: '$dueAt', dueKey: '$dueKey', isDue: '$isDue' },
        },
      },
    },
  ]).list<DeskGroup>();
}

/** What was asked in these two months, as far as each has come or had come, and whatever is open from before. Withdrawn and merged ones ask nothing of anybody. */
function monthGroups(now: number) {
  const { lastFrom, lastUntil, thisFrom } = monthsAround(now);
  const one = (condition: unknown) => ({ $sum: { $cond: [condition, 1, 0] } });
  return aggregate(cases, [
    { match: _.and([{ isProtected: false }, _.or([{ submittedAt: _.gte(lastFrom) }, { isOpen: true }])]) },
    { match: { closing: _.neq('withdrawn') } },
    { match: { closing: _.neq('merged') } },
    {
      group: {
        _id: {
          month: {
            $cond: [
              { $gte: ['$submittedAt', thisFrom] },
              'this',
              {
                $cond: [
                  { $and: [{ $gte: ['$submittedAt', lastFrom] }, { $lt: ['$submittedAt', lastUntil] }] },
                  'last',
                  'before',
                ],
              },
            ],
          },
          leadId: '$leadId',
        },
        cases: { $sum: 1 },
        replied: one({ $ne: ['$firstReplyAt', null] }),
        onTime: one({ $eq: ['$wasOnTime', true] }),
        overdue: one({ $and: ['$isDue', { $lt: ['$dueAt', now] }] }),
      },
    },
  ]).list<MonthGroup>();
}
