import type { z } from 'zod';
import type { caseContract } from '../contract/case';
import type { Case } from '../core/case/case';
import {
  type DeskScope,
  EVERYBODY,
  type Facet,
  HOTLINE,
  listOf,
  termsFor,
  type Wanted,
} from '../core/case/found-by';
import { DESK_ROW_FIELDS, deskRowOf } from '../core/case/row';
import { thesaurusOf } from '../core/case/synonyms';
import { DomainError, ensure } from '../core/domain-error';
import { PAGE_SIZE } from '../core/page';
import { holds, type Person } from '../core/people/person';
import { CASE_STAFF, DEPARTMENT, OPERATOR, OVERSIGHT } from '../core/people/role-sets';
import { dayOf } from '../core/rules/calendar';
import type { Handler } from '../platform/call/dispatch';
import { cases } from '../platform/database/collections';
import type { Where } from '../platform/database/query';
import { _, find } from '../platform/database/store';
import { rowsByKey, rowsByNumber } from './desk-page';
import { afterKey, afterNumber } from './lists';
import { synonymsNow } from './synonyms';

type Find = (typeof caseContract)['case.find'];
type Search = z.output<Find['input']>;

const NUMBER = /^\d{4,8}(-\d{0,6})?$/;

/**
 * A desk by words, number and filters. Open cases come by the hours that are left, ended ones newest first, and what was
 * found by words newest first. Each is one range on one index (core/case/found-by.ts). Two round trips: person, page.
 *
 * @throws DomainError not_allowed for a desk that is not the caller's
 */
export const findCases: Handler<Find> = {
  may: CASE_STAFF,
  async run(search, { caller, now }) {
    const [person, thesaurus] = await Promise.all([caller.boundPerson(), synonymsFor(search, now)]);
    const scope = scopeOf(search, person);
    const words = search.words ?? '';
    const narrowed = filtersOf(search, person);
    if (NUMBER.test(words)) return byNumber(words, scope, narrowed, now);
    return words === ''
      ? byList(search, person, scope, narrowed, now)
      : byWords(termsFor(scope, words, thesaurus), search, narrowed, now);
  },
};

function scopeOf({ desk, departmentId }: Search, person: Person): DeskScope {
  if (desk === 'hotline') {
    ensure(holds(person, OPERATOR), 'not_allowed');
    return HOTLINE;
  }
  const isOversight = holds(person, OVERSIGHT);
  if (desk === 'college') {
    ensure(isOversight, 'not_allowed');
    return EVERYBODY;
  }
  if (departmentId === undefined) throw new DomainError('invalid_input', { departmentId: 'missing' });
  ensure(isOversight || holds(person, DEPARTMENT, departmentId), 'not_allowed');
  return departmentId;
}

/** Every filter as a condition on the case itself. */
function filtersOf(search: Search, person: Person): Where<Case> & { 'reply.outcome'?: string } {
  const { category, topicId, status, outcome, from, to } = search;
  const handlerId = search.isMine ? person._id : search.handlerId;
  const period = periodOf(from, to);
  return {
    ...(category === undefined ? {} : { category }),
    ...(topicId === undefined ? {} : { 'topic.id': topicId }),
    ...(status === undefined ? {} : { status }),
    ...(handlerId === undefined ? {} : { handlerId }),
    ...(outcome === undefined ? {} : { 'reply.outcome': outcome }),
    ...(period === undefined ? {} : { submittedAt: period }),
  };
}

function periodOf(from: number | undefined, to: number | undefined) {
  if (from !== undefined && to !== undefined) return _.gte(from).and(_.lt(to));
  if (from !== undefined) return _.gte(from);
  return to === undefined ? undefined : _.lt(to);
}

/** The narrowest list that there is for the filters. */
function facetOf(
  { category, topicId, status, outcome, handlerId, isMine }: Search,
  person: Person,
): Facet | undefined {
  const handler = isMine ? person._id : handlerId;
  if (handler !== undefined) return `handler:${handler}`;
  if (topicId !== undefined) return `topic:${topicId}`;
  if (outcome !== undefined) return `outcome:${outcome}`;
  if (category !== undefined) return `category:${category}`;
  return status === undefined ? undefined : `status:${status}`;
}

async function byList(
  search: Search,
  person: Person,
  scope: DeskScope,
  narrowed: ReturnType<typeof filtersOf>,
  now: number,
) {
  const isOpen = search.isOpen ?? true;
  const lists = listOf(scope, isOpen, facetOf(search, person));
  const key = keyRange(search, isOpen);
  const where: Where<Case> = { ...narrowed, lists, ...(key ? { dueKey: key } : {}) };
  return rowsByKey(where, now, isOpen ? 'asc' : 'desc');
}

/** The key of what is ended is its number, which begins with its day: a period is a range of it. */
function keyRange({ cursor, from, to }: Search, isOpen: boolean) {
  if (cursor !== undefined) afterKey(cursor);
  if (isOpen) return cursor === undefined ? undefined : _.gt(cursor);
  const ends = [cursor, to === undefined ? undefined : endedKey(dayOf(to - 1), '~')].filter(
    (end) => end !== undefined,
  );
  const below = ends.sort()[0];
  const start = from === undefined ? undefined : _.gte(endedKey(dayOf(from), ''));
  if (below === undefined) return start;
  return start ? start.and(_.lt(below)) : _.lt(below);
}

const ENDED = '9'.repeat(13);
const endedKey = (day: string, rest: string) => `${ENDED}:${day.replace(/-/g, '')}${rest}`;

/** Nobody reads the list of synonyms for a desk without words. */
const synonymsFor = ({ words = '' }: Search, now: number) =>
  words === '' || NUMBER.test(words) ? NO_SYNONYMS : synonymsNow(now);
const NO_SYNONYMS = thesaurusOf([]);

async function byWords(wanted: Wanted, search: Search, narrowed: ReturnType<typeof filtersOf>, now: number) {
  if (wanted.length === 0) return { cases: [], next: null };
  const { isOpen, cursor } = search;
  const state: Where<Case> = {
    ...narrowed,
    ...(isOpen === undefined ? {} : { isOpen }),
    ...afterNumber(cursor),
  };
  // A word that is said in one way stays a condition of its own, so that the index is entered by it.
  const [plain, named] = [
    wanted.filter((ways) => ways.length === 1),
    wanted.filter((ways) => ways.length > 1),
  ];
  const words = plain.flatMap((ways) => ways.flat()).map((terms) => ({ terms, ...state }));
  const things = named.map(inAnyWay);
  const where = _.and([...words, ...things, ...(words.length === 0 ? [state] : [])]);
  return rowsByNumber(where, now);
}

/** A thing by any of its names: one range of the index each. */
const inAnyWay = (ways: Wanted[number]) => _.or(ways.map((way) => _.and(way.map((terms) => ({ terms })))));

/** A number, or how one begins, as it is read out. */
async function byNumber(
  typed: string,
  scope: DeskScope,
  narrowed: ReturnType<typeof filtersOf>,
  now: number,
) {
  const lists = _.in([listOf(scope, true), listOf(scope, false)]);
  const number = /^\d{8}-\d{4,6}$/.test(typed) ? typed : _.gte(typed).and(_.lt(`${typed}~`));
  const where: Where<Case> = { ...narrowed, number, lists };
  const found = await find(cases, where, {
    order: [['number', 'desc']],
    limit: PAGE_SIZE,
    fields: DESK_ROW_FIELDS,
  });
  return { cases: found.map((entity) => deskRowOf(entity, now)), next: null };
}
