import '../booking/sdk-environment';
import * as everyCollection from '../../cloudfunctions/platform/database/collections';
import { AFTER_LEAVING } from '../../dev/inspect/leaving';
import { REFERENCES } from '../../dev/inspect/references';
import { form, HOUR, MINUTE, openSession, SESSION_AT, START } from '../booking/crowd';
import { inHand, send } from '../case/people';
import { cast, type Product, startProduct } from '../cloud';
import { expectNoFindings, STAND_INS } from '../inspected';

const KINDS = { student: '学生', staff: '教职工' };
/** The roster of the cast without those numbers: whoever has one of them leaves. */
const rosterWithout = (...numbers: string[]) =>
  [
    '号码,姓名,类别,单位',
    ...cast.people
      .filter(({ number }) => !numbers.includes(number))
      .map(({ number, name, kind, unit }) => `${number},${name},${KINDS[kind]},${unit}`),
  ].join('\n');

let product: Product;
beforeEach(async () => {
  product = await startProduct({ now: START, env: { CASE_SECRET: 'a secret of the test' } });
});
afterEach(async () => {
  await expectNoFindings(product, STAND_INS);
  // A new field that names a person has to say what becomes of it.
  expect(fieldsWithPeople().filter((field) => AFTER_LEAVING[field] === undefined)).toEqual([]);
  await product.stop();
});

/** Every stored field that holds the id of somebody of the cast, as `collection.path`. */
function fieldsWithPeople(): string[] {
  const people = new Set(cast.people.map(({ _id }) => _id));
  const found = new Set<string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string' && people.has(value)) found.add(path);
    else if (Array.isArray(value)) for (const element of value) walk(element, path);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
  };
  for (const { name } of Object.values(everyCollection)) walk(product.cloud.read(name), name);
  return [...found].sort();
}

test('each reference to a person says what becomes of it when they leave', () => {
  const fields = REFERENCES.filter(({ to }) => to === 'people').map(({ of, field }) => `${of}.${field}`);
  expect(fields.filter((field) => AFTER_LEAVING[field] === undefined)).toEqual([]);
});

async function leave(...numbers: string[]): Promise<void> {
  const csv = rosterWithout(...numbers);
  const { left } = await product.as('p-shen').call('account.importRoster', { csv, isDryRun: true });
  await product.as('p-shen').call('account.importRoster', { csv, leaving: left });
  await product.cloud.clock.advance(2 * MINUTE);
}
const bookingOf = (who: string) =>
  product.cloud.read('bookings').find(({ personId }) => personId === who) ?? {};
const inboxOf = (who: string) =>
  product.cloud.read('messages').filter(({ to, kind }) => to === who && kind === 'staff_left');

test('a booked speaker who leaves gives up place and form, and the place is offered on', async () => {
  const sessionId = await openSession(product, { speakingSlots: 1 });
  for (const who of ['p-lin', 'p-zhou'])
    await product.as(who).call('booking.create', { sessionId, form: form({ phone: '13800000000' }) });
  await leave('20240101');
  expect(bookingOf('p-lin')).toMatchObject({ status: 'cancelled', form: null, rank: null });
  expect(bookingOf('p-zhou')).toMatchObject({ status: 'offered' });
});

test('whoever waits and leaves waits no more, and an open offer goes to the next', async () => {
  const sessionId = await openSession(product, { speakingSlots: 1 });
  for (const who of ['p-lin', 'p-zhou', 'p-he', 'p-gao'])
    await product.as(who).call('booking.create', { sessionId, form: form() });
  await product.as('p-lin').call('booking.cancel', { sessionId });
  expect(bookingOf('p-zhou')).toMatchObject({ status: 'offered' });
  await leave('20240215', '20250308');
  expect(bookingOf('p-zhou')).toMatchObject({ status: 'cancelled', form: null });
  expect(bookingOf('p-he')).toMatchObject({ status: 'cancelled', form: null });
  expect(bookingOf('p-gao')).toMatchObject({ status: 'offered' });
});

test('who stands in the queue of the hall and leaves is passed over, and not counted as absent', async () => {
  const sessionId = await openSession(product);
  await product.as('p-lin').call('booking.create', { sessionId, form: form() });
  await product.cloud.clock.set(SESSION_AT - HOUR);
  await product.as('p-wu').call('hall.prepare', { sessionId });
  await leave('20240101');
  expect(product.cloud.read('questions')).toMatchObject([{ state: 'skipped', askerId: 'p-lin' }]);
  expect(bookingOf('p-lin')).toMatchObject({ status: 'cancelled' });
});

describe('the open case of somebody who left', () => {
  test('goes on without its pause, lies with the office until it decides, and tells nobody who is gone', async () => {
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    await product.as('p-ma').call('case.askMore', { caseId, text: '哪一层？' });
    await leave('20240101');
    const { cases } = await product.as('p-wu').call('case.desk', { box: 'left' });
    expect(cases).toMatchObject([{ id: caseId, waitsFor: 'leaver' }]);
    const told = () => product.cloud.read('messages').filter(({ to }) => to === 'p-lin').length;
    const before = told();
    const view = await product.as('p-wu').call('case.get', { caseId });
    expect(view).toMatchObject({ question: '', actions: expect.arrayContaining(['judgeLeaver']) });

    await product.as('p-wu').call('case.judgeLeaver', { caseId, isClosed: false, reason: '同楼的人还要用' });
    expect((await product.as('p-wu').call('case.desk', { box: 'left' })).cases).toEqual([]);
    await product.cloud.clock.advance(5 * 24 * HOUR);
    expect(told()).toBe(before);
  });

  test('may be closed with a reason, as what it is and not as solved', async () => {
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    await leave('20240101');
    const closed = await product
      .as('p-wu')
      .call('case.judgeLeaver', { caseId, isClosed: true, reason: '宿舍已退，不再需要' });
    expect(closed).toMatchObject({ status: 'closed', closing: 'asker_left' });
    expect(product.cloud.read('cases')).toMatchObject([{ verdict: null, isOpen: false }]);
  });

  test('is not for the office to close while the asker is there', async () => {
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    await expect(
      product.as('p-wu').call('case.judgeLeaver', { caseId, isClosed: true, reason: '不办了' }),
    ).rejects.toMatchObject({ code: 'wrong_case_stage' });
  });
});

test('a handler who leaves works on nothing any more, and the office hears that nobody is left', async () => {
  const { caseId } = await send(product, 'p-lin');
  await inHand(product, caseId);
  await leave('T10088');
  const [entity] = product.cloud.read('cases');
  expect(entity).toMatchObject({ _id: caseId, handlerId: null, handlerName: '', responsibleId: 'logistics' });
  expect(inboxOf('p-wu')).toMatchObject([{ body: expect.stringContaining('马建国') }]);
  expect(inboxOf('p-wu')[0]?.body).toMatch(/后勤保障处.*空缺/);
  expect(inboxOf('p-shen')).toHaveLength(1);
});

test('the leader in charge who leaves is in charge of nothing, and the office hears of each department', async () => {
  await product.as('p-shen').call('account.saveDepartment', {
    departmentId: 'logistics',
    name: '后勤保障处',
    headName: '',
    leaderId: 'p-zheng',
    reason: '分工',
  });
  await leave('T10001');
  const logistics = product.cloud.read('departments').find(({ _id }) => _id === 'logistics');
  expect(logistics?.leaderId).toBeUndefined();
  expect(inboxOf('p-luo').map(({ body }) => body)).toEqual([
    expect.stringMatching(/校领导.*空缺/),
    expect.stringMatching(/分管后勤保障处/),
  ]);
});

test('the last operator and one of two of the office: the office hears what is left', async () => {
  await leave('T10052', 'T10034');
  const bodies = inboxOf('p-wu').map(({ body }) => String(body));
  expect(bodies).toHaveLength(2);
  expect(bodies.find((body) => body.includes('唐丽'))).toMatch(/空缺/);
  expect(bodies.find((body) => body.includes('罗家明'))).not.toMatch(/空缺/);
});

test('follows stop, and so does what was to be sent', async () => {
  const { caseId } = await send(product, 'p-zhou');
  await inHand(product, caseId);
  const words = { title: '热水', text: '热水时断时续', reply: '', kept: [] };
  await product.as('p-wu').call('case.publish', { caseId, ...words });
  await product.as('p-lin').call('case.join', { caseId });
  await product.as('p-lin').call('account.consent', { accepted: ['case_progress'], rejected: [] });
  await leave('20240101');
  expect(product.cloud.read('case_joins')).toMatchObject([{ hasJoined: true, isFollowing: false }]);
  expect(product.cloud.read('mailboxes').map(({ _id }) => _id)).not.toContain('p-lin');
});
