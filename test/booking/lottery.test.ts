import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Session } from '../../cloudfunctions/core/session/session';
import { type Product, startProduct } from '../cloud';
import { expectNoFindings, STAND_INS } from '../inspected';
import { atOnce, DAY, form, HOUR, MINUTE, openSession, SESSION_AT, seedCrowd } from './crowd';
import { bookingsOf, expectSound } from './stored';

const DRAW_AT = SESSION_AT - 72 * HOUR;
let product: Product;
let sessionId: string;
/** A booking of a session that there never was stands for an earlier one. */
let isPlanted = false;
afterEach(async () => {
  if (!isPlanted) await expectNoFindings(product, STAND_INS);
  await product.stop();
});

/** A session whose slots are drawn 72 hours before, by the rule book that was in force at its preview. */
async function open(changes: Parameters<typeof openSession>[1], now = DRAW_AT - 20 * MINUTE): Promise<void> {
  product = await startProduct({ now });
  await product.as('p-shen').call('account.changeRule', {
    version: 1,
    change: { path: 'booking.lotteryHours', value: 72 },
    reason: '名额紧张',
  });
  sessionId = await openSession(product, changes);
}
const book = (who: string) => product.as(who).call('booking.create', { sessionId, form: form() });
const mine = async (who: string) => (await product.as(who).call('session.get', { sessionId })).booking;
const draw = async () => {
  await product.cloud.clock.set(DRAW_AT + MINUTE);
  await product.cloud.clock.set(DRAW_AT + 13 * MINUTE);
};

const published = z.object({
  commitment: z.string(),
  entriesDigest: z.string(),
  entries: z.array(z.object({ entry: z.string(), pool: z.string(), lot: z.number() })),
  seed: z.string().nullable(),
  order: z.array(z.object({ pool: z.string(), entries: z.array(z.string()) })),
});
const readDraw = async () => {
  const { body } = await product.cloud.http('portal', { path: `/draws/${sessionId}` });
  return published.parse(JSON.parse(body));
};
const sha256 = (text: string) => createHash('sha256').update(text, 'ascii').digest('hex');

/** As somebody outside would draw again, from what is published alone. */
function drawnAgain({ seed, entriesDigest, entries }: z.output<typeof published>, pool: string): string[] {
  return entries
    .filter((entry) => entry.pool === pool)
    .map(({ entry, lot }) => [`${lot}${sha256(`${seed}|${entriesDigest}|${entry}`)}`, entry] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, entry]) => entry);
}

test('everybody can draw again; places go to the first and the waitlist is the order', async () => {
  await open({ speakingSlots: 3 });
  const accounts = await seedCrowd(product, 9);
  await atOnce(accounts, 3, book);
  expect(bookingsOf(product).map(({ status }) => status)).toEqual(accounts.map(() => 'waitlisted'));
  expect(await mine(accounts[0] ?? '')).toMatchObject({
    position: null,
    draw: { at: DRAW_AT, isDrawn: false },
  });
  const before = await readDraw();
  expect(before).toMatchObject({ seed: null, entries: [], order: [] });
  const early = (await product.as('nobody').call('session.draw', { sessionId })).draw;
  expect(early).toMatchObject({ seed: '', pools: [], own: '', commitment: before.commitment });

  await product.cloud.clock.set(DRAW_AT + MINUTE);
  const closed = await readDraw();
  expect(closed).toMatchObject({ seed: null, order: [], commitment: before.commitment });
  const lines = closed.entries.map(({ pool, entry, lot }) => `${pool}|${entry}|${lot}`).sort();
  expect(closed.entriesDigest).toBe(sha256(lines.join('\n')));

  await product.cloud.clock.set(DRAW_AT + 13 * MINUTE);
  const drawn = await readDraw();
  expect(drawn).toMatchObject({ entries: closed.entries, entriesDigest: closed.entriesDigest });
  expect(sha256(drawn.seed ?? '')).toBe(before.commitment);
  const pool = `${sessionId}:speak:any`;
  expect(drawn.order).toEqual([{ pool, entries: drawnAgain(drawn, pool) }]);
  const inTheApp = (await product.as(accounts[0] ?? '').call('session.draw', { sessionId })).draw;
  expect(inTheApp).toMatchObject({ seed: drawn.seed, entriesDigest: drawn.entriesDigest });
  expect(inTheApp?.pools.map(({ entries }) => entries.map(({ entry }) => entry))).toEqual([
    drawn.order[0]?.entries,
  ]);
  expect(inTheApp?.own).toBe(bookingsOf(product).find(({ personId }) => personId === 'crowd-0')?.entry);
  const byEntry = new Map(bookingsOf(product).map((booking) => [booking.entry, booking]));
  expect(drawn.order[0]?.entries.map((entry) => byEntry.get(entry)?.status)).toEqual([
    ...['confirmed', 'confirmed', 'confirmed'],
    ...accounts.slice(3).map(() => 'waitlisted'),
  ]);
  const fourth = byEntry.get(drawn.order[0]?.entries[3] ?? '');
  const account = accounts[Number(fourth?.personId.replace('crowd-', ''))] ?? '';
  expect(await mine(account)).toMatchObject({ status: 'waitlisted', position: 1 });
  expectSound(product);
  await product.cloud.tick('jobs');
  const told = product.cloud.read('messages').filter(({ kind }) => kind === 'booking_confirmed');
  expect(told).toHaveLength(3);
});

test('with fewer people than slots everybody has one, and the rest goes by time', async () => {
  await open({ speakingSlots: 5 });
  await book('p-lin');
  await book('p-zhou');
  await draw();
  expect(await mine('p-lin')).toMatchObject({ status: 'confirmed' });
  expect(await mine('p-zhou')).toMatchObject({ status: 'confirmed' });
  expect(await book('p-he')).toMatchObject({ status: 'confirmed', draw: null });
  expectSound(product);
});

test('who withdraws between the list and the seed leaves a gap, and the next has the place', async () => {
  await open({ speakingSlots: 1 });
  await book('p-lin');
  await book('p-zhou');
  await product.cloud.clock.set(DRAW_AT + MINUTE);
  await product.as('p-lin').call('booking.cancel', { sessionId });
  await product.cloud.clock.set(DRAW_AT + 13 * MINUTE);
  expect((await readDraw()).entries).toHaveLength(2);
  expect(await mine('p-lin')).toMatchObject({ status: 'cancelled' });
  // The first two places of the order are one slot: whoever is left has it, at once or offered.
  expect((await mine('p-zhou'))?.status).toMatch(/^(confirmed|offered)$/);
  expectSound(product);
});

test('first-time speakers come first, no-shows of the last session last, each within the split', async () => {
  await open({ speakingSlots: 2, quota: { student: 1, staff: 1 } });
  await book('p-lin');
  await book('p-zhou');
  await book('p-he');
  const people = product.cloud.read('people');
  const students = ['p-lin', 'p-zhou', 'p-he'].filter((who) =>
    people.some(({ _id, kind }) => _id === who && kind === 'student'),
  );
  const [veteran = '', ...fresh] = students;
  expect(fresh.length).toBeGreaterThan(0);
  const [own] = bookingsOf(product).filter(({ personId }) => personId === veteran);
  if (!own) throw new Error('the veteran has booked');
  isPlanted = true;
  await product.cloud.seed('bookings', [
    {
      ...own,
      _id: `session-0:${veteran}`,
      sessionId: 'session-0',
      sessionNumber: 0,
      voice: 'of an earlier session',
      status: 'attended',
      poolId: 'session-0:speak:any',
    },
  ]);
  await draw();
  expect(await mine(veteran)).toMatchObject({ status: 'waitlisted' });
  const { entries } = await readDraw();
  expect(entries.find(({ entry }) => entry === own.entry)?.lot).toBe(1);
  expect(entries.filter(({ lot }) => lot === 0)).toHaveLength(entries.length - 1);
});

test('a moved session draws at its new hour; one that is called off draws no more', async () => {
  await open({ speakingSlots: 1 });
  await book('p-lin');
  const move = { sessionId, startsAt: SESSION_AT + DAY, reason: '报告厅检修' };
  await product.as('p-wu').call('session.reschedule', move);
  await draw();
  expect(await mine('p-lin')).toMatchObject({ status: 'waitlisted', draw: { at: DRAW_AT + DAY } });
  await product.as('p-wu').call('session.callOff', { sessionId, reason: '台风' });
  await product.cloud.clock.set(DRAW_AT + DAY + 13 * MINUTE);
  const [session] = product.cloud.read('sessions') as unknown as Session[];
  expect(session?.lottery).toMatchObject({ closedAt: null, drawnAt: null });
  expect(await mine('p-lin')).toMatchObject({ status: 'cancelled' });
});

test('a session of a rule book without a draw has none', async () => {
  product = await startProduct({ now: DRAW_AT - 20 * MINUTE });
  sessionId = await openSession(product);
  expect((await product.as('p-lin').call('session.get', { sessionId })).session.lottery).toBeNull();
  const { status } = await product.cloud.http('portal', { path: `/draws/${sessionId}` });
  expect(status).toBe(404);
});
