import fc from 'fast-check';
import type { OUTCOMES } from '../../miniprogram/shared/case';
import { DAY, form, HOUR, inHand, MONDAY, startCases } from '../case/people';
import type { Product } from '../cloud';

// Worlds that differ in what one asker said alone. Whoever has no part in the case reads the same in each of them.

const WORLDS = [
  'says nothing',
  'solved',
  'not solved',
  'answered again',
  'promised again',
  'withdrawn',
] as const;
type World = (typeof WORLDS)[number];

const outcomes = [
  'solved',
  'explained',
  'not_accepted',
] as const satisfies readonly (keyof typeof OUTCOMES)[];
const plot = fc.record({
  outcome: fc.constantFrom(...outcomes),
  identity: fc.constantFrom('named' as const, 'hidden' as const),
  channel: fc.constantFrom('box' as const, 'hotline' as const),
  isAsked: fc.boolean(),
  isExtended: fc.boolean(),
  isMoved: fc.boolean(),
});
type Plot = typeof plot extends fc.Arbitrary<infer T> ? T : never;
const PLOTS = fc.sample(plot, { numRuns: 3, seed: 11 });

const products = new Map<World, Product>();
afterAll(() => Promise.all(Array.from(products.values(), (product) => product.stop())));

/** Asked, taken, published, joined and followed, answered, published with the answer. */
async function answered(product: Product, { outcome, identity, channel }: Plot, at: number): Promise<string> {
  const as = (who: string) => product.as(who);
  const { caseId } = await as('p-lin').call('case.submit', {
    ...form,
    identity,
    channel,
    title: `三号楼热水时断时续 ${at}`,
  });
  await inHand(product, caseId);
  const words = { caseId, title: `热水 ${at}`, text: '三号楼晚上没有热水。' };
  await as('p-wu').call('case.publish', { ...words, reply: '' });
  await as('p-zhou').call('case.join', { caseId, hasJoined: true });
  await as('p-gao').call('case.follow', { caseId, isFollowing: true });
  product.cloud.state.clock.move(MONDAY + (at + 1) * HOUR);
  await as('p-xu').call('case.draftReply', { caseId, text: '锅炉已检修。', outcome });
  await as('p-wu').call('case.publish', { ...words, reply: '锅炉已检修，今晚恢复。' });
  return caseId;
}

/** What the asker says, and all that comes of it at the desk. */
async function judged(product: Product, caseId: string, world: World, plot: Plot): Promise<void> {
  const as = (who: string) => product.as(who);
  if (world === 'says nothing') return;
  const isSolved = world === 'solved';
  await as('p-lin').call('case.judge', {
    caseId,
    isSolved,
    reason: isSolved ? '' : '还是没有',
    satisfaction: isSolved ? 'satisfied' : 'dissatisfied',
  });
  if (isSolved) return;
  if (world === 'withdrawn') {
    await as('p-lin').call('case.withdraw', { caseId, reason: '算了' });
    return;
  }
  if (plot.isAsked) {
    await as('p-ma').call('case.askMore', { caseId, text: '几点开始没有？' });
    await as('p-lin').call('case.answer', { caseId, text: '十点' });
  }
  if (plot.isExtended) {
    await as('p-ma').call('case.askExtension', { caseId, workingDays: 2, reason: '等配件' });
    await as('p-wu').call('case.judgeExtension', { caseId, isGranted: true, reason: '同意' });
  }
  await as('p-wu').call('case.changeClass', { caseId, urgency: 'complex', reason: '要换锅炉' });
  if (plot.isMoved) {
    await as('p-wu').call('case.assign', {
      caseId,
      leadId: 'network',
      coIds: ['logistics'],
      reason: '换部门',
    });
    return;
  }
  if (world === 'not solved') return;
  const isPromised = world === 'promised again';
  await as('p-xu').call('case.draftReply', {
    caseId,
    text: '重新检修。',
    outcome: isPromised ? 'promised' : 'explained',
    ...(isPromised ? { promisedFor: MONDAY + 60 * DAY } : {}),
  });
}

const OPEN_FILES = [
  '/',
  '/cases',
  '/overdue',
  '/commitments',
  '/departments',
  '/search?q=热水',
  '/data/record',
  '/data/commitments',
  '/feeds/commitments.xml',
  '/sitemap.xml',
];

/** Everything that a stranger, whoever joined and whoever follows can read of the cases. */
async function readings(product: Product, ids: readonly string[]): Promise<string[]> {
  const period = { from: MONDAY - DAY, to: MONDAY + 40 * DAY };
  const read: unknown[] = [];
  for (const who of ['stranger', 'p-zhou', 'p-gao']) {
    const reader = product.as(who);
    for (const caseId of ids) read.push(await reader.call('case.get', { caseId }));
    read.push(
      await reader.call('case.public', {}),
      await reader.call('case.public', { departmentId: 'logistics' }),
      await reader.call('case.public', { departmentId: 'network' }),
      await reader.call('case.search', { words: '热水' }),
      await reader.call('case.similar', { text: '三号楼热水' }),
      await reader.call('case.overdue', {}),
      await reader.call('case.commitments', { state: 'open' }),
      await reader.call('case.commitments', { state: 'late' }),
      await reader.call('report.dashboard', period),
      await reader.call('report.record', {}),
      await reader.call('report.trends', {}),
      (await reader.call('session.home', {})).commitmentsDue,
    );
    if (who !== 'stranger')
      read.push(await reader.call('case.followed', {}), await reader.call('announcement.inbox', {}));
  }
  for (const path of [...OPEN_FILES, ...ids.map((id) => `/cases/${id}`)])
    read.push({ path, body: (await product.cloud.http('portal', { path })).body });
  return comparable(JSON.stringify(read, null, 1), ids);
}

const HALF_HOUR = HOUR / 2;
const halfHour = (at: number) => String(Math.floor(at / HALF_HOUR));

/** Ids are drawn anew in each world, and its clock runs on while it is asked. */
const comparable = (text: string, ids: readonly string[]): string[] =>
  ids
    .reduce((left, id, at) => left.split(id).join(`case-${at}`), text)
    .replace(/<style>.*?<\/style>/g, '')
    .replace(/127\.0\.0\.1:\d+/g, '')
    .replace(/\b1[78]\d{11}\b/g, (at) => halfHour(Number(at)))
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => halfHour(Date.parse(at)))
    .replace(/(<[a-z])/g, '\n$1')
    .split('\n');

describe('what one asker said is told to nobody who has no part in the case', () => {
  const told = new Map<World, string[][]>();
  test.each(WORLDS)('in the world in which the asker: %s', async (world) => {
    const product = await startCases();
    products.set(world, product);
    const ids: string[] = [];
    for (const [at, plot] of PLOTS.entries()) ids.push(await answered(product, plot, at));
    const read: string[][] = [];
    const look = async (at: number) => {
      product.cloud.state.clock.move(at);
      await product.cloud.tick('jobs');
      read.push(await readings(product, ids));
    };
    for (const [at, plot] of PLOTS.entries()) await judged(product, ids[at] ?? '', world, plot);
    for (const later of [6 * HOUR, 9 * DAY, 40 * DAY]) await look(MONDAY + later);
    told.set(world, read);
    const known = told.get('says nothing');
    const differs = read.map((lines, look) =>
      lines.filter((line, at) => line !== known?.[look]?.[at]).slice(0, 9),
    );
    expect(differs).toEqual(read.map(() => []));
    expect(read.map(({ length }) => length)).toEqual(known?.map(({ length }) => length));
  });
});
