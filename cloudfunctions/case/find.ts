import type { z } from 'zod';
import type { caseContract } from '../contract/case';
import type { Case } from '../core/case/case';
import {
  type DeskScope,
  EVERYBODY,
  type Facet,
  HOTLINE,
  listOf,
  numbersOf,
  termsFor,
  type Wanted,
} from '../core/case/found-by';
import { DESK_ROW_FIELDS, deskRowOf } from '../core/case/row';
import { thesaurusOf } from '../core/case/synonyms';
import { DomainError, ensure } from '../core/domain-error';
import { PAGE_SIZE } from '../core/page';
import { holds, type Person } from '../core/people/person';
import { CASE_STAFF, DEPARTMENT, OPERATOR, OVERSIGHT } from '../core/people/role-sets';
import { addDays, dayOf, monthOf } from '../core/rules/calendar';
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
 * found by words newest first. Each is one range on one index (core/case/found-by.ts). Two round trips: person, page; one
 * more for digits with which no number begins.
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
    if (NUMBER.test(words)) {
      const numbered = await byNumber(words, scope, narrowed, now);
      // A room or a telephone looks like the beginning of a number.
      if (numbered.cases.length > 0 || words.includes('-')) return numbered;
    }
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
  const facet = facetOf(search, person);
  const months = isOpen ? monthsOf(search, now) : null;
  if (months?.length === 0) return { cases: [], next: null };
  const isBroad = facet === undefined || /^(category|status):/.test(facet);
  const lists =
    months !== null && isBroad
      ? _.in(months.map((month) => listOf(scope, true, `month:${month}`)))
      : listOf(scope, isOpen, facet);
  const key = keyRange(search, isOpen);
  const where: Where<Case> = { ...narrowed, lists, ...(key ? { dueKey: key } : {}) };
  return rowsByKey(where, now, isOpen ? 'asc' : 'desc');
}

/** More lists than these are not asked for at once: a period as long as that holds most of what is open anyway. */
const MONTHS_MAX = 24;

/** The months of a period with a beginning, or null: what is open is listed by its month. */
function monthsOf({ from, to }: Search, now: number): string[] | null {
  if (from === undefined) return null;
  const last = monthOf(to === undefined ? now : Math.min(now, to - 1));
  const months: string[] = [];
  for (let month = monthOf(from); month <= last; month = addDays(`${month}-01`, 31).slice(0, 7)) {
    if (months.length === MONTHS_MAX) return null;
    months.push(month);
  }
  return months;
}

/** The key of what is ended is its number, which begins with its day: a period is a range of it. */
function keyRange(search: Search, isOpen: boolean) {
  const { cursor } = search;
  if (cursor !== undefined) afterKey(cursor);
  if (isOpen) return cursor === undefined ? undefined : _.gt(cursor);
  return rangeOf(search, ENDED);
}

const ENDED = `${'9'.repeat(13)}:`;

/** Numbers of a period, or keys that end in them, before the cursor. */
function rangeOf({ cursor, from, to }: Search, before = '') {
  const startOf = (at: number) => `${before}${dayOf(at).replace(/-/g, '')}`;
  const ends = [cursor, to === undefined ? undefined : `${startOf(to - 1)}~`];
  const [below] = ends.filter((end) => end !== undefined).sort();
  const start = from === undefined ? undefined : _.gte(startOf(from));
  if (below === undefined) return start;
  return start ? start.and(_.lt(below)) : _.lt(below);
}

/** Nobody reads the list of synonyms for a desk without words. */
const synonymsFor = ({ words = '' }: Search, now: number) =>
  words === '' || NUMBER.test(words) ? NO_SYNONYMS : synonymsNow(now);
const NO_SYNONYMS = thesaurusOf([]);

async function byWords(wanted: Wanted, search: Search, narrowed: ReturnType<typeof filtersOf>, now: number) {
  if (wanted.length === 0) return { cases: [], next: null };
  const { isOpen, cursor } = search;
  if (cursor !== undefined) afterNumber(cursor);
  const number = rangeOf(search);
  const state: Where<Case> = {
    ...narrowed,
    ...(isOpen === undefined ? {} : { isOpen }),
    ...(number ? { number } : {}),
  };
  // The index is entered by the first condition: a word that is said in one way, or else each name of a thing.
  const entries = wanted.flatMap((ways) =>
    ways.length === 1
      ? (ways[0] ?? []).map((terms) => ({ terms, ...state }))
      : [{ terms: _.in([...new Set(ways.map(longestOf))]), ...state }],
  );
  const longNamed = wanted.filter((ways) => ways.length > 1 && ways.some((way) => way.length > 1));
  const where = _.and([...entries, ...longNamed.map(inAnyWay)]);
  return rowsByNumber(where, now);
}

const longestOf = (way: readonly string[]): string =>
  way.reduce((longest, term) => (term.length > longest.length ? term : longest), '');

/** A thing by any of its names, where one of them is several words that stand together. */
const inAnyWay = (ways: Wanted[number]) => _.or(ways.map((way) => _.and(way.map((terms) => ({ terms })))));

/** A number, or how one begins, as it is read out. */
async function byNumber(
  typed: string,
  scope: DeskScope,
  narrowed: ReturnType<typeof filtersOf>,
  now: number,
) {
  const number = /^\d{8}-\d{4,6}$/.test(typed) ? typed : _.gte(typed).and(_.lt(`${typed}~`));
  const where: Where<Case> = { ...narrowed, number, terms: numbersOf(scope) };
  const found = await find(cases, where, {
    order: [['number', 'desc']],
    limit: PAGE_SIZE,
    fields: DESK_ROW_FIELDS,
  });
  return { cases: found.map((entity) => deskRowOf(entity, now)), next: null };
}
