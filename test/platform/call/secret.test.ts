import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { type Action, contract } from '../../../cloudfunctions/contract';
import type { May } from '../../../cloudfunctions/platform/call/dispatch';
import type { Cloud } from '../../../dev/cloud';
import { loadDemo } from '../../../dev/demo/load';
import { DEMO_NOW } from '../../../dev/demo/sessions';
import { RIGHTS } from '../../../dev/rights/table';
import { cast, type Product, startProduct } from '../../cloud';
import { seedKeys } from '../../survey/slot-keys';
import { type Known, sample } from './sample';
import { buildUnfitted } from './unfitted';

// A field that no schema names lies in every document, at every depth. Every action is given by everybody who may give
// it, several times over, and none lets the field out. The functions run as deployed: what is unnamed is stripped. The
// same is tried with functions that strip nothing, so that it is known to notice.

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
  discipline: 'p-jin',
  assessor: 'p-qin',
  admin: 'p-shen',
} as const;
const callersOf = (may: May): readonly string[] => {
  if (may === 'anyone') return ['p-lin', 'p-wu', 'nobody-we-know'];
  return may === 'bound' ? ['p-lin', 'p-wu'] : may.map((role) => HOLDERS[role]);
};

/** These answer on the day itself only, and with what they reckon: no part of a document (test/hall/{hold-code,seats}). */
const ON_THE_DAY = ['hall.codes', 'hall.holdCode', 'hall.seatFindings'];

/** These end what the others need, so they come last. */
const LAST = ['account.revokeRole', 'account.dissolveDepartment', 'account.erase', 'account.unbind'];
const order = (action: string) =>
  LAST.indexOf(action) + (contract[action as Action].kind === 'query' ? 0 : 10);
const actions = (Object.keys(contract) as Action[]).sort((a, b) => order(a) - order(b));

const named = z.object({ _id: z.string(), status: z.string().optional(), number: z.unknown().optional() });

/** What is in the store, by the names that inputs call it. `receipt` opens a case that somebody sent without a name. */
function knownIn(cloud: Cloud, receipt: string): Known {
  const now = cloud.clock.now();
  const ids = (collection: string) => cloud.read(collection).map((found) => named.parse(found));
  const oneOfEach = (collection: string) =>
    Array.from(new Map(ids(collection).map((found) => [found.status, found])).values());
  const idsOf = (collection: string) => ids(collection).map(({ _id }) => _id);
  const cases = oneOfEach('cases');
  const people = ['p-lin', 'p-he', 'p-zhou'];
  return {
    caseId: cases.map(({ _id }) => _id),
    receiptCode: [...Array.from({ length: ROUNDS - 1 }, () => undefined), receipt],
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
    key: ['plan'],
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
const openidOf = (who: string) => cast.people.find(({ _id }) => _id === who)?.openid ?? who;
const functionOf = (action: string) => action.split('.')[0] ?? '';

/**
 * A query is given by everybody in each round. A command changes what the next caller meets, so it is given by everybody
 * once, and then in turn.
 */
function callersIn(round: number, action: Action): readonly string[] {
  const callers = callersOf(RIGHTS[action]?.may ?? []);
  if (round === 0 || contract[action].kind === 'query') return callers;
  return callers.slice(round % callers.length).slice(0, 1);
}

type Hear = (action: Action, isOk: boolean, said: unknown) => void;

/**
 * Gives each action to everybody who may give it, with `rounds` different inputs, and hands each answer on. The same
 * input from the same person again would only be answered the same. `isEnough`: once done, an action is not given again.
 */
async function giveAll(
  cloud: Cloud,
  given: readonly Action[],
  { rounds, receipt, isEnough }: { rounds: number; receipt: string; isEnough: boolean },
  hear: Hear,
): Promise<void> {
  let [area, known] = ['', knownIn(cloud, receipt)];
  for (const action of given) {
    // Reading the whole store takes longer than a call, so what commands have made is looked up once for each function.
    if (contract[action].kind === 'command' && functionOf(action) !== area)
      [area, known] = [functionOf(action), knownIn(cloud, receipt)];
    const tried = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      const input = sample(contract[action].input, known, round);
      for (const who of callersIn(round, action)) {
        const sent = `${who} ${JSON.stringify(input)}`;
        if (tried.has(sent)) continue;
        tried.add(sent);
        const said = await cloud.call(
          functionOf(action),
          { action, requestId: randomUUID(), input },
          { openid: openidOf(who) },
        );
        const { ok } = answer.parse(said);
        hear(action, ok, said);
        if (ok && isEnough) break;
      }
    }
  }
}

/** What the demo and a first life leave empty: the keys of a session, a sealed box, a case sent without a name. */
async function fillTheRest(product: Product): Promise<string> {
  const { cloud } = product;
  const [session = ''] = knownIn(cloud, '').sessionId?.map(String) ?? [];
  await seedKeys(product, session);
  const surveys = cloud.read('surveys').slice(-ROUNDS);
  await cloud.seed(
    'sealed_boxes',
    surveys.map((document) => {
      const { _id: survey, resultVersion } = announced.parse(document);
      const whole = { survey, version: resultVersion, parts: 1, digest: 'of-the-test' };
      return {
        _id: `${survey}.v${resultVersion}.of-the-test`,
        ...whole,
        part: 0,
        head: { survey },
        slot: null,
      };
    }),
  );
  const sent = await product.as('p-lin').call('case.submit', {
    channel: 'box',
    category: 'logistics',
    title: '三号楼热水',
    text: '晚上十点以后没有热水',
    identity: 'anonymous',
    receiptSeed: 'ab'.repeat(16),
  });
  return sent.receiptCode ?? '';
}
const announced = z.object({ _id: z.string(), resultVersion: z.number() });

/**
 * The secret beside everything that `value` names. Not in what is handed out whole: credits are a map of numbers by kind
 * of message, and the digest of a sealed box is over all that head and slots hold.
 */
function planted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(planted);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.entries(value).map(([key, part]) => [key, WHOLE.has(key) ? part : planted(part)]);
  return { ...Object.fromEntries(inner), secretProbe: SECRET };
}
const WHOLE = new Set(['credits', 'head', 'slot']);

let receipt: string;
const dataDir = mkdtempSync(path.join(tmpdir(), 'secret-'));

beforeAll(async () => {
  // A first life fills the collections that the demo leaves empty; a copy of all of it gets the secret.
  const first = await startProduct({ isEmpty: true, now: DEMO_NOW, env: DEPLOYED });
  try {
    await loadDemo(first.cloud);
    const filling = actions.filter((action) => contract[action].kind === 'command' && !LAST.includes(action));
    await giveAll(first.cloud, filling, { rounds: 2, receipt: '', isEnough: true }, () => undefined);
    receipt = await fillTheRest(first);
    const seeded = await startProduct({ isEmpty: true, now: DEMO_NOW, dataDir });
    for (const collection of collections)
      await seeded.cloud.seed(
        collection,
        first.cloud.read(collection).map((document) => z.looseObject({}).parse(planted(document))),
      );
    await seeded.stop();
  } finally {
    await first.stop();
  }
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

// First, because queries leave the store as it is.
test('the same finds the secret in functions whose answers are not parsed', async () => {
  const functions = ['account', 'case', 'hall', 'session'];
  const functionsDir = path.join(dataDir, 'functions');
  await buildUnfitted(functions, functionsDir);
  const databaseDir = path.resolve(__dirname, '../../../cloudfunctions/database');
  const unfitted = {
    databaseDir,
    dataDir,
    functionsDir,
    fleet: workbench.fleet,
    powerSafe: false,
    env: DEPLOYED,
  };
  const cloud = await workbench.startCloud({ ...unfitted, now: DEMO_NOW });
  try {
    const leaks = new Set<string>();
    const queries = actions.filter(
      (action) => contract[action].kind === 'query' && functions.includes(functionOf(action)),
    );
    await giveAll(cloud, queries, { rounds: ROUNDS, receipt, isEnough: true }, (action, _isOk, said) => {
      if (JSON.stringify(said).includes(SECRET)) leaks.add(action);
    });
    // Most use cases name what they answer; these hand on parts of documents, and the schema alone holds them back.
    expect(Array.from(leaks)).toEqual(
      expect.arrayContaining(['account.me', 'case.get', 'hall.minutes', 'session.home']),
    );
  } finally {
    await cloud.stop();
  }
});

describe('functions as they are deployed', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct({ isEmpty: true, now: DEMO_NOW, env: DEPLOYED, dataDir });
  });
  afterAll(() => product.stop());

  test('let out no field that its schema does not name, whoever asks', async () => {
    const leaks = new Set<string>();
    const answered = new Set<string>();
    await giveAll(
      product.cloud,
      actions,
      { rounds: ROUNDS, receipt, isEnough: false },
      (action, isOk, said) => {
        if (isOk) answered.add(action);
        if (JSON.stringify(said).includes(SECRET)) leaks.add(action);
      },
    );
    expect(Array.from(leaks)).toEqual([]);
    // A refusal shows nothing, so it counts who really answered: every query did.
    const silent = actions.filter((action) => contract[action].kind === 'query' && !answered.has(action));
    expect(silent.sort()).toEqual(ON_THE_DAY);
    expect(answered.size).toBeGreaterThan(90);
  });

  test.each(['/previews', '/minutes', '/results', '/keys/session-15', '/counted/none'])(
    'the portal lets it out at %s neither',
    async (below) => {
      expect((await product.cloud.http('portal', { path: below })).body).not.toContain(SECRET);
    },
  );
});
