import { LINK_ENTRIES_MAX } from '../../cloudfunctions/core/people/audit-chain';
import { audit } from '../../cloudfunctions/platform/database/collections';
import { remove, update } from '../../cloudfunctions/platform/database/store';
import { inspect } from '../../dev/inspect/inspect';
import { withCloud } from '../../dev/inspect/reach';
import { form, plan } from '../booking/crowd';
import { send } from '../case/people';
import type { Product } from '../cloud';
import { HOUR, MINUTE, NOW, reset, startQuiet } from '../jobs/started';

let product: Product;
let sessionId: string;
beforeAll(async () => {
  product = await startQuiet({ env: { CASE_SECRET: 'a secret of the test' } });
});
afterAll(() => product.stop());
beforeEach(async () => {
  await reset(product);
  ({ sessionId } = await office().call('session.create', { reason: '', plan: plan() }));
});

const office = () => product.as('p-wu');
const log = () => product.cloud.read('audit');
const whats = () => log().map(({ what }) => what);
const links = () => product.cloud.read('audit_links');
const faults = async () => {
  const { findings } = await withCloud(product.cloud.url, inspect);
  return findings.filter(({ invariant }) => invariant.startsWith('audit')).map(({ what }) => what);
};
/** Some entries, and the runs that chain them. */
async function chained(): Promise<void> {
  await office().call('session.publishPreview', { sessionId });
  await office().call('booking.list', { sessionId, wish: 'speak' });
  await product.cloud.clock.advance(3 * MINUTE);
  await product.cloud.tick('jobs');
}

test('what is made public is logged with who, what and when', async () => {
  await office().call('session.publishPreview', { sessionId });
  expect(log()).toMatchObject([
    { actor: 'p-wu', what: 'preview_published', about: { of: 'session', id: sessionId } },
  ]);
});

test('a command that was refused leaves no entry, and its repeat no second one', async () => {
  const early = { sessionId, startsAt: NOW - HOUR, reason: '改期' };
  await expect(office().call('session.reschedule', early)).rejects.toMatchObject({
    code: expect.any(String),
  });
  expect(log()).toEqual([]);
  const requestId = 'published-once';
  await office().call('session.publishPreview', { sessionId }, requestId);
  await office().call('session.publishPreview', { sessionId }, requestId);
  expect(whats()).toEqual(['preview_published']);
});

test('a list with names is logged once an hour for each who looks', async () => {
  const look = (who: string) => product.as(who).call('booking.list', { sessionId, wish: 'speak' });
  await look('p-wu');
  await look('p-wu');
  await look('p-luo');
  expect(log().map(({ actor, what }) => [actor, what])).toEqual([
    ['p-wu', 'bookings_seen'],
    ['p-luo', 'bookings_seen'],
  ]);
  await product.cloud.clock.advance(HOUR);
  await look('p-wu');
  expect(whats()).toHaveLength(3);
});

test('a look at a hidden asker is logged before anything is shown, with its reason', async () => {
  const { caseId } = await send(product, 'p-lin', { identity: 'hidden' });
  await office().call('case.revealAsker', { caseId, reason: '电话核实' });
  const { entries } = await product.as('p-shen').call('account.auditLog', {});
  expect(entries).toMatchObject([
    {
      actor: '吴雅琴',
      what: '查看提出人',
      detail: expect.stringMatching(/^诉求 \d{8}-\d+，电话核实$/),
      link: null,
    },
  ]);
});

test('whoever books or asks is not in the log', async () => {
  await office().call('session.publishPreview', { sessionId });
  await product.as('p-lin').call('booking.create', { sessionId, form: form() });
  await send(product, 'p-lin');
  expect(log().map(({ actor }) => actor)).toEqual(['p-wu']);
});

test('entries are chained when two minutes have passed, and the end is shown with the log', async () => {
  await office().call('session.publishPreview', { sessionId });
  await product.cloud.clock.advance(2 * MINUTE - 1000);
  await product.cloud.tick('jobs');
  expect(links()).toEqual([]);
  await product.cloud.clock.advance(1000);
  await product.cloud.tick('jobs');
  const [link] = links();
  expect(link).toMatchObject({ _id: 'link-000000001', number: 1, previous: '' });
  const { entries, end } = await product.as('p-shen').call('account.auditLog', {});
  expect(entries).toMatchObject([{ what: '发布预告', detail: '第 1 期', link: 1 }]);
  expect(end).toEqual({ number: 1, digest: link?.digest });
  expect(await faults()).toEqual([]);
});

test('more entries than a link holds go on in the next, each in one link', async () => {
  const many = Array.from({ length: LINK_ENTRIES_MAX + 1 }, (_none, index) => ({
    _id: `entry-${String(index).padStart(3, '0')}`,
    at: NOW,
    actor: 'system',
    what: 'roster_imported',
    detail: '',
  }));
  await product.cloud.seed('audit', many);
  await product.cloud.clock.advance(3 * MINUTE);
  // Runs beside each other: the chain does not fork.
  await Promise.all([1, 2, 3].map(() => product.cloud.tick('jobs')));
  await product.cloud.tick('jobs');
  expect(links().map(({ number }) => number)).toEqual([1, 2]);
  expect(log().filter(({ link }) => link === undefined)).toEqual([]);
  expect(await faults()).toEqual([]);
});

test.each([
  ['altered', '编入链后被改动', () => alter({ detail: '别的原因' })],
  ['given to somebody else', '编入链后被改动', () => alter({ actor: 'p-luo' })],
  ['removed', '编入链后被删除', () => remove(audit, { _id: oldest() })],
])('an entry that was %s is found by the inspector', async (_label, what, tamper) => {
  await chained();
  expect(await faults()).toEqual([]);
  await tamper();
  expect(await faults()).toEqual([what]);
});

const oldest = () => String(log()[0]?._id);
const alter = (change: { detail: string } | { actor: string }) => update(audit, { _id: oldest() }, change);
