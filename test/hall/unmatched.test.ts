import { randomUUID } from 'node:crypto';
import { type Product, seedPeople } from '../cloud';
import { stopInspected } from '../inspected';
import { chapter, step } from '../story';
import { HOUR, MINUTE, person, seedGuests, startThursday } from '../survey/thursday';

let product: Product;
let sessionId: string;
const office = () => product.as('p-wu');
const desk = (
  entries: readonly { number?: string; personId?: string; told?: { name: string; unit: string } }[],
) =>
  office().call('hall.deskCheckIn', {
    sessionId,
    entries: entries.map((entry) => ({ entryId: randomUUID(), ageMs: 5 * MINUTE, ...entry })),
  });
const waiting = async () => (await office().call('hall.unmatched', { sessionId })).entries;
const entryOf = async (typed: string) => {
  const entry = (await waiting()).find((entry) => entry.typed === typed);
  if (!entry) throw new Error('not in the list');
  return entry.entryId;
};
const arrivals = () => product.cloud.read('attendance').map(({ personId }) => personId);
const stored = (entryId: string) =>
  product.cloud.read('unmatched_entries').find(({ _id }) => _id === entryId);

const start = step('the doors are open, and four numbers find nobody', [], async () => {
  ({ product, sessionId } = await startThursday());
  await seedGuests(product, 3);
  const { results } = await desk([
    { number: '20250399' },
    { number: '20259001', told: { name: '程新宇', unit: '艺术系' } },
    { number: '20259002' },
    { number: '20259003', told: { name: '苏见青', unit: '' } },
  ]);
  expect(results.map(({ answer }) => answer)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
});
afterAll(() => product && stopInspected(product, { apartFrom: ['booking-state', 'pool-places'] }));

const { corrected } = chapter('an entry that finds nobody', () => {
  step('waits on the server with what was typed and told and when, and lets nobody in', [start], async () => {
    const [first, second] = await waiting();
    expect(await waiting()).toHaveLength(4);
    expect([first?.typed, second?.name, second?.unit]).toEqual(['20250399', '程新宇', '艺术系']);
    expect(first?.firstAt).toBeLessThanOrEqual(product.cloud.clock.now() - 5 * MINUTE);
    expect(arrivals()).toEqual([]);
  });

  const corrected = step(
    'stays while the corrected number finds nobody either, and leaves once it finds somebody',
    [start],
    async () => {
      const entryId = await entryOf('20250399');
      const as = (number: string) =>
        office().call('hall.settleUnmatched', { sessionId, entryId, as: { kind: 'number', number } });
      expect(await as('20250398')).toMatchObject({ answer: 'unknown' });
      expect(stored(entryId)).toMatchObject({ state: 'open', typed: '20250398' });
      expect(await as('Nguest-0')).toEqual({ answer: 'checked_in', name: '来宾0' });
      expect(stored(entryId)).toMatchObject({ state: 'joined', personId: 'guest-0', typed: '' });
      // Two taps are one.
      expect(await as('Nguest-0')).toMatchObject({ answer: 'checked_in' });
      expect(arrivals()).toEqual(['guest-0']);
      // As of the moment at the door.
      const [arrival] = product.cloud.read('attendance');
      expect(Number(arrival?.firstAt)).toBeLessThan(product.cloud.clock.now() - 4 * MINUTE);
    },
  );

  step('waits once, though two members of the office type the same paper in', [start], async () => {
    const before = (await waiting()).length;
    const answers = [await desk([{ number: '20259009' }]), await desk([{ number: '20259009' }])];
    expect(answers.map(({ results }) => results[0]?.answer)).toEqual(['unknown', 'unknown']);
    expect(await waiting()).toHaveLength(before + 1);
    const entryId = await entryOf('20259009');
    const as = { kind: 'discarded', reason: '纸上写错' } as const;
    await office().call('hall.settleUnmatched', { sessionId, entryId, as });
  });

  step('is joined to whom the desk finds, and says so when they are in already', [corrected], async () => {
    const entryId = await entryOf('20259002');
    const found = { sessionId, entryId, as: { kind: 'person' as const, personId: 'guest-0' } };
    expect(await office().call('hall.settleUnmatched', found)).toMatchObject({ answer: 'already' });
    expect(stored(entryId)).toMatchObject({ state: 'joined', personId: 'guest-0' });
    expect(arrivals()).toEqual(['guest-0']);
  });

  step(
    'is discarded with a reason that stays in the log, and without one not at all',
    [corrected],
    async () => {
      const { results } = await desk([{ number: '99999999' }]);
      const entryId = results[0]?.entryId ?? '';
      const discard = (reason: string) =>
        office().call('hall.settleUnmatched', { sessionId, entryId, as: { kind: 'discarded', reason } });
      await expect(discard('')).rejects.toMatchObject({ code: 'invalid_input' });
      expect(await discard('试登记')).toEqual({ answer: null, name: '' });
      expect(await discard('试登记')).toEqual({ answer: null, name: '' });
      expect(stored(entryId)).toMatchObject({ state: 'discarded', typed: '', reason: '试登记' });
      const logged = product.cloud.read('audit').filter(({ what }) => what === 'desk_entry_discarded');
      expect(logged.map(({ detail, actor }) => [detail, actor])).toContainEqual(['试登记', 'p-wu']);
    },
  );

  step('of another session is not found, and nobody but the office reads the list', [corrected], async () => {
    const entryId = await entryOf('20259001');
    const elsewhere = { sessionId: 'session-9', entryId, as: { kind: 'discarded' as const, reason: '错' } };
    await expect(office().call('hall.settleUnmatched', elsewhere)).rejects.toMatchObject({
      code: 'not_found',
    });
    for (const who of ['p-lin', 'p-zheng'])
      await expect(product.as(who).call('hall.unmatched', { sessionId })).rejects.toMatchObject({
        code: 'not_allowed',
      });
  });

  return { corrected };
});

step(
  'somebody who was not in the roster is joined when an entry with number and name comes; the number under another name lets nobody in',
  [corrected],
  async () => {
    const come = [
      { ...person('p-cheng', '程新宇'), number: '20259001' },
      { ...person('p-other', '苏建清'), number: '20259003' },
    ];
    await seedPeople(product.cloud, come);
    await product.cloud.clock.advance(HOUR);
    await product.cloud.tick('jobs');
    expect(arrivals()).toContain('p-cheng');
    expect(arrivals()).not.toContain('p-other');
    const [left] = await waiting();
    expect(left).toMatchObject({ typed: '20259003', candidate: { name: '苏建清' } });
  },
);
