import { AUDITED } from '../core/people/audit';
import type { Person } from '../core/people/person';
import {
  accountRecord,
  attendanceRecord,
  bookingRecord,
  caseRecord,
  followRecord,
  logRecord,
  mailboxRecord,
  messageRecord,
  type OwnRecord,
  personRecord,
  questionRecord,
  seatRecord,
  voteRecord,
} from '../core/report/own-data';
import {
  accounts,
  attendance,
  audit,
  bookings,
  caseJoins,
  cases,
  mailboxes,
  messages,
  questions,
  seatQuestions,
} from '../platform/database/collections';
import { _, find, get } from '../platform/database/store';
import { categoryNames } from '../platform/database/topics';

/** Records of one answer: a case with its words has some kilobytes, an answer at most a megabyte. */
const PAGE = 30;

interface OwnPage {
  records: OwnRecord[];
  /** The id after which the part goes on, or null. */
  next: string | null;
}

/** In order of ids, so that a page goes on behind the last one. */
const inOrder = { order: [['_id', 'asc']], limit: PAGE } as const;

function pageOf<T extends { _id: string }>(
  found: readonly T[],
  recordOf: (document: T) => OwnRecord,
): OwnPage {
  return {
    records: found.map(recordOf),
    next: found.length === PAGE ? (found[found.length - 1]?._id ?? null) : null,
  };
}

/**
 * Everything that names the person, part by part. `test/account/own-data.test.ts` holds it against every field of the
 * store that names somebody.
 */
export const OWN_RECORDS = {
  async account(person, _after) {
    const [account, mailbox] = await Promise.all([
      person.openid === null ? null : get(accounts, person.openid),
      get(mailboxes, person._id),
    ]);
    const records = [personRecord(person)];
    if (account) records.push(accountRecord(account));
    if (mailbox) records.push(mailboxRecord(mailbox));
    return { records, next: null };
  },
  async bookings({ _id: personId }, after) {
    const [found, categoryOf] = await Promise.all([
      find(bookings, { personId, _id: _.gt(after) }, inOrder),
      categoryNames(Date.now()),
    ]);
    return pageOf(found, (booking) => bookingRecord(booking, categoryOf));
  },
  attendance: async ({ _id: personId }, after) =>
    pageOf(await find(attendance, { personId, _id: _.gt(after) }, inOrder), attendanceRecord),
  questions: async ({ _id: askerId }, after) =>
    pageOf(await find(questions, { askerId, _id: _.gt(after) }, inOrder), questionRecord),
  votes: async ({ _id }, after) =>
    pageOf(await find(questions, { voters: _id, _id: _.gt(after) }, inOrder), voteRecord),
  seats: async ({ _id: personId }, after) =>
    pageOf(await find(seatQuestions, { personId, _id: _.gt(after) }, inOrder), seatRecord),
  async cases({ _id: askerId }, after) {
    const [found, categoryOf] = await Promise.all([
      find(cases, { askerId, _id: _.gt(after) }, inOrder),
      categoryNames(Date.now()),
    ]);
    return pageOf(found, (entity) => caseRecord(entity, categoryOf));
  },
  async follows({ _id: personId }, after) {
    const joins = await find(caseJoins, { personId, _id: _.gt(after) }, inOrder);
    const ids = joins.map(({ caseId }) => caseId);
    const named = ids.length === 0 ? [] : await find(cases, { _id: _.in(ids) }, { fields: ['number'] });
    const numbers = new Map(named.map(({ _id, number }) => [_id, number]));
    return pageOf(joins, (join) => followRecord(join, numbers.get(join.caseId) ?? ''));
  },
  messages: async ({ _id: to }, after) =>
    pageOf(await find(messages, { to, _id: _.gt(after) }, inOrder), messageRecord),
  async log({ _id }, after) {
    const mine = _.or([
      { actor: _id, _id: _.gt(after) },
      { subject: _id, _id: _.gt(after) },
    ]);
    return pageOf(await find(audit, mine, inOrder), (entry) =>
      logRecord(entry, AUDITED[entry.what], entry.actor === _id),
    );
  },
} as const satisfies Record<string, (person: Person, after: string) => Promise<OwnPage>>;
