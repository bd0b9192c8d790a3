import type { caseContract } from '../contract/case';
import type { Case } from '../core/case/case';
import { holdsWords } from '../core/case/found-by';
import type { CaseJoin } from '../core/case/join';
import { PUBLIC_ROW_FIELDS, publicRowOf, ROW_FIELDS, rowOf } from '../core/case/row';
import { ensure } from '../core/domain-error';
import { PAGE_SIZE, pageOf } from '../core/page';
import type { Handler } from '../platform/call/dispatch';
import { caseJoins, cases } from '../platform/database/collections';
import type { Where } from '../platform/database/query';
import { _, aggregate, find } from '../platform/database/store';
import { synonymsNow } from './synonyms';

// Every list is one equality on an index, one range for the place to go on, and one order: its cost does not grow with
// the number of cases. Numbers and keys sort as text.

const READ = PAGE_SIZE + 1;

/** After a number, newest first. @throws DomainError invalid_input when it is not a cursor of ours */
export function afterNumber(cursor: string | undefined): Pick<Where<Case>, 'number'> {
  if (cursor === undefined) return {};
  ensure(/^\d{8}-\d{4,6}$/.test(cursor), 'invalid_input', { cursor: 'cursor_malformed' });
  return { number: _.lt(cursor) };
}

/** After a key, nearest first. @throws DomainError invalid_input when it is not a cursor of ours */
export function afterKey(cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  ensure(/^\d{13}:\d{8}-\d{4,6}$/.test(cursor), 'invalid_input', { cursor: 'cursor_malformed' });
  return _.gt(cursor);
}

/** Two round trips: person, page. */
export const myCases: Handler<(typeof caseContract)['case.mine']> = {
  may: 'bound',
  async run({ isOpen, words, cursor }, { caller, now }) {
    const { _id: askerId } = await caller.boundPerson();
    if (words !== undefined) return { cases: await ownWith(words, askerId, now), next: null };
    const where = { askerId, ...(isOpen === undefined ? {} : { isOpen }), ...afterNumber(cursor) };
    const found = await find(cases, where, { order: [['number', 'desc']], limit: READ, fields: ROW_FIELDS });
    const { page, next } = pageOf(found, ({ number }) => number);
    return { cases: page.map((entity) => rowOf(entity, now)), next };
  },
};

/** So many own cases are searched, newest first: nobody asks more in their years. */
const OWN_MAX = 500;

async function ownWith(words: string, askerId: string, now: number) {
  const [own, thesaurus] = await Promise.all([
    find(
      cases,
      { askerId },
      { order: [['number', 'desc']], limit: OWN_MAX, fields: [...ROW_FIELDS, 'text', 'place'] },
    ),
    synonymsNow(now),
  ]);
  const found = own.filter(
    (entity) => entity.number.startsWith(words) || holdsWords(entity, words, thesaurus),
  );
  return found.slice(0, PAGE_SIZE).map((entity) => rowOf(entity, now));
}

/** Two round trips: person, page with its cases. */
export const followedCases: Handler<(typeof caseContract)['case.followed']> = {
  may: 'bound',
  async run({ cursor }, { caller, now }) {
    const { _id: personId } = await caller.boundPerson();
    if (cursor !== undefined) afterKey(cursor);
    const found = await aggregate(caseJoins, [
      {
        match: { personId, isFollowing: true, ...(cursor === undefined ? {} : { key: _.lt(cursor) }) },
      },
      { sort: { key: -1 } },
      { limit: READ },
      { lookup: { from: 'cases', localField: 'caseId', foreignField: '_id', as: 'cases' } },
      { project: { 'cases.history': 0 } },
    ]).list<CaseJoin & { cases: Case[] }>();
    const { page, next } = pageOf(found, ({ key }) => key);
    return { cases: page.flatMap((join) => join.cases.map((entity) => publicRowOf(entity, now))), next };
  },
};

/** Where it lay when it was answered: another department may have it since it was sent back. */
const answeredBy = (departmentId: string) =>
  _.or([{ leadId: departmentId, asAnswered: _.exists(false) }, { 'asAnswered.leadId': departmentId }]);

/** Published cases, newest first. One round trip. */
export const publicCases: Handler<(typeof caseContract)['case.public']> = {
  may: 'anyone',
  showsWords: true,
  async run({ category, topicId, departmentId, cursor }, { now }) {
    const where = {
      isPublic: true,
      ...(category ? { category } : {}),
      ...(topicId ? { 'topic.id': topicId } : {}),
      ...afterNumber(cursor),
    };
    const found = await find(cases, departmentId ? _.and([where, answeredBy(departmentId)]) : where, {
      order: [['number', 'desc']],
      limit: READ,
      fields: PUBLIC_ROW_FIELDS,
    });
    const { page, next } = pageOf(found, ({ number }) => number);
    return { cases: page.map((entity) => publicRowOf(entity, now)), next };
  },
};

/** The last rung. One round trip. */
export const overdueCases: Handler<(typeof caseContract)['case.overdue']> = {
  may: 'anyone',
  showsWords: true,
  async run({ cursor }, { now }) {
    const after = afterKey(cursor);
    const found = await find(
      cases,
      { isOnOverdueList: true, isProtected: false, ...(after ? { dueKey: after } : {}) },
      { order: [['dueKey', 'asc']], limit: READ, fields: PUBLIC_ROW_FIELDS },
    );
    const { page, next } = pageOf(found, ({ dueKey }) => dueKey);
    return { cases: page.map((entity) => publicRowOf(entity, now)), next };
  },
};

/** Not those of protected reports, nor one made after a reopening, which would tell of it. */
const EVERYBODYS_PROMISES = { isProtected: false, 'commitment.isLater': _.exists(false) };

/** Every promise with its owner and its day. One round trip. */
export const commitments: Handler<(typeof caseContract)['case.commitments']> = {
  may: 'anyone',
  showsWords: true,
  async run({ state, cursor }) {
    const after = afterKey(cursor);
    const found = await find(
      cases,
      { 'commitment.state': state, ...EVERYBODYS_PROMISES, ...(after ? { 'commitment.key': after } : {}) },
      {
        order: [['commitment.key', 'asc']],
        limit: READ,
        fields: ['number', 'isPublic', 'published', 'category', 'responsibleId', 'commitment', 'asAnswered'],
      },
    );
    const { page, next } = pageOf(found, ({ commitment }) => commitment?.key ?? '');
    return {
      commitments: page.flatMap(
        ({ _id, number, isPublic, published, category, responsibleId, commitment, asAnswered }) =>
          commitment
            ? [
                {
                  caseId: _id,
                  number,
                  title: isPublic ? (published?.title ?? '') : '',
                  category,
                  departmentId: asAnswered ? asAnswered.departmentId : responsibleId,
                  text: isPublic ? (published?.reply ?? '') : '',
                  dueAt: commitment.dueAt,
                  state: commitment.state,
                  doneAt: commitment.doneAt,
                },
              ]
            : [],
      ),
      next,
    };
  },
};
