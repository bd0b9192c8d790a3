import { randomUUID } from 'node:crypto';
import type { Product } from '../cloud';
import { Refused } from '../cloud';
import { person, seedBookings, seedGuests, startThursday } from '../survey/thursday';

// What comes between two taps of the desk: another call, another choice, the end of the session, a second page.
/** More than a page of the desk's list. */
const LISTENERS = 205;
let product: Product;
let sessionId: string;
const office = () => product.as('p-wu');
const view = () => office().call('hall.view', { sessionId });
const wall = () => office().call('hall.wall', { sessionId });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'allowed',
    (error: unknown) => (error instanceof Refused ? error.code : String(error)),
  );

beforeAll(async () => {
  ({ product, sessionId } = await startThursday());
  await seedGuests(product, LISTENERS);
  await product.cloud.seed('people', [{ ...person('gone', '离校'), hasLeft: true }]);
  await seedBookings(product, sessionId, [
    { personId: 'p-lin', code: 'AAAAAA', title: '热水' },
    { personId: 'p-zhou', code: 'BBBBBB', title: '设备', isUnnamed: true },
    { personId: 'p-he', code: 'CCCCCC', title: '食堂' },
    { personId: 'p-gao', code: 'DDDDDD', title: '班车' },
    { personId: 'gone', code: 'EEEEEE', wish: 'listen' },
    ...Array.from({ length: LISTENERS }, (_none, index) => ({
      personId: `guest-${index}`,
      code: `G${index}`,
      wish: 'listen',
    })),
  ]);
  const cancelled = { _id: `${sessionId}:p-ma`, sessionId, personId: 'p-ma', status: 'cancelled' };
  await product.cloud.seed('bookings', [cancelled]);
  await office().call('hall.prepare', { sessionId });
  await office().call('hall.open', { sessionId });
});
afterAll(() => product?.stop());

async function idOf(askerId: string): Promise<string> {
  const found = (await view()).questions.find((question) => question.askerId === askerId);
  if (!found) throw new Error('not in the queue');
  return found.id;
}
const approve = async (askerId: string, isApproved = true) =>
  office().call('hall.approveTopic', {
    questionId: await idOf(askerId),
    isApproved,
    title: `题目 ${askerId.slice(2)}`,
  });

test('a speaker is moved before another, to the end, and stays there', async () => {
  const order = async () => (await view()).questions.map(({ askerId }) => askerId);
  const before = await order();
  const last = before.at(-1) ?? '';
  await office().call('hall.reorder', {
    questionId: await idOf(String(last)),
    before: await idOf(String(before[0])),
  });
  expect(await order()).toEqual([last, ...before.slice(0, -1)]);
  await office().call('hall.reorder', { questionId: await idOf(String(last)), before: null });
  expect(await order()).toEqual(before);
});

describe('the big screen', () => {
  test('says next only who still waits, is approved, and three at most', async () => {
    expect((await wall()).next).toEqual([]);
    for (const who of ['p-lin', 'p-zhou', 'p-he', 'p-gao']) await approve(who);
    expect((await wall()).next).toHaveLength(3);
    await approve('p-lin', false);
    await office().call('hall.call', { sessionId, questionId: await idOf('p-zhou') });
    expect((await wall()).next.map(({ title }) => title).sort()).toEqual(['题目 gao', '题目 he']);
    await approve('p-lin');
  });

  test('a call that is repeated late calls back nobody whom another call has replaced', async () => {
    const requestId = randomUUID();
    const first = { sessionId, questionId: await idOf('p-lin') };
    for (const who of ['p-lin', 'p-he']) await approve(who);
    await office().call('hall.call', first, requestId);
    expect((await wall()).current?.title).toBe('题目 lin');
    await office().call('hall.call', { sessionId, questionId: await idOf('p-he') });
    await office().call('hall.call', first, requestId);
    expect((await wall()).current?.title).toBe('题目 he');
  });

  test('passing over somebody who is not on it leaves it as it is; somebody who is leaves it empty', async () => {
    await approve('p-he');
    await office().call('hall.call', { sessionId, questionId: await idOf('p-he') });
    await office().call('hall.skip', { questionId: await idOf('p-gao'), reason: '没来' });
    expect((await wall()).current?.title).toBe('题目 he');
    await office().call('hall.skip', { questionId: await idOf('p-he'), reason: '' });
    expect((await wall()).current).toBeNull();
    const states = (await view()).questions.map(({ askerId, state }) => [askerId, state]);
    expect(states).toEqual(
      expect.arrayContaining([
        ['p-gao', 'skipped'],
        ['p-he', 'skipped'],
      ]),
    );
  });

  test('a pass that is repeated late passes over nobody who was called back', async () => {
    const requestId = randomUUID();
    const skipped = { questionId: await idOf('p-lin'), reason: '没来' };
    await approve('p-lin');
    await office().call('hall.call', { sessionId, questionId: skipped.questionId });
    await office().call('hall.skip', skipped, requestId);
    await office().call('hall.call', { sessionId, questionId: await idOf('p-lin') });
    await office().call('hall.skip', skipped, requestId);
    expect((await wall()).current?.title).toBe('题目 lin');
  });

  test('names who stands by the question, and nobody else', async () => {
    for (const who of ['p-lin', 'p-zhou']) await approve(who);
    await office().call('hall.call', { sessionId, questionId: await idOf('p-lin') });
    expect((await wall()).current?.asker).toContain('林');
    await office().call('hall.call', { sessionId, questionId: await idOf('p-zhou') });
    expect((await wall()).current).toMatchObject({ title: '题目 zhou', asker: '' });
  });

  test('a leader reads along without learning who asks unnamed', async () => {
    const seen = await product.as('p-zheng').call('hall.view', { sessionId });
    expect(seen.mayRun).toBe(false);
    expect(JSON.stringify(seen)).not.toContain('p-zhou');
    expect(JSON.stringify(await view())).toContain('p-zhou');
  });
});

describe('the list of those who were there', () => {
  const listed = async () =>
    (await product.as('nobody').call('hall.attendees', { sessionId })).people.map(({ name }) => name);
  const list = (isListed: boolean, requestId: string = randomUUID()) =>
    product.as('guest-3').call('hall.listMe', { sessionId, isListed }, requestId);

  test('has nobody who has not said so, and nobody who took it back, even when the first tap comes again', async () => {
    expect(await codeOf(list(true))).toBe('not_checked_in');
    await office().call('hall.deskCheckIn', {
      sessionId,
      entries: ['guest-3', 'guest-4'].map((personId) => ({ entryId: randomUUID(), personId, ageMs: 0 })),
    });
    expect(await listed()).toEqual([]);
    const requestId = randomUUID();
    await list(true, requestId);
    expect(await listed()).toEqual(['来宾3']);
    await list(false);
    expect(await list(true, requestId)).toEqual({ isListed: false });
    expect(await listed()).toEqual([]);
  });
});

test('the desk’s list is read to its end: everybody with a place, once, nobody who cancelled or has left', async () => {
  const people: string[] = [];
  const sizes: number[] = [];
  for (let cursor: string | null = ''; cursor !== null && sizes.length < 4; ) {
    const page: { people: Array<{ personId: string }>; next: string | null } = await office().call(
      'hall.deskList',
      {
        sessionId,
        ...(cursor && { cursor }),
      },
    );
    people.push(...page.people.map(({ personId }) => personId));
    sizes.push(page.people.length);
    cursor = page.next;
  }
  expect(sizes).toHaveLength(2);
  expect(new Set(people).size).toBe(people.length);
  expect(people).toHaveLength(LISTENERS + 4);
  expect(people.filter((id) => ['gone', 'p-ma'].includes(id))).toEqual([]);
});

test('after the close nobody moves, calls or passes over anybody', async () => {
  await office().call('hall.skip', { questionId: await idOf('p-zhou'), reason: '' });
  await office().call('hall.skip', { questionId: await idOf('p-lin'), reason: '' });
  await office().call('hall.close', { sessionId });
  const questionId = await idOf('p-lin');
  expect(await codeOf(office().call('hall.reorder', { questionId, before: null }))).toBe('wrong_stage');
  expect(await codeOf(office().call('hall.call', { sessionId, questionId }))).toBe('wrong_stage');
  expect(await codeOf(office().call('hall.skip', { questionId, reason: '' }))).toBe('wrong_stage');
});
