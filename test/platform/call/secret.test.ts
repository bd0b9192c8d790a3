import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { type Action, contract } from '../../../cloudfunctions/contract';
import type { May } from '../../../cloudfunctions/platform/call/dispatch';
import { loadDemo } from '../../../dev/demo/load';
import { DEMO_NOW } from '../../../dev/demo/sessions';
import { RIGHTS } from '../../../dev/rights/table';
import { type Product, startProduct } from '../../cloud';
import { type Known, sample } from './sample';

// A field that no schema names lies in every document, at every depth. Every action is given by everybody who may give
// it, several times over, and none lets the field out. The functions run as deployed: what is unnamed is stripped.

jest.setTimeout(300_000);

const SECRET = 'PLANTED-4711';
const ROUNDS = 4;
const DEPLOYED = { STRICT_ANSWERS: '', CASE_SECRET: 'ab'.repeat(32) };

const folder = path.resolve(__dirname, '../../../cloudfunctions/database');
const definitions = z.object({ collections: z.array(z.object({ name: z.string() })) });
const collections = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => definitions.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))).collections)
  .map(({ name }) => name);

/** Somebody for each kind of caller. */
const HOLDERS = {
  handler: 'p-ma',
  head: 'p-xu',
  office: 'p-wu',
  leader: 'p-zheng',
  operator: 'p-tang',
  observer: 'p-pan',
  admin: 'p-shen',
} as const;
const callersOf = (may: May): readonly string[] => {
  if (may === 'anyone') return ['p-lin', 'p-wu', 'nobody-we-know'];
  return may === 'bound' ? ['p-lin', 'p-wu'] : may.map((role) => HOLDERS[role]);
};

/** These end what the others need, so they come last. */
const LAST = ['account.revokeRole', 'account.dissolveDepartment', 'account.unbind'];
const order = (action: string) =>
  LAST.indexOf(action) + (contract[action as Action].kind === 'query' ? 0 : 10);
const actions = (Object.keys(contract) as Action[]).sort((a, b) => order(a) - order(b));

const named = z.object({ _id: z.string(), status: z.string().optional(), number: z.unknown().optional() });

/** What is in the store, by the names that inputs call it. */
function knownIn({ cloud }: Product, now: number): Known {
  const ids = (collection: string) => cloud.read(collection).map((found) => named.parse(found));
  const oneOfEach = (collection: string) =>
    Array.from(new Map(ids(collection).map((found) => [found.status, found])).values());
  const idsOf = (collection: string) => ids(collection).map(({ _id }) => _id);
  const cases = oneOfEach('cases');
  const people = ['p-lin', 'p-he', 'p-zhou'];
  return {
    caseId: cases.map(({ _id }) => _id),
    sessionId: oneOfEach('sessions').map(({ _id }) => _id),
    questionId: idsOf('questions').slice(-ROUNDS),
    cardId: idsOf('cards').slice(-ROUNDS),
    survey: idsOf('surveys').slice(-ROUNDS),
    matterId: idsOf('matters'),
    deliveryId: idsOf('deliveries'),
    ledgerId: ['ledger-of-the-test'],
    departmentId: ['logistics', 'teaching'],
    leadId: ['logistics'],
    successorId: ['logistics'],
    leaderId: ['p-zheng'],
    personId: people,
    callerId: people,
    askerId: people,
    answerId: idsOf('canned_answers').slice(0, 1),
    number: cases.map(({ number }) => number),
    search: ['林'],
    words: ['宿舍'],
    phone: [''],
    blinded: [[]],
    pictures: [[]],
    topics: [[]],
    coIds: [[]],
    coDepartmentIds: [[]],
    quota: [null],
    promisedFor: [null],
    from: [now - 300 * 86_400_000],
    to: [now],
    upTo: [now],
    startsAt: [undefined],
    dueAt: [now + 5 * 86_400_000],
    closesAt: [now + 5 * 86_400_000],
    part: [0],
  };
}

const answer = z.object({ ok: z.boolean() }).loose();

/** Gives each action to everybody who may give it; hands each answer on. */
async function giveAll(
  product: Product,
  given: readonly Action[],
  hear: (action: Action, isOk: boolean, said: unknown) => void,
) {
  for (const action of given) {
    const known = knownIn(product, product.cloud.clock.now());
    for (let round = 0; round < ROUNDS; round++) {
      const input = sample(contract[action].input, known, round);
      for (const who of callersOf(RIGHTS[action]?.may ?? [])) {
        const said = await product.as(who).callRaw({ action, requestId: randomUUID(), input });
        hear(action, answer.parse(said).ok, said);
      }
    }
  }
}

function planted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(planted);
  if (typeof value !== 'object' || value === null) return value;
  // Credits are counted by kind of message: a map of numbers, not a shape.
  const inner = Object.entries(value).map(([key, part]) => [key, key === 'credits' ? part : planted(part)]);
  return { ...Object.fromEntries(inner), secretProbe: SECRET };
}

let product: Product;
beforeAll(async () => {
  // A first life fills the collections that the demo leaves empty; a copy of all of it gets the secret.
  const first = await startProduct({ isEmpty: true, now: DEMO_NOW, env: DEPLOYED });
  try {
    await loadDemo(first.cloud);
    const harmless = actions.filter((action) => !LAST.includes(action));
    await giveAll(first, harmless, () => undefined);
    product = await startProduct({ isEmpty: true, now: DEMO_NOW, env: DEPLOYED });
    for (const collection of collections)
      await product.cloud.seed(
        collection,
        first.cloud.read(collection).map((document) => z.looseObject({}).parse(planted(document))),
      );
  } finally {
    await first.stop();
  }
});
afterAll(() => product.stop());

test('no action lets out a field that its schema does not name, whoever asks', async () => {
  const leaks = new Set<string>();
  const answered = new Set<string>();
  await giveAll(product, actions, (action, isOk, said) => {
    if (isOk) answered.add(action);
    if (JSON.stringify(said).includes(SECRET)) leaks.add(action);
  });
  expect(Array.from(leaks)).toEqual([]);
  // A refusal shows nothing, so it counts who really answered. What stays silent needs a receipt, keys or a sealed box.
  const silent = actions.filter((action) => contract[action].kind === 'query' && !answered.has(action));
  expect(silent.sort()).toEqual(['case.byReceipt', 'hall.keys', 'survey.sealedBox']);
  expect(answered.size).toBeGreaterThan(90);
});

test.each(['/previews', '/minutes', '/results', '/keys/session-15', '/counted/none'])(
  'the portal lets it out at %s neither',
  async (below) => {
    expect((await product.cloud.http('portal', { path: below })).body).not.toContain(SECRET);
  },
);
