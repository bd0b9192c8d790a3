import { randomUUID } from 'node:crypto';
import { hallCode, stepAt } from '../../cloudfunctions/core/hall/code';
import type { Product } from '../cloud';
import { stopInspected } from '../inspected';
import { chapter, step } from '../story';
import { Phone, screenCode } from '../survey/phone';
import { MINUTE, makeKeys, seedBookings, seedGuests, startThursday } from '../survey/thursday';

let product: Product;
let sessionId: string;
const office = () => product.as('p-wu');
interface Entry {
  personId?: string;
  number?: string;
  code?: string;
  ageMs?: number;
  entryId?: string;
}
const desk = (entries: readonly Entry[]) =>
  office().call('hall.deskCheckIn', {
    sessionId,
    entries: entries.map((entry) => ({ entryId: randomUUID(), ageMs: 0, ...entry })),
  });
const attendanceOf = (personId: string) =>
  product.cloud.read('attendance').filter((entry) => entry.personId === personId);

const start = step('half past three, and the keys are still to be made', [], async () => {
  ({ product, sessionId } = await startThursday({ hasKeys: false }));
  await seedGuests(product, 40);
  await seedBookings(product, sessionId, [
    { personId: 'p-lin', code: 'ABC234' },
    { personId: 'p-he', code: 'XYZ789', wish: 'listen' },
  ]);
});
// Bookings are seeded beside their pool.
afterAll(() => product && stopInspected(product, { apartFrom: ['booking-state', 'pool-places'] }));

const { keyed } = chapter('before the keys are made', () => {
  const keyed = step(
    'people come in all the same, and fetch credentials once there are keys',
    [start],
    async () => {
      const phone = new Phone(product, 'guest-0');
      await expect(phone.blind(sessionId)).rejects.toMatchObject({ code: 'keys_not_ready' });
      const code = await screenCode(product, sessionId);
      const answer = await phone.me.call('hall.checkIn', { sessionId, code, blinded: [] });
      expect(answer).toMatchObject({ isFirst: true, issue: null, hasIssued: false });
      // Half a set is there when the next one comes; the process must not keep it and sign for nobody ever after.
      await product.cloud.tick('jobs');
      await product.cloud.clock.advance(11_000);
      const later = await screenCode(product, sessionId);
      await product.as('guest-9').call('hall.checkIn', { sessionId, code: later, blinded: [] });
      await makeKeys(product);
      const fetched = await phone.me.call('hall.fetchCredentials', {
        sessionId,
        blinded: await phone.blind(sessionId),
      });
      phone.accept(fetched.issue?.signatures ?? []);
      expect(phone.wallet?.credentials.every(({ state }) => state === 'issued')).toBe(true);
    },
    // Forty real keys are made.
  );

  return { keyed };
});

const { scanned, scannedOnce } = chapter('checking in with the phone', () => {
  const scanned = step(
    'takes four round trips where the room was not looked at for a while, and three after that',
    [keyed],
    async () => {
      const counted: number[] = [];
      await product.cloud.clock.advance(11_000);
      for (const who of ['guest-1', 'guest-2']) {
        const phone = new Phone(product, who);
        const code = await screenCode(product, sessionId);
        const blinded = await phone.blind(sessionId);
        const { result, count } = await product.cloud.countRoundTrips(() =>
          phone.me.call('hall.checkIn', { sessionId, code, blinded }),
        );
        expect(result).toMatchObject({ isFirst: true, hasIssued: true });
        counted.push(count);
      }
      expect(counted).toEqual([4, 3]);
    },
  );

  const scannedOnce = step(
    'happens once: a second scan says when the first was, and has the same answer for the same serials',
    [keyed],
    async () => {
      const phone = new Phone(product, 'p-lin');
      const code = await screenCode(product, sessionId);
      const blinded = await phone.blind(sessionId);
      const first = await phone.me.call('hall.checkIn', { sessionId, code, blinded });
      const second = await phone.me.call('hall.checkIn', { sessionId, code, blinded });
      expect(first).toMatchObject({ isFirst: true, wish: 'speak', name: '林小满' });
      expect(second).toEqual({ ...first, isFirst: false });
      expect(attendanceOf('p-lin')).toHaveLength(1);
    },
  );

  step(
    'never gives a second set: other serials get none, wherever they are asked from',
    [scannedOnce],
    async () => {
      const phone = new Phone(product, 'p-lin');
      const code = await screenCode(product, sessionId);
      const blinded = await phone.blind(sessionId);
      const again = await phone.me.call('hall.checkIn', { sessionId, code, blinded });
      expect(again).toMatchObject({ issue: null, hasIssued: true });
      await expect(phone.me.call('hall.fetchCredentials', { sessionId, blinded })).rejects.toMatchObject({
        code: 'credentials_taken',
      });
    },
  );

  step(
    'gives a lost answer again when the code has long changed; a stranger with that code stays outside',
    [keyed],
    async () => {
      const phone = new Phone(product, 'guest-3');
      const code = await screenCode(product, sessionId);
      const blinded = await phone.blind(sessionId);
      const requestId = randomUUID();
      const first = await phone.me.call('hall.checkIn', { sessionId, code, blinded }, requestId);
      await product.cloud.clock.advance(21_000);
      expect(await phone.me.call('hall.checkIn', { sessionId, code, blinded }, requestId)).toEqual(first);
      await expect(
        product.as('guest-4').call('hall.checkIn', { sessionId, code, blinded: [] }),
      ).rejects.toMatchObject({ code: 'code_expired' });
    },
  );

  for (const [what, code, expected] of [
    [
      'a code of another session',
      () => hallCode('x', 'session-99', stepAt(product.cloud.clock.now())),
      'code_other_session',
    ],
    ['a forged code', () => hallCode('x', sessionId, stepAt(product.cloud.clock.now())), 'code_malformed'],
    ['any other QR code', () => 'https://mp.weixin.qq.com/s/x', 'code_malformed'],
  ] as const)
    step(`refuses ${what}`, [start], async () => {
      await expect(
        product.as('guest-4').call('hall.checkIn', { sessionId, code: code(), blinded: [] }),
      ).rejects.toMatchObject({ code: expected });
      expect(attendanceOf('guest-4')).toEqual([]);
    });

  step('a set that cannot be signed does not use up the one chance', [keyed], async () => {
    const phone = new Phone(product, 'guest-5');
    const code = await screenCode(product, sessionId);
    const blinded = await phone.blind(sessionId);
    const broken = [`${'_'.repeat(341)}w`, ...blinded.slice(1)];
    await expect(phone.me.call('hall.checkIn', { sessionId, code, blinded: broken })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { blinded: 'blinded_malformed' },
    });
    expect((await phone.me.call('hall.checkIn', { sessionId, code, blinded })).hasIssued).toBe(true);
  });

  step('keeps no time and no order beside what was issued', [scannedOnce], () => {
    const keys = new Set(product.cloud.read('issue_records').flatMap((record) => Object.keys(record)));
    expect([...keys].sort()).toEqual(['_id', 'answer', 'fingerprint', 'session', 'voice']);
  });

  return { scanned, scannedOnce };
});

describe('the desk', () => {
  const letIn = (how: string, entry: Entry, personId: string, wish: string | null) =>
    step(`lets in ${how}`, [start], async () => {
      const { results } = await desk([entry]);
      expect(results).toMatchObject([{ answer: 'checked_in', personId, wish }]);
    });
  letIn('by booking code, in whatever case', { code: 'xyz789' }, 'p-he', 'listen');
  letIn('by number', { number: '20240215' }, 'p-zhou', null);
  const walkedIn = letIn('by roster entry, as a walk-in', { personId: 'p-gao' }, 'p-gao', null);

  step(
    'finds walk-ins by the beginning of name or number, and says who is in already',
    [walkedIn],
    async () => {
      const { people } = await office().call('hall.deskSearch', { sessionId, search: '高文' });
      expect(people).toMatchObject([{ personId: 'p-gao', numberEnd: '021', firstAt: expect.any(Number) }]);
      const byNumber = await office().call('hall.deskSearch', { sessionId, search: '202401' });
      expect(byNumber.people.map(({ personId }) => personId)).toEqual(['p-lin']);
    },
  );

  const caughtUp = step(
    'counts nobody twice: what it did without network comes later, and comes again',
    [start],
    async () => {
      const entries = [
        { entryId: randomUUID(), number: 'Nguest-6', ageMs: 10 * MINUTE },
        { entryId: randomUUID(), number: 'Nguest-6', ageMs: 5 * MINUTE },
        { entryId: randomUUID(), number: 'nobody', ageMs: 0 },
      ];
      const first = await desk(entries);
      const again = await desk(entries);
      const answers = first.results.map(({ answer }) => answer);
      expect([...answers].sort()).toEqual(['already', 'checked_in', 'unknown']);
      expect(again.results).toEqual(first.results);
      expect(again.checkedIn).toBe(first.checkedIn);
      expect(attendanceOf('guest-6')).toHaveLength(1);
    },
  );

  step('and another desk and the phone, all at once, make one entry', [start], async () => {
    const code = await screenCode(product, sessionId);
    const [one, other, scanned] = await Promise.all([
      desk([{ personId: 'guest-7' }]),
      desk([{ personId: 'guest-7' }]),
      product.as('guest-7').call('hall.checkIn', { sessionId, code, blinded: [] }),
    ]);
    const firsts = [
      one.results[0]?.answer === 'checked_in',
      other.results[0]?.answer === 'checked_in',
      scanned.isFirst,
    ];
    expect(firsts.filter(Boolean)).toHaveLength(1);
    expect(attendanceOf('guest-7')).toHaveLength(1);
  });

  step(
    'whoever came by the desk fetches credentials with the phone; whoever did not come gets none',
    [keyed, caughtUp],
    async () => {
      const phone = new Phone(product, 'guest-6');
      const blinded = await phone.blind(sessionId);
      const { issue } = await phone.me.call('hall.fetchCredentials', { sessionId, blinded });
      phone.accept(issue?.signatures ?? []);
      const stranger = new Phone(product, 'guest-8');
      await expect(
        stranger.me.call('hall.fetchCredentials', { sessionId, blinded: await stranger.blind(sessionId) }),
      ).rejects.toMatchObject({ code: 'not_checked_in' });
    },
  );

  step('hands out codes to nobody but the office’s screens', [start], async () => {
    for (const who of ['p-zheng', 'p-lin'])
      await expect(product.as(who).call('hall.codes', { sessionId })).rejects.toMatchObject({
        code: 'not_allowed',
      });
  });
});

describe('who was there', () => {
  const attendees = (who = 'nobody-we-know') => product.as(who).call('hall.attendees', { sessionId });
  const listMe = (who: string, isListed: boolean) =>
    product.as(who).call('hall.listMe', { sessionId, isListed });

  step(
    'is the office’s to read, newest first, page by page, with totals in the same two round trips',
    [start],
    async () => {
      for (const who of ['p-lin', 'p-zheng', 'p-ma', 'p-shen'])
        await expect(product.as(who).call('hall.attendance', { sessionId })).rejects.toMatchObject({
          code: 'not_allowed',
        });
      await desk(Array.from({ length: 28 }, (_none, index) => ({ personId: `guest-${index + 12}` })));
      const { result: first, count } = await product.cloud.countRoundTrips(() =>
        office().call('hall.attendance', { sessionId }),
      );
      // One asks who is calling, and one logs the look.
      expect(count).toBe(4);
      const here = product.cloud.read('attendance');
      const booked = here.filter(({ wish }) => wish !== null).length;
      expect(first.totals).toMatchObject({
        checkedIn: here.length,
        booked,
        walkIns: here.length - booked,
        absent: 0,
      });
      const seen = [...first.people];
      for (let cursor = first.next; cursor !== null; ) {
        const page = await office().call('hall.attendance', { sessionId, cursor });
        expect(page.totals).toBeNull();
        seen.push(...page.people);
        cursor = page.next;
      }
      expect(new Set(seen.map(({ personId }) => personId)).size).toBe(here.length);
      expect(seen.map(({ firstAt }) => firstAt)).toEqual(
        seen.map(({ firstAt }) => firstAt).sort((left, right) => right - left),
      );
    },
  );

  const listed = step(
    'is a figure to everybody else, until somebody agrees to be named, and again once that is taken back',
    [scanned, scannedOnce],
    async () => {
      const checkedIn = product.cloud.read('attendance').length;
      expect(await attendees()).toEqual({ number: 1, checkedIn, people: [], isListed: null });
      expect(await attendees('p-lin')).toMatchObject({ isListed: false });
      await listMe('p-lin', true);
      await listMe('guest-1', true);
      expect((await listMe('p-lin', true)).isListed).toBe(true);
      expect((await attendees()).people).toEqual([
        { name: '来宾1', unit: '机电工程系' },
        { name: '林小满', unit: '信息工程系' },
      ]);
      expect(await attendees('p-lin')).toMatchObject({ isListed: true });
      await listMe('p-lin', false);
      expect((await attendees()).people.map(({ name }) => name)).toEqual(['来宾1']);
    },
  );

  step(
    'is for each to say of themselves: nobody names another, and nobody who was not there',
    [start],
    async () => {
      for (const input of [
        { sessionId, isListed: true, personId: 'p-he' },
        { sessionId, isListed: true, who: 'p-he' },
      ])
        expect(
          await office().callRaw({ action: 'hall.listMe', requestId: randomUUID(), input }),
        ).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
      await expect(listMe('p-wu', true)).rejects.toMatchObject({ code: 'not_checked_in' });
      await expect(listMe('nobody-we-know', true)).rejects.toMatchObject({ code: 'not_bound' });
    },
  );

  step('leaves no trace where credentials are: no time, and nothing beside the one word', [listed], () => {
    const [listed, unlisted] = ['guest-1', 'guest-2'].map((who) => Object.keys(attendanceOf(who)[0] ?? {}));
    expect(listed).toEqual(unlisted);
    expect(JSON.stringify(product.cloud.read('issue_records'))).not.toContain('isListed');
  });
});
