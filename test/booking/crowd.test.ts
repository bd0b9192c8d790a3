import { randomUUID } from 'node:crypto';
import { type Product, Refused, startProduct } from '../cloud';
import { STAND_INS, stopInspected } from '../inspected';
import { atOnce, form, openSession, START, seedCrowd } from './crowd';
import { bookingsOf, expectSound } from './stored';

const CROWD = 500;
const SLOTS = 20;

let product: Product;
let accounts: string[];

// One college for all: each crowd comes to a month of its own.
beforeAll(async () => {
  product = await startProduct({ now: START, instances: 32 });
  accounts = await seedCrowd(product, CROWD);
});
afterAll(() => stopInspected(product, { apartFrom: STAND_INS }));

const accountOf = ({ personId }: { personId: string }) => personId.replace('crowd', 'account');
const bookedFor = (session: string) => bookingsOf(product).filter(({ sessionId }) => sessionId === session);

describe('five hundred people at once for twenty speaking slots', () => {
  test('exactly twenty are confirmed, all others wait in order of arrival, nobody is there twice', async () => {
    const sessionId = await openSession(product);
    const answers = await atOnce(accounts, CROWD, (account) =>
      product.as(account).call('booking.create', { sessionId, form: form() }),
    );
    expect(answers.filter(({ status }) => status === 'confirmed')).toHaveLength(SLOTS);
    const booked = bookedFor(sessionId);
    const waiting = booked.filter(({ status }) => status === 'waitlisted');
    expect(waiting).toHaveLength(CROWD - SLOTS);
    expect(new Set(booked.map(({ personId }) => personId)).size).toBe(CROWD);
    expect(waiting.map(({ rank }) => rank).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: CROWD - SLOTS }, (_none, index) => index + 1),
    );
    expectSound(product);
  });

  test('with quotas each side fills its own slots, whoever comes first', async () => {
    const sessionId = await openSession(product, { quota: { student: 14, staff: 6 } });
    await atOnce(accounts, CROWD, (account) =>
      product.as(account).call('booking.create', { sessionId, form: form() }),
    );
    const confirmed = bookedFor(sessionId).filter(({ status }) => status === 'confirmed');
    expect(confirmed.filter(({ kind }) => kind === 'student')).toHaveLength(14);
    expect(confirmed.filter(({ kind }) => kind === 'staff')).toHaveLength(6);
    expectSound(product);
  });

  test('repeats are answered alike and double taps book once', async () => {
    const sessionId = await openSession(product);
    const people = accounts.slice(0, 120);
    // Each sends the same command twice, and taps once more with another id, all at the same time.
    const taps = people.flatMap((account) => {
      const requestId = randomUUID();
      return [requestId, requestId, randomUUID()].map((id) => ({ account, id }));
    });
    const outcomes = await atOnce(taps, taps.length, async ({ account, id }) => {
      try {
        const { status } = await product.as(account).call('booking.create', { sessionId, form: form() }, id);
        return { account, id, said: status as string };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return { account, id, said: error.code };
      }
    });
    for (const account of people) {
      const mine = outcomes.filter((outcome) => outcome.account === account);
      const [booked] = bookedFor(sessionId).filter((booking) => accountOf(booking) === account);
      expect(mine.filter(({ id, said }) => id !== booked?.requestId && said !== 'already_booked')).toEqual(
        [],
      );
      const answers = mine.filter(({ id }) => id === booked?.requestId).map(({ said }) => said);
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toBe(booked?.status);
    }
    expect(bookedFor(sessionId).filter(({ status }) => status === 'confirmed')).toHaveLength(SLOTS);
    expectSound(product);
  });

  test('cancelling and booking in one storm loses no slot and doubles none', async () => {
    const sessionId = await openSession(product, { speakingSlots: 10 });
    const [first, late] = [accounts.slice(0, 60), accounts.slice(60, 120)];
    await atOnce(first, 60, (account) =>
      product.as(account).call('booking.create', { sessionId, form: form() }),
    );
    const isLeaving = ({ rank }: { rank: number | null }) => rank === null || rank % 3 === 0;
    const booked = bookedFor(sessionId);
    const leaving = booked.filter(isLeaving).map(accountOf);
    const staying = booked
      .filter((booking) => booking.status === 'waitlisted' && !isLeaving(booking))
      .sort((a, b) => Number(a.rank) - Number(b.rank));
    await atOnce([...leaving, ...late], 120, (account) =>
      late.includes(account)
        ? product.as(account).call('booking.create', { sessionId, form: form() })
        : product.as(account).call('booking.cancel', { sessionId }),
    );
    expectSound(product);
    // The ten places went to those who had waited longest; nobody who came later was before them.
    const given = bookedFor(sessionId)
      .filter(({ status }) => status === 'offered' || status === 'confirmed')
      .map(({ _id }) => _id);
    expect(given.sort()).toEqual(
      staying
        .slice(0, 10)
        .map(({ _id }) => _id)
        .sort(),
    );
  });
});
