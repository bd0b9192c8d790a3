import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Input, Output } from '../../cloudfunctions/contract';
import { loadDemo } from '../../dev/demo/load';
import { REFERENCES } from '../../dev/inspect/references';
import { root } from '../../dev/root';
import { OWN_PARTS, type OwnPart } from '../../miniprogram/shared/own-data';
import { form as bookingForm, openSession } from '../booking/crowd';
import { MINUTE, MONDAY, send } from '../case/people';
import { type Product, startProduct } from '../cloud';

let product: Product;
let demo: Product;
beforeAll(async () => {
  const env = { CASE_SECRET: 'a secret of the test' };
  product = await startProduct({ now: MONDAY, liveTimers: false, env });
  demo = await startProduct({ isEmpty: true, now: MONDAY, liveTimers: false, env });
  await loadDemo(demo.cloud);
});
afterAll(() => Promise.all([product?.stop(), demo?.stop()]));

const folder = path.join(root, 'cloudfunctions/database');
const databaseFile = z.object({ collections: z.array(z.object({ name: z.string() })).default([]) });
const collections = readdirSync(folder).flatMap((name) =>
  databaseFile
    .parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8')))
    .collections.map((collection) => collection.name),
);

const parts = Object.keys(OWN_PARTS) as OwnPart[];

/** A part to its end, as the page reads it. */
async function wholePart(of: Product, who: string, part: OwnPart) {
  const records: Output<'account.ownData'>['records'] = [];
  for (let cursor: string | undefined; ; ) {
    const input: Input<'account.ownData'> =
      cursor === undefined ? { section: part } : { section: part, cursor };
    const page = await of.as(who).call('account.ownData', input);
    records.push(...page.records);
    if (page.next === null) return records;
    cursor = page.next;
  }
}

test('everything that somebody wrote and did is given to them, and nothing of anybody else', async () => {
  const sessionId = await openSession(product);
  const lin = product.as('p-lin');
  await lin.call('booking.create', {
    sessionId,
    form: bookingForm({ phone: '13800138000', title: '热水', detail: '想问热水' }),
  });
  await product.as('p-he').call('booking.create', { sessionId, form: bookingForm({ title: '别人的' }) });
  await send(product, 'p-lin', { title: '我的诉求', phone: '13800138000' });
  await send(product, 'p-lin', {
    title: '匿名的诉求',
    identity: 'anonymous',
    receiptSeed: 'ab'.repeat(16),
  });
  await send(product, 'p-he', { title: '别人的诉求' });
  await product.as('p-shen').call('account.grantRole', {
    personId: 'p-lin',
    grant: { role: 'observer' },
    reason: '担任观察员',
  });
  await product.cloud.clock.advance(MINUTE);
  await product.cloud.tick('jobs');
  const said = Object.fromEntries(
    await Promise.all(
      parts.map(async (part) => [part, JSON.stringify(await wholePart(product, 'p-lin', part))] as const),
    ),
  );
  expect(said.account).toMatch(/林小满.*观察员/);
  expect(said.bookings).toMatch(/13800138000.*想问热水/);
  expect(said.cases).toContain('我的诉求');
  expect(said.log).toContain('担任观察员');
  expect(said.messages).not.toBe('[]');
  expect(JSON.stringify(said)).not.toMatch(/别人的|匿名的诉求/);
});

test('a part that is longer than a page is given to its end, each record once', async () => {
  const messages = Array.from({ length: 65 }, (_none, index) => ({
    _id: `preview:${index}:p-zhou`,
    to: 'p-zhou',
    kind: 'preview',
    at: MONDAY,
    title: `第 ${index} 条`,
    body: '内容',
    opens: { page: 'session', id: 'session-1' },
    push: {},
    fanOut: 'done',
    fanOutAfter: '',
  }));
  await product.cloud.seed('messages', messages);
  const titles = (await wholePart(product, 'p-zhou', 'messages')).map(({ title }) => title);
  expect(titles.filter((title) => /^第/.test(title)).sort()).toEqual(
    messages.map(({ title }) => title).sort(),
  );
});

test('it is given to nobody who is not bound', async () => {
  await expect(
    product.as('o-stranger').call('account.ownData', { section: 'account' }),
  ).rejects.toMatchObject({
    code: 'not_bound',
  });
});

test('a telephone is put right, or taken out, wherever it may still be called, and nowhere else', async () => {
  const open = await send(product, 'p-gao', { phone: '13800000001' });
  const ended = await send(product, 'p-gao', { phone: '13800000001' });
  const without = await send(product, 'p-gao', { phone: '' });
  const gao = product.as('p-gao');
  await gao.call('case.withdraw', { caseId: ended.caseId, reason: '已解决' });
  await gao.call('booking.create', { sessionId: 'session-1', form: bookingForm({ phone: '13800000001' }) });
  const phones = () =>
    Object.fromEntries(product.cloud.read('cases').map(({ _id, phone }) => [_id, phone] as const));
  expect(await gao.call('account.correctPhone', { phone: '13900000002' })).toEqual({ changed: 2 });
  // Typed once more it stands in the same places.
  expect(await gao.call('account.correctPhone', { phone: '13900000002' })).toEqual({ changed: 2 });
  expect(phones()).toMatchObject({
    [open.caseId]: '13900000002',
    [ended.caseId]: '13800000001',
    [without.caseId]: '',
  });
  expect(JSON.stringify(await wholePart(product, 'p-gao', 'bookings'))).toContain('13900000002');
  await gao.call('account.correctPhone', { phone: '' });
  expect(phones()[open.caseId]).toBe('');
  await expect(gao.call('account.correctPhone', { phone: 'abc' })).rejects.toMatchObject({
    code: 'invalid_input',
    fields: { phone: 'phone_malformed' },
  });
});

/** Fields that name a person, and the part of the own data that gives what stands there. */
const GIVEN: Readonly<Record<string, OwnPart>> = {
  'people._id': 'account',
  'accounts.personId': 'account',
  'mailboxes._id': 'account',
  'bookings._id': 'bookings',
  'bookings.personId': 'bookings',
  'attendance._id': 'attendance',
  'attendance.personId': 'attendance',
  'questions.askerId': 'questions',
  'questions.voters': 'votes',
  'seat_questions.personId': 'seats',
  'cases.askerId': 'cases',
  'case_joins._id': 'follows',
  'case_joins.personId': 'follows',
  'messages._id': 'messages',
  'messages.to': 'messages',
  'audit.actor': 'log',
  'audit.subject': 'log',
};

const AS_STAFF = 'an act of staff, part of the record of the case, card, survey or session it is about';
const AT_THE_TABLE = 'who sits at the table of a session, which everybody reads by name and office';
const IN_ANOTHER = 'says again what stands in a part that is given';

/** Every other field that names a person, each with why it is not given. */
const NOT_GIVEN: Readonly<Record<string, string>> = {
  'departments.leaderId': 'an office that is public',
  'attendance.voice': 'a digest by which an account has one voice; it says nothing more',
  'issue_records.voice': 'a digest by which an account has one voice; it says nothing more',
  'cases.draft.standIn.leaderId': AS_STAFF,
  'cards.rectification.notes.by': AS_STAFF,
  'attendance.desk.by': AS_STAFF,
  'attendance.desk.confirmedBy': AS_STAFF,
  'booking_pools.holders': IN_ANOTHER,
  'bookings.history.actor': IN_ANOTHER,
  'bookings.notices.to': IN_ANOTHER,
  'bookings.notices.subject': IN_ANOTHER,
  'cards.history.actor': AS_STAFF,
  'cards.appeal.by': AS_STAFF,
  'cases.draft.authorId': AS_STAFF,
  'cases.handlerId': AS_STAFF,
  'cases.history.personId': AS_STAFF,
  'cases.recordedBy': AS_STAFF,
  'cases.lists': 'which desks list it, derived from who has it in hand',
  'cases.supervisions.orderedById': AS_STAFF,
  'complaints.decidedBy': AS_STAFF,
  'deliveries._id': IN_ANOTHER,
  'deliveries.messageId': IN_ANOTHER,
  'deliveries.personId': IN_ANOTHER,
  'halls.closedBy': AS_STAFF,
  'issue_records._id': 'that credentials were given follows from having been there; which ones nobody knows',
  'ledgers.personId': AS_STAFF,
  'observer_keys._id': 'the key of an office as observer, which everybody may compare',
  'minutes.savedBy': AS_STAFF,
  'minutes.history.actor': AS_STAFF,
  'questions.history.actor': AS_STAFF,
  'questions.origin': IN_ANOTHER,
  'unmatched_entries.personId': IN_ANOTHER,
  'unmatched_entries.by': AS_STAFF,
  'sessions.history.actor': AS_STAFF,
  'sessions.plan.chair.personId': AT_THE_TABLE,
  'sessions.plan.attendees.personId': AT_THE_TABLE,
  'sessions.present.chair.personId': AT_THE_TABLE,
  'sessions.present.attendees.personId': AT_THE_TABLE,
  'surveys.history.actor': AS_STAFF,
};

test('every field that names a person is in the own data or says why not: fifteen sessions of history', () => {
  const people = new Set(demo.cloud.read('people').map(({ _id }) => String(_id)));
  const fields = new Set(namingFields(demo, people));
  for (const { of, field, to } of REFERENCES) if (to === 'people') fields.add(`${of}.${field}`);
  const unknown = [...fields].filter((field) => !(field in GIVEN) && !(field in NOT_GIVEN));
  expect(unknown.sort()).toEqual([]);
});

test('no collection of ratings names a person', () => {
  const people = new Set(demo.cloud.read('people').map(({ _id }) => String(_id)));
  const naming = new Set(namingFields(demo, people).map((field) => field.split('.')[0]));
  for (const name of ['ballots', 'remark_shards', 'remarks', 'sealed_boxes', 'counted_lists', 'results'])
    expect([name, naming.has(name)]).toEqual([name, false]);
});

/** Paths in the store, without places in lists, at which an id of a person stands, alone or in a longer id. */
function namingFields({ cloud }: Product, people: ReadonlySet<string>): string[] {
  const names = (text: string) => text.split(/[:.]/).some((piece) => people.has(piece));
  const found = new Set<string>();
  const look = (path: string, value: unknown): void => {
    if (typeof value === 'string') {
      if (names(value)) found.add(path);
    } else if (Array.isArray(value)) for (const element of value) look(path, element);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        if (names(key)) found.add(path);
        else look(`${path}.${key}`, inner);
      }
  };
  for (const collection of collections)
    for (const document of cloud.read(collection)) look(collection, document);
  return [...found];
}
