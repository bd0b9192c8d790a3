import { randomUUID } from 'node:crypto';
import type { Input } from '../../cloudfunctions/contract';
import { plan } from '../booking/crowd';
import type { Product } from '../cloud';
import { step } from '../story';
import { startThursday } from '../survey/thursday';

// Who sat at the table: what minutes, their file and the portal say of it, and that nobody is named who did not come.
let product: Product;
let sessionId: string;
type Tick = Input<'hall.setPresent'>;
const DEPUTY = { name: '孙静', title: '图书馆副馆长' };
const CHAIR = { name: '郑国栋', title: '党委书记' };
const as = (who: string) => product.as(who);
const tick = (
  person: Tick['person'],
  changes: Partial<Tick> = {},
  who = 'p-wu',
  requestId: string = randomUUID(),
) =>
  as(who).call(
    'hall.setPresent',
    { sessionId, person, isChair: false, isPresent: true, ...changes },
    requestId,
  );
const presentIn = async () => (await as('nobody').call('hall.minutes', { sessionId })).minutes?.present;

const start = step('a session whose doors are open', [], async () => {
  ({ product, sessionId } = await startThursday());
});
afterAll(() => product?.stop());

step('before it has begun nobody is ticked', [start], async () => {
  await expect(tick(DEPUTY)).rejects.toMatchObject({ code: 'wrong_stage' });
  const { places } = await as('p-wu').call('hall.view', { sessionId });
  expect(places.length).toBeGreaterThan(0);
  expect(places.some(({ isPresent }) => isPresent)).toBe(false);
});

const live = step('it begins', [start], async () => {
  await as('p-wu').call('hall.open', { sessionId });
});

step('only the office ticks', [live], async () => {
  for (const who of ['p-zheng', 'p-ma', 'p-lin'])
    await expect(tick(DEPUTY, {}, who)).rejects.toMatchObject({ code: 'not_allowed' });
});

const ticked = step(
  'two of the office tick at once, a substitute among them, and each tap counts once',
  [live],
  async () => {
    const [planned] = plan().attendees;
    if (!planned) throw new Error('nobody is planned');
    const requestId = randomUUID();
    await Promise.all([
      tick({ name: planned.name, title: planned.title }),
      tick(DEPUTY, {}, 'p-luo'),
      tick(CHAIR, { isChair: true }, 'p-wu', requestId),
    ]);
    const { version } = product.cloud.read('sessions').find(({ _id }) => _id === sessionId) ?? {};
    const { places } = await tick(CHAIR, { isChair: true }, 'p-wu', requestId);
    expect(product.cloud.read('sessions').find(({ _id }) => _id === sessionId)?.version).toBe(version);
    expect(places.filter(({ isPresent }) => isPresent).map(({ name, isChair }) => [name, isChair])).toEqual([
      ['郑国栋', true],
      [planned.name, false],
      ['孙静', false],
    ]);
  },
);

step(
  'whoever was planned and did not come is not named, in minutes, in their file and on the portal',
  [ticked],
  async () => {
    const [planned] = plan().attendees;
    await tick({ name: planned?.name ?? '', title: planned?.title ?? '' }, { isPresent: false });
    await as('p-wu').call('hall.close', { sessionId });
    const draft = await as('p-wu').call('hall.draftMinutes', { sessionId });
    expect(draft.present).toEqual({
      chair: '党委书记郑国栋',
      attendees: ['图书馆副馆长孙静'],
      isTicked: true,
    });
    const { version } = draft;
    await as('p-wu').call('hall.publishMinutes', {
      sessionId,
      version,
      kept: draft.findings.map(({ id }) => id),
    });
    expect(await presentIn()).toEqual(draft.present);
    const number = product.cloud.read('sessions').find(({ _id }) => _id === sessionId)?.number;
    const { body } = await product.cloud.http('portal', {
      method: 'GET',
      path: `/portal/sessions/${number}`,
    });
    const minutes = String(body).slice(String(body).indexOf('id="minutes"'));
    expect(minutes).toContain('<dt>出席</dt><dd>图书馆副馆长孙静</dd>');
    expect(minutes).not.toContain(planned?.name);
  },
);

step('once the minutes are out nothing is ticked any more', [ticked], async () => {
  await product.cloud.clock.advance(2 * 60_000);
  await expect(tick(DEPUTY, { isPresent: false })).rejects.toMatchObject({ code: 'wrong_stage' });
});
