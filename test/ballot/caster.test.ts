import { newQueue, readQueue, writeQueue } from '../../miniprogram/ballot/cast-queue';
import { ballotText, Caster, type CasterPorts } from '../../miniprogram/ballot/caster';
import type { Wallet } from '../../miniprogram/ballot/wallet';
import { type BallotAnswer, CAST_PAUSE_MS, REVISIONS_MAX } from '../../miniprogram/shared/ballot';
import { RATINGS, type Rating } from '../../miniprogram/shared/rating';
import { doubleKeys, opened, sealedReply } from './box-double';
import { seededRandom } from './signer';

const SURVEY = '2026-11';
const slots = Array.from({ length: 15 }, (_, slot) => slot);
const serialOf = (slot: number) => String.fromCharCode(97 + slot).repeat(86);
const wallet: Wallet = {
  version: 1,
  session: SURVEY,
  keySet: '',
  credentials: slots.map((slot) => ({
    slot,
    state: 'issued',
    serial: serialOf(slot),
    secret: `${'A'.repeat(42)}A`,
    signature: serialOf(slot).repeat(4).slice(0, 342),
  })),
};
const all = (rating: Rating): Record<number, Rating> =>
  Object.fromEntries(slots.map((slot) => [slot, rating]));

interface Sent {
  slot: number;
  rating: string;
}

/** A box in memory, a clock that only counts, and what was saved last. */
function bench(
  seed: number,
  answerTo: (ballot: Sent, nth: number) => BallotAnswer | Error = () => 'counted',
) {
  const sent: Sent[] = [];
  const pauses: number[] = [];
  let saved: { wallet: Wallet; queue: string } = { wallet, queue: writeQueue(newQueue(SURVEY)) };
  const ports: CasterPorts = {
    keys: () => doubleKeys,
    random: seededRandom(seed),
    wait: async (milliseconds) => void pauses.push(milliseconds),
    save: (held, queue) => {
      saved = { wallet: held, queue: writeQueue(queue) };
    },
    send: async (body) => {
      const { slot, rating = '' } = opened(body).inside;
      const ballot = { slot: Number(slot), rating };
      sent.push(ballot);
      const answer = answerTo(ballot, sent.length);
      if (answer instanceof Error) throw answer;
      return sealedReply(body, answer);
    },
  };
  const start = (held = saved.wallet, queue = readQueue(saved.queue)) => new Caster(held, queue, ports);
  return { sent, pauses, start, saved: () => saved };
}

describe('the caster', () => {
  it('sends every ballot once when all goes well, in an order that changes from phone to phone', async () => {
    const orders = await Promise.all(
      [1, 2, 3].map(async (seed) => {
        const { start, sent } = bench(seed);
        const caster = start();
        await caster.choose(all('satisfied'));
        await caster.run();
        expect([...sent].map(({ slot }) => slot).sort((a, b) => a - b)).toEqual(slots);
        return sent.map(({ slot }) => slot).join();
      }),
    );
    expect(new Set([...orders, slots.join()]).size).toBe(4);
  });

  it('pauses before each ballot, differently each time and within the limits', async () => {
    const { start, pauses } = bench(4);
    const caster = start();
    await caster.choose(all('dissatisfied'));
    await caster.run();
    expect(pauses).toHaveLength(15);
    expect(new Set(pauses).size).toBeGreaterThan(10);
    for (const pause of pauses) {
      expect(pause).toBeGreaterThanOrEqual(CAST_PAUSE_MS.min);
      expect(pause).toBeLessThanOrEqual(CAST_PAUSE_MS.max);
    }
  });

  it('repeats until counted through a broken network, with growing pauses', async () => {
    const { start, sent, pauses } = bench(5, (_, nth) => (nth < 6 ? new Error('request:fail') : 'counted'));
    const caster = start();
    await caster.choose({ 0: 'satisfied', 1: 'satisfied' });
    await caster.run();
    expect(sent).toHaveLength(7);
    expect(caster.queue.pending).toEqual({});
    expect(pauses[5] ?? 0).toBeGreaterThan(30_000);
  });

  it('goes on after the app was killed, with what storage holds', async () => {
    const first = bench(6, (_, nth) => (nth <= 5 ? 'counted' : new Error('killed')));
    const caster = first.start();
    await caster.choose(all('very_satisfied'));
    const running = caster.run();
    while (first.sent.length < 7) await Promise.resolve();
    caster.stop();
    await running;
    expect(Object.keys(readQueue(first.saved().queue).pending)).toHaveLength(10);

    const second = bench(7);
    const resumed = second.start(first.saved().wallet, readQueue(first.saved().queue));
    await resumed.run();
    expect(second.sent).toHaveLength(10);
    expect(resumed.wallet.credentials.every(({ state }) => state === 'cast')).toBe(true);
  });

  it('lets the last rating stand when it is changed while its ballot is under way', async () => {
    let change: (() => Promise<unknown>) | null = null;
    const { start, sent } = bench(8, () => {
      void change?.();
      change = null;
      return 'counted';
    });
    const caster = start();
    await caster.choose({ 3: 'satisfied' });
    change = () => caster.choose({ 3: 'very_dissatisfied' });
    await caster.run();
    expect(sent.map(({ rating }) => rating)).toEqual(['2', '5']);
    expect(caster.queue.pending).toEqual({});
  });

  it('tells which ballots the box will never count, and stops sending them', async () => {
    const { start, sent } = bench(9, ({ slot }) => (slot === 2 ? 'survey_closed' : 'counted'));
    const caster = start();
    await caster.choose(all('fairly_satisfied'));
    await caster.run();
    expect(sent).toHaveLength(15);
    expect(caster.queue.refused).toEqual({ 2: 'survey_closed' });
  });

  it('does not take the page of a captive portal for an answer', async () => {
    const { start, sent } = bench(10);
    const caster = start();
    await caster.choose({ 0: 'satisfied' });
    expect(sent).toHaveLength(0);
    await caster.run();
    const portal = new Caster(
      wallet,
      { ...newQueue(SURVEY), pending: { 0: 'satisfied' } },
      {
        keys: () => doubleKeys,
        random: seededRandom(1),
        wait: async () => portal.stop(),
        save: () => undefined,
        send: async () => '<html>login</html>',
      },
    );
    await portal.run();
    expect(portal.queue.pending).toEqual({ 0: 'satisfied' });
  });

  it('keeps no rating once it is counted', async () => {
    const { start, saved } = bench(11);
    const caster = start();
    await caster.choose(all('very_dissatisfied'));
    await caster.run();
    expect(JSON.stringify(saved())).not.toContain('dissatisfied');
  });

  it('runs once however often it is started', async () => {
    const { start, sent } = bench(12);
    const caster = start();
    await caster.choose(all('satisfied'));
    await Promise.all([caster.run(), caster.run(), caster.run()]);
    expect(sent).toHaveLength(15);
  });

  it('takes no rating for a question without a credential', async () => {
    const caster = bench(13).start();
    await expect(caster.choose({ 20: 'satisfied' })).rejects.toMatchObject({ code: 'wrong_state' });
  });
});

describe('a caster without an answer', () => {
  it('waits twice as long after each failure, a minute at most, and as at first once one got through', async () => {
    const { start, pauses } = bench(14, (_, nth) => (nth === 9 || nth > 20 ? 'counted' : 'again'));
    const caster = start();
    await caster.choose({ 0: 'satisfied', 1: 'satisfied' });
    await caster.run();
    const backoffs = [0, 2, 4, 8, 16, 32, 60, 60, 60, 0, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60];
    expect(pauses).toHaveLength(backoffs.length);
    for (const [index, seconds] of backoffs.entries()) {
      const pause = (pauses[index] ?? 0) - seconds * 1000;
      expect(pause).toBeGreaterThanOrEqual(CAST_PAUSE_MS.min);
      expect(pause).toBeLessThanOrEqual(CAST_PAUSE_MS.max);
    }
  });

  it.each([
    'null',
    '"counted"',
    '{"answer":"counted"}',
    '{"answer":"survey_closed"}',
    '{}',
    '{"answer":5}',
    '{"answer":"perhaps"}',
    '',
  ])('takes %p for none, and sends again', async (reply) => {
    const bodies: string[] = [];
    const caster = new Caster(
      wallet,
      { ...newQueue(SURVEY), pending: { 0: 'satisfied' } },
      {
        keys: () => doubleKeys,
        random: seededRandom(1),
        wait: async () => undefined,
        save: () => undefined,
        send: async (body) => {
          bodies.push(body);
          return bodies.length === 1 ? reply : sealedReply(body, 'counted');
        },
      },
    );
    await caster.run();
    expect(bodies).toHaveLength(2);
    // The same ballot in another envelope.
    expect(opened(bodies[1] ?? '').inside).toEqual(opened(bodies[0] ?? '').inside);
    expect(bodies[1]).not.toBe(bodies[0]);
    expect(caster.queue.pending).toEqual({});
  });
});

describe('a caster that is told to stop', () => {
  const stopping = (during: 'wait' | 'send') => {
    const told: number[] = [];
    let sent = 0;
    const caster: Caster = new Caster(
      wallet,
      { ...newQueue(SURVEY), pending: { 0: 'satisfied', 1: 'satisfied' } },
      {
        keys: () => doubleKeys,
        random: seededRandom(1),
        wait: async () => void (during === 'wait' && caster.stop()),
        save: () => undefined,
        send: async (body) => {
          sent += 1;
          caster.stop();
          return sealedReply(body, 'counted');
        },
        onProgress: (left) => told.push(left),
      },
    );
    return { caster, told, sent: () => sent };
  };

  it('sends nothing more, and tells how many are left', async () => {
    const { caster, told, sent } = stopping('wait');
    await caster.run();
    expect([sent(), told]).toEqual([0, [2]]);
  });

  it('ends after the ballot in hand, and goes on when it is started again', async () => {
    const { caster, told, sent } = stopping('send');
    await caster.run();
    expect([sent(), told]).toEqual([1, [2, 1]]);
    await caster.run();
    expect([sent(), told]).toEqual([2, [2, 1, 1, 0]]);
  });
});

describe('choosing', () => {
  it('again what was refused sends it again', async () => {
    const { start, sent, saved } = bench(15, (_, nth) => (nth === 1 ? 'slot_unknown' : 'counted'));
    const caster = start();
    await caster.choose({ 0: 'satisfied' });
    await caster.run();
    expect(caster.queue).toMatchObject({ pending: {}, refused: { 0: 'slot_unknown' } });
    await caster.choose({ 0: 'dissatisfied' });
    expect(readQueue(saved().queue)).toMatchObject({ pending: { 0: 'dissatisfied' }, refused: {} });
    await caster.run();
    expect(sent).toHaveLength(2);
    expect(saved().wallet.credentials[0]?.state).toBe('cast');
  });

  it('keeps everything as it was where one has no credential', async () => {
    const { start, saved } = bench(16);
    const caster = start();
    await expect(caster.choose({ 0: 'satisfied', 20: 'satisfied' })).rejects.toThrow('wrong_state');
    expect(caster.queue).toEqual(newQueue(SURVEY));
    expect(readQueue(saved().queue)).toEqual(newQueue(SURVEY));
  });

  it('adds to what waits, and leaves what was refused', async () => {
    const caster = bench(18).start(wallet, { ...newQueue(SURVEY), refused: { 2: 'slot_unknown' } });
    await caster.choose({ 0: 'satisfied' });
    await caster.choose({ 1: 'dissatisfied' });
    expect(caster.queue).toMatchObject({
      pending: { 0: 'satisfied', 1: 'dissatisfied' },
      refused: { 2: 'slot_unknown' },
    });
  });

  it('another rating while the first is refused forgets both', async () => {
    let change: (() => Promise<unknown>) | null = null;
    const { start, sent } = bench(17, () => {
      void change?.();
      change = null;
      return 'survey_closed';
    });
    const caster = start();
    await caster.choose({ 3: 'satisfied' });
    change = () => caster.choose({ 3: 'very_dissatisfied' });
    await caster.run();
    expect(sent).toHaveLength(1);
    expect(caster.queue).toMatchObject({ pending: {}, refused: { 3: 'survey_closed' } });
  });
});

describe('the text of a ballot', () => {
  it('is none without a credential', () => {
    expect(() => ballotText(SURVEY, wallet, 20, 'satisfied')).toThrow('wrong_state');
  });

  it('has one length for every question, every rating and every revision', () => {
    const revisions = Array.from({ length: REVISIONS_MAX }, (_none, at) => at + 1);
    const lengths = slots.flatMap((slot) =>
      Object.keys(RATINGS).flatMap((rating) =>
        revisions.map((revision) => ballotText(SURVEY, wallet, slot, rating as Rating, revision).length),
      ),
    );
    expect(new Set(lengths).size).toBe(1);
  });

  it.each([0, REVISIONS_MAX + 1, 1.5])('is none of revision %d', (revision) => {
    expect(() => ballotText(SURVEY, wallet, 7, 'satisfied', revision)).toThrow('no such revision');
  });

  it('holds survey, slot, serial, signature, rating, revision and its proof, and nothing else', () => {
    const ballot: unknown = JSON.parse(ballotText(SURVEY, wallet, 7, 'cannot_judge'));
    expect(Object.keys(ballot as object)).toEqual([
      'survey',
      'slot',
      'serial',
      'signature',
      'rating',
      'revision',
      'proof',
    ]);
    expect(ballot).toMatchObject({ survey: SURVEY, slot: '07', rating: '0', revision: '01' });
  });
});

describe('revisions', () => {
  const changes = (caster: Caster, times: number) =>
    Array.from(
      { length: times },
      (_none, at) => (at % 2 === 0 ? 'satisfied' : 'dissatisfied') as Rating,
    ).reduce<Promise<number[]>>(
      async (before, rating) => [...(await before), ...(await caster.choose({ 3: rating }))],
      Promise.resolve([]),
    );

  it('each change is one, the same rating again while it waits is none', async () => {
    const caster = bench(21, () => 'counted').start();
    await caster.choose({ 3: 'satisfied' });
    await caster.choose({ 3: 'satisfied' });
    expect(caster.queue.revisions).toEqual({ 3: 1 });
    await caster.choose({ 3: 'dissatisfied', 4: 'satisfied' });
    expect(caster.queue.revisions).toEqual({ 3: 2, 4: 1 });
    expect(readQueue(writeQueue(caster.queue))).toEqual(caster.queue);
  });

  it('are as many as the chain has links; then the slot keeps what it has', async () => {
    const caster = bench(22, () => 'counted').start();
    expect(await changes(caster, REVISIONS_MAX)).toEqual([]);
    const before = caster.queue;
    expect(await caster.choose({ 3: 'very_satisfied', 4: 'satisfied' })).toEqual([3]);
    expect(caster.queue.pending).toMatchObject({ 3: before.pending[3], 4: 'satisfied' });
    expect(caster.queue.revisions).toEqual({ 3: REVISIONS_MAX, 4: 1 });
  });
});
