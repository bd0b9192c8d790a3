import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { NOTHING_TO_CHECK } from '../../dev/inspect/documents';
import { inspect } from '../../dev/inspect/inspect';
import type { Finding } from '../../dev/inspect/invariant';
import { invariants } from '../../dev/inspect/invariants';
import { withCloud } from '../../dev/inspect/reach';
import { nameOfReference, REFERENCES } from '../../dev/inspect/references';
import { repair } from '../../dev/inspect/repair';
import { root } from '../../dev/root';
import { form, plan, START } from '../booking/crowd';
import { send } from '../case/people';
import { type Product, startProduct } from '../cloud';
import { planted, whole } from './planted';

let product: Product;
let clean: Finding[];
let found: Finding[];
let repaired: Finding[];

beforeAll(async () => {
  product = await startProduct({ now: START });
  const office = product.as('p-wu');
  const { sessionId } = await office.call('session.create', { reason: '', plan: plan() });
  await office.call('session.publishPreview', { sessionId });
  await product.as('p-lin').call('booking.create', { sessionId, form: form() });
  await send(product, 'p-lin');
  await product.cloud.tick('jobs');
  const inspected = async () => (await withCloud(product.cloud.url, inspect)).findings;
  clean = await inspected();
  await plantAll();
  found = await inspected();
  await withCloud(product.cloud.url, (database) => repair(database, found));
  repaired = await inspected();
});
afterAll(() => product?.stop());

it('finds nothing in a store in which nothing is wrong', () => {
  expect(clean).toEqual([]);
});

it('has a planted violation for every invariant', () => {
  const names = new Set([...planted.map(({ invariant }) => invariant), ...REFERENCES.map(nameOfReference)]);
  expect(invariants.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
});

it.each([...new Set([...planted.map(({ invariant }) => invariant), ...REFERENCES.map(nameOfReference)])])(
  'names a violation of %s',
  (name) => {
    expect(found.filter(({ invariant }) => invariant === name)).not.toEqual([]);
  },
);

it('looks at every document to the end', () => {
  expect(found.filter(({ what }) => what.includes('不完整，'))).toEqual([]);
});

it.each(planted.filter(({ isMended }) => isMended))('mends $invariant', ({ invariant, change: { _id } }) => {
  const before = found.filter((each) => each.invariant === invariant && each.mend);
  expect(before).not.toEqual([]);
  const left = repaired.filter((each) => each.invariant === invariant).map(({ id }) => id);
  expect(left).not.toContain(_id);
});

it('leaves nothing that it could mend', () => {
  expect(repaired.filter(({ mend }) => mend)).toEqual([]);
});

it('leaves to people what needs people', () => {
  const mendable = new Set(planted.filter(({ isMended }) => isMended).map(({ invariant }) => invariant));
  expect(repaired.filter(({ invariant }) => invariant === 'booking-state')).not.toEqual([]);
  expect(found.filter(({ mend, invariant }) => mend && !mendable.has(invariant))).toEqual([]);
});

it('speaks of every collection, or says why not', () => {
  const folder = path.join(root, 'cloudfunctions/database');
  const file = z.object({ collections: z.array(z.object({ name: z.string() })) });
  const names = readdirSync(folder).flatMap((name) =>
    file
      .parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8')))
      .collections.map((each) => each.name),
  );
  const spoken = new Set<string>(invariants.flatMap(({ about }) => about));
  expect(names.filter((name) => !spoken.has(name) && NOTHING_TO_CHECK[name] === undefined)).toEqual([]);
});

let places = 0;

/** A document of this collection as it should be, with what must be unique made so. */
function documentOf(collection: string): Record<string, unknown> {
  const at = ++places;
  const unique: Record<string, object> = {
    attendance: { entryId: `entry-${at}`, voice: `voice-${at}` },
    issue_records: { voice: `voice-${at}` },
    pass_issues: { voice: `voice-${at}` },
    bookings: { voice: `voice-${at}` },
    case_joins: { voice: `voice-${at}` },
    people: { number: `X${at}`, openid: null, roles: [], hasLeft: false },
    sessions: { month: `m${at}`, date: `d${at}` },
    questions: { origin: `x${at}` },
    seat_questions: { slot: `session-1:p-lin:${at}` },
    cases: { number: `20261123-${String(at).padStart(4, '0')}`, askerId: null },
  };
  return { ...(whole[collection] ?? product.cloud.read(collection)[0]), ...unique[collection] };
}

async function plantAll(): Promise<void> {
  for (const { collection, change } of planted)
    await product.cloud.seed(collection, [{ ...documentOf(collection), ...change }]);
  for (const { of, field } of REFERENCES) {
    const whole = { ...documentOf(of), _id: `ref-${of}-${field.replace(/\W/g, '-')}` };
    await product.cloud.seed(of, [{ ...whole, ...pointingNowhere(field.split('.'), whole) }]);
  }
}

/** Lists in which references stand. */
const LISTS = [
  'topics',
  'categories',
  'roles',
  'items',
  'revisions',
  'returns',
  'supervisions',
  'history',
  'cases',
];

function pointingNowhere([field = '', ...rest]: string[], whole: object): object {
  if (rest.length === 0)
    return { [field]: field.endsWith('Ids') ? ['nowhere'] : field === '_id' ? 'nowhere-at-all' : 'nowhere' };
  const inner = pointingNowhere(rest, {});
  const before: unknown = Reflect.get(whole, field);
  if (LISTS.includes(field)) return { [field]: [...(Array.isArray(before) ? before : []), inner] };
  return { [field]: inner };
}
