import type { Case } from '../../cloudfunctions/core/case/case';
import {
  bookingPools,
  cases,
  mailboxes,
  people,
  sessions,
} from '../../cloudfunctions/platform/database/collections';
import type { GivenWhere, Where } from '../../cloudfunctions/platform/database/query';
import {
  _,
  aggregate,
  count,
  find,
  patchAt,
  put,
  remove,
  update,
  updateAndReturn,
  whereAt,
} from '../../cloudfunctions/platform/database/store';
import type { Transaction } from '../../cloudfunctions/platform/database/transaction';
import { patchOf, write } from '../../cloudfunctions/platform/database/versioned';
import { versionedCases } from '../../cloudfunctions/platform/database/versioned-cases';

// Never run: the compiler is the test. Each line under `@ts-expect-error` must not compile, and tsc fails where it does.

export async function conditions() {
  await find(sessions, { status: 'planned', startsAt: _.gt(0) });
  await find(sessions, { status: _.in(['planned', 'previewed']), month: _.gte('2026-11').and(_.lt('2027')) });
  await find(people, { 'roles.role': 'office', roles: [], openid: null });
  await find(cases, { 'commitment.state': _.in(['open', 'late']), coIds: 'd1', 'pictures.0.traceId': '' });
  await find(bookingPools, { 'holders.p1.at': _.lt(1) });
  await find(sessions, _.or([{ month: '2026-11' }, { status: 'live', date: '2026-11-26' }]));

  // @ts-expect-error a misspelt field
  await find(sessions, { statu: 'planned' });
  // @ts-expect-error a misspelt field beside a right one
  await count(sessions, { status: 'planned', startAt: _.gt(0) });
  const older = { startsAt: _.lt(1) };
  // @ts-expect-error a misspelt field beside a spread
  await find(sessions, { statu: 'planned', ...older });
  const misspelt = { status: 'planned' as const, startAt: 1 };
  // @ts-expect-error a misspelt field in a variable
  await remove(sessions, misspelt);
  // @ts-expect-error a misspelt field in one of several conditions
  await find(sessions, _.or([{ month: '2026-11' }, { dat: '2026-11-26' }]));
  // @ts-expect-error a misspelt field in a condition within a condition
  await find(sessions, _.and([{ month: '2026-11' }, _.or([{ date: '' }, { dat: '' }])]));
  // @ts-expect-error a misspelt path
  await find(people, { 'roles.rol': 'office' });
  // @ts-expect-error a path that begins wrongly
  await find(cases, { 'comitment.state': 'open' });
  // @ts-expect-error a path into a record that goes wrong at its end
  await find(bookingPools, { 'holders.p1.when': 1 });
  // @ts-expect-error a path beyond a plain value
  await find(sessions, { 'status.name': 'planned' });
  // @ts-expect-error a value that the field never has
  await find(sessions, { status: 'plannd' });
  // @ts-expect-error a value of another type
  await find(sessions, { startsAt: '2026-11-26' });
  // @ts-expect-error a comparison with another type
  await find(sessions, { startsAt: _.gt('2026-11-26') });
  // @ts-expect-error a value among others that the field never has
  await find(sessions, { status: _.in(['planned', 'plannd']) });
  // @ts-expect-error a value at a path that it never has
  await find(people, { 'roles.role': 'offic' });
  // @ts-expect-error an update is not a condition
  await find(sessions, { startsAt: _.inc(1) });
}

export async function fieldsNamedAtRunTime(key: string) {
  await find(bookingPools, { left: 0, ...whereAt(bookingPools, `holders.${key}.at`, _.lt(1)) });
  await update(mailboxes, { _id: '' }, patchAt(mailboxes, `credits.preview`, _.inc(1)));

  // @ts-expect-error the compiler would not know the name
  await find(bookingPools, { left: 0, [`holders.${key}.at`]: 1 });
  // @ts-expect-error the record is misspelt
  whereAt(bookingPools, `holder.${key}`, _.exists(false));
  // @ts-expect-error another type than there is at the path
  whereAt(bookingPools, `holders.${key}.at`, 'yesterday');
  // @ts-expect-error the record has no such keys
  patchAt(mailboxes, 'credits.nothing', _.inc(1));
}

export async function patches(transaction: Transaction) {
  await update(cases, { _id: '' }, { notices: [], hasNotice: false, 'reply.outcome': 'solved' });
  await update(sessions, { _id: '' }, { 'plan.topics': _.addToSet('食堂'), version: _.inc(1) });

  // @ts-expect-error a misspelt field
  await update(cases, { _id: '' }, { hasNotices: false });
  // @ts-expect-error a misspelt field beside a spread
  await update(cases, { _id: '' }, { hasNotices: false, ...{ isHeld: true } });
  // @ts-expect-error a misspelt path
  await update(sessions, { _id: '' }, { 'plan.topic': _.addToSet('食堂') });
  // @ts-expect-error a misspelt condition
  await update(cases, { id: '' }, { hasNotice: false });
  // @ts-expect-error a value of another type
  await update(cases, { _id: '' }, { hasNotice: 0 });
  // @ts-expect-error counted up, but not a number
  await update(cases, { _id: '' }, { hasNotice: _.inc(1) });
  // @ts-expect-error not an element of the array
  await update(sessions, { _id: '' }, { 'plan.topics': _.push([1]) });
  // @ts-expect-error a condition is not an update
  await update(bookingPools, { _id: '' }, { left: _.gt(0) });
  // @ts-expect-error a misspelt field
  await updateAndReturn(bookingPools, { _id: '' }, { lef: _.inc(1) });
  // @ts-expect-error a misspelt field in a transaction
  await transaction.update(bookingPools, '', { capacty: 1 });
  // @ts-expect-error a misspelt path in a transaction
  await transaction.find(people, { 'role.role': 'admin' });
}

export async function histories(transaction: Transaction, before: Case, after: Case) {
  await write(versionedCases, before, after);
  await update(cases, { _id: '' }, patchOf(before, after));

  // @ts-expect-error a history is not set
  await update(cases, { _id: '' }, { history: [] });
  // @ts-expect-error nor is an event of it
  await update(cases, { _id: '' }, { 'history.0.text': '' });
  // @ts-expect-error nor is it added to without a new version
  await update(sessions, { _id: '' }, { history: _.push([]) });
  // @ts-expect-error nor is one taken out of it
  await updateAndReturn(cases, { _id: '' }, { history: _.pull({}) });
  // @ts-expect-error nor in a transaction
  await transaction.update(cases, '', { history: [] });
  // @ts-expect-error what has a history is not removed
  await remove(cases, { _id: '' });
  // @ts-expect-error nor in a transaction
  await transaction.remove(cases, '');
  // @ts-expect-error it is not written over
  await put(cases, after);
  // @ts-expect-error nor in a transaction
  await transaction.put(cases, after);
  // @ts-expect-error a case is written by its commands only
  await write(cases, before, after);
}

export async function projections() {
  const [whole] = await find(cases, {}, { order: [['commitment.key', 'asc']] });
  const [part] = await find(cases, {}, { fields: ['number', 'reply.outcome'], order: [['number', 'desc']] });
  const known = [whole?.title, part?._id, part?.number, part?.reply?.outcome];
  // @ts-expect-error not asked for
  const title = part?.title;
  // @ts-expect-error only another field of it was asked for
  const text = part?.reply?.text;
  // @ts-expect-error a misspelt field
  await find(cases, {}, { fields: ['nummer'] });
  // @ts-expect-error a misspelt path
  await find(cases, {}, { fields: ['reply.outcom'] });
  // @ts-expect-error a misspelt order
  await find(cases, {}, { order: [['nummer', 'asc']] });
  // @ts-expect-error a misspelt path of an order
  await find(cases, {}, { order: [['commitment.kei', 'asc']] });
  return [known, title, text];
}

export async function aggregations() {
  await aggregate(cases, [{ match: { isOpen: true, 'commitment.state': 'open' } }, { limit: 1 }]).list();
  await aggregate(cases, [{ sort: { number: -1 } }, { match: { joined: [] } }]).list();

  // @ts-expect-error a misspelt field in the first match
  await aggregate(cases, [{ match: { isOpn: true } }, { limit: 1 }]).list();
  // @ts-expect-error a value of another type in the first match
  await aggregate(cases, [{ match: { isOpen: 1 } }]).list();
}

/** A function that passes a condition on keeps it as strict as a call. */
function passedOn<const W extends Where<Case>>(where: GivenWhere<Case, W>) {
  const checked: Where<Case> = where;
  return find(cases, checked);
}

export async function conditionsPassedOn() {
  await passedOn({ deskId: '', ...{ isDue: true } });
  // @ts-expect-error a misspelt field beside a spread
  await passedOn({ deskIt: '', ...{ isDue: true } });
}
