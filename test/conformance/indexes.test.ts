import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { startCloud } from '../../dev/cloud';
import { count, find } from '../../dev/cloud/store/find';
import { compareValues, encodeKey, invert, writeKey } from '../../dev/cloud/store/key';
import { planFor } from '../../dev/cloud/store/plan';
import { readSchema } from '../../dev/cloud/store/schema';
import { Store } from '../../dev/cloud/store/store';
import type { Document, Value } from '../../dev/cloud/store/value';
import { type Bench, conformanceOptions, startBench, temporaryFolder } from './harness';

const definitions = readSchema(path.join(__dirname, 'database'));

describe('a unique index', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench();
    await bench.seed('indexed', [{ _id: 'a', code: 1 }]);
  });
  afterAll(() => bench.close());

  test.each<[string, () => Promise<unknown>]>([
    [
      'a second document',
      () => bench.attempt(({ db }) => db.collection('indexed').add({ data: { code: 1 } })),
    ],
    [
      'a change into a taken key',
      async () => {
        await bench.seed('indexed', [{ _id: 'b', code: 2 }]);
        return bench.attempt(({ db }) =>
          db
            .collection('indexed')
            .doc('b')
            .update({ data: { code: 1 } }),
        );
      },
    ],
    [
      'a set',
      () =>
        bench.attempt(({ db }) =>
          db
            .collection('indexed')
            .doc('c')
            .set({ data: { code: 1 } }),
        ),
    ],
    [
      'a second document without the field, which counts as null',
      async () => {
        await bench.seed('indexed', [{ _id: 'd' }]);
        return bench.attempt(({ db }) => db.collection('indexed').add({ data: { other: 1 } }));
      },
    ],
  ])('refuses %s', async (_label, attempt) => {
    const before = bench.read('indexed').length;
    expect(await attempt()).toMatchObject({
      error: {
        code: -502001,
        message: expect.stringMatching(/E11000 duplicate key error collection: indexed index: by_code/),
      },
    });
    expect(bench.read('indexed').length - before).toBeLessThanOrEqual(1);
  });

  test('frees a key when its document is removed or changed', async () => {
    await bench.seed('indexed', [{ _id: 'f', code: 'free' }]);
    await bench.run(({ db }) =>
      db
        .collection('indexed')
        .doc('f')
        .update({ data: { code: 'moved' } }),
    );
    await bench.run(({ db }) => db.collection('indexed').add({ data: { _id: 'g', code: 'free' } }));
    await bench.run(({ db }) => db.collection('indexed').doc('g').remove());
    expect(
      await bench.run(({ db }) => db.collection('indexed').add({ data: { _id: 'h', code: 'free' } })),
    ).toMatchObject({ _id: 'h' });
  });

  test('of two hundred at once exactly one gets the key', async () => {
    const attempts = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        bench.seed('indexed', [{ _id: `race-${i}`, code: 'race' }]).then(
          () => 1,
          () => 0,
        ),
      ),
    );
    expect(attempts.reduce<number>((sum, one) => sum + one, 0)).toBe(1);
  });
});

const value: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer({ min: -3, max: 3 }),
  fc.double({ noNaN: true }),
  fc.constantFrom('', 'a', 'ab', 'a\0', 'b', '四点'),
  fc.integer({ min: -2, max: 2 }).map((n) => new Date(n * 1e12)),
);

test('a key is the same, whichever way it is written', () => {
  const out = Buffer.alloc(256);
  fc.assert(
    fc.property(value, fc.constantFrom<1 | -1>(1, -1), (one, direction) => {
      const end = writeKey(out, 3, one, direction);
      const key = direction === 1 ? encodeKey(one) : invert(encodeKey(one));
      expect(end < 0 ? key : out.subarray(3, end)).toEqual(key);
      expect(end < 0).toBe(typeof one === 'string' && one.includes('\0'));
    }),
  );
});

test('keys keep the order of values, upwards and downwards', () => {
  const rank = (item: Value) =>
    item === null
      ? 0
      : typeof item === 'number'
        ? 1
        : typeof item === 'string'
          ? 2
          : typeof item === 'boolean'
            ? 3
            : 4;
  const naive = (a: Value, b: Value): number => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
    return Number(a) < Number(b) ? -1 : Number(a) > Number(b) ? 1 : 0;
  };
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(Math.sign(compareValues(a, b))).toBe(Math.sign(naive(a, b)));
      expect(Math.sign(Buffer.compare(invert(encodeKey(a)), invert(encodeKey(b))))).toBe(
        -Math.sign(naive(a, b)) || 0,
      );
    }),
    { numRuns: 500 },
  );
});

describe('with the indexes and without them the same is found', () => {
  const folder = temporaryFolder();
  const plain = definitions.map((one) => ({ ...one, indexes: [] }));
  const keyed = definitions.map((one) =>
    one.name === 'indexed' ? { ...one, indexes: one.indexes.filter(({ unique }) => !unique) } : one,
  );
  const stores = [
    new Store(path.join(folder.path, 'keyed'), keyed),
    new Store(path.join(folder.path, 'plain'), plain),
  ];
  afterAll(() => {
    for (const store of stores) store.close();
    folder.remove();
  });

  const state = fc.constantFrom<Value>('open', 'closed', null, 1);
  const at = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom<Value>('x', null));
  const tags = fc.oneof(
    fc.array(fc.constantFrom<Value>('a', 'b', 'c', null), { maxLength: 3 }),
    fc.constantFrom<Value>('a', 'z'),
  );
  const document: fc.Arbitrary<Document> = fc.record<Document>({ state, at, tags }, { requiredKeys: [] });
  const bound = fc
    .constantFrom('$gt', '$gte', '$lt', '$lte')
    .chain((operator) => at.map((operand): Document => ({ [operator]: operand })));
  const condition = (values: fc.Arbitrary<Value>) =>
    fc.oneof(
      values,
      bound,
      fc.tuple(bound, bound).map(([a, b]): Document => ({ ...a, ...b })),
      fc.array(values, { maxLength: 5 }).map((operands): Document => ({ $in: operands })),
      fc.array(values, { maxLength: 5 }).map((operands): Document => ({ $nin: operands })),
      values.map((operand): Document => ({ $ne: operand })),
    );
  const simple = fc.record<Document>(
    { state: condition(state), at: condition(at), tags: condition(fc.constantFrom<Value>('a', 'b', null)) },
    { requiredKeys: [] },
  );
  const query = fc.oneof(
    simple,
    fc.tuple(simple, simple).map(([a, b]): Document => ({ $and: [a, b] })),
    fc.tuple(simple, simple, simple).map(([a, b, c]): Document => ({ ...a, $or: [b, c] })),
  );
  const sort = fc.uniqueArray(
    fc.tuple(fc.constantFrom('state', 'at', '_id'), fc.constantFrom<1 | -1>(1, -1)),
    { selector: ([field]) => field, maxLength: 3 },
  );
  const page = fc.record({
    skip: fc.integer({ min: 0, max: 3 }),
    limit: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  });

  test('after any history of writes, for any query, order and page', () => {
    fc.assert(
      fc.property(
        fc.array(document, { maxLength: 25 }),
        query,
        sort,
        page,
        fc.integer({ min: 0, max: 4 }),
        (documents, asked, order, window, touched) => {
          const answers = stores.map((store) => {
            const table = store.table('indexed');
            store.disk.write(() => {
              for (const old of find(table, {}, { connection: store.disk.main }))
                table.remove(old.row, old.document());
              for (const [i, one] of documents.entries())
                table.insert({ _id: `d${String(i).padStart(2, '0')}`, ...one });
              for (const old of find(table, {}, { connection: store.disk.main, limit: touched })) {
                table.replace(old.row, old.document(), { ...old.document(), state: 'open', at: 5 });
              }
            });
            const connection = store.disk.main;
            const full = find(table, asked, { sort: [...order, ['_id', 1]], ...window, connection });
            const all = find(table, asked, { sort: order, connection });
            return {
              page: full.map((found) => found.document()),
              ids: all.map((found) => String(found.document()._id)).sort(),
              keys: all.map((found) =>
                order.map(([field]) => JSON.stringify(found.document()[field] ?? null)),
              ),
              count: count(table, asked, connection),
            };
          });
          expect(answers[0]).toEqual(answers[1]);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('a query uses', () => {
  const folder = temporaryFolder();
  const store = new Store(folder.path, definitions);
  afterAll(() => {
    store.close();
    folder.remove();
  });

  test.each<[string, Document, [string, 1 | -1][], string, number, boolean]>([
    ['the _id', { _id: 'x' }, [], 'id', 0, true],
    ['a range of _id, in order', { _id: { $gt: 'x' } }, [['_id', 1]], 'id', 1, true],
    ['a unique key before others', { code: 1, state: 'open' }, [], 'by_code', 0, false],
    ['equality, then the order of the next field', { state: 'open' }, [['at', -1]], 'by_state_time', 1, true],
    ['the same index backwards', { state: 'open' }, [['at', 1]], 'by_state_time', 1, true],
    [
      'equality and a range',
      { state: 'open', at: { $gte: 1, $lt: 5 } },
      [['at', -1]],
      'by_state_time',
      1,
      true,
    ],
    ['a range alone', { at: { $gt: 3 } }, [['at', -1]], 'by_at', 1, true],
    ['an index for the order alone', { colour: 'red' }, [['at', 1]], 'by_at', 1, false],
    [
      'its order as far as it goes',
      { state: 'open' },
      [
        ['at', -1],
        ['_id', -1],
      ],
      'by_state_time',
      1,
      true,
    ],
    [
      'the range around the branches of a cursor',
      { $or: [{ at: { $lt: 5 } }, { at: 5, _id: { $lt: 'x' } }] },
      [['at', -1]],
      'by_at',
      1,
      false,
    ],
    ['a scan when nothing fits', { colour: 'red' }, [['colour', 1]], 'natural', 0, false],
  ])('%s', (_label, query, sort, source, orderedFields, isExact) => {
    const plan = planFor(query, sort, store.table('indexed').indexes);
    const name = typeof plan.source === 'string' ? plan.source : plan.source.name;
    expect({ source: name, orderedFields: plan.orderedFields, isExact: plan.isExact }).toEqual({
      source,
      orderedFields,
      isExact,
    });
  });

  test('a cursor from page to page sees every document once', async () => {
    const table = store.table('indexed');
    store.disk.write(() => {
      for (let i = 0; i < 500; i++)
        table.insert({ _id: `p${String(i).padStart(4, '0')}`, code: i, at: Math.floor(i / 7) });
    });
    const seen: string[] = [];
    let after: Document | undefined;
    for (;;) {
      const query: Document = after
        ? {
            $or: [
              { at: { $lt: after.at ?? null } },
              { at: after.at ?? null, _id: { $lt: after._id ?? null } },
            ],
          }
        : {};
      const found = find(table, query, {
        sort: [
          ['at', -1],
          ['_id', -1],
        ],
        limit: 20,
        connection: store.disk.main,
      });
      seen.push(...found.map((one) => String(one.document()._id)));
      after = found.at(-1)?.document();
      if (!after) break;
    }
    expect(seen).toEqual(Array.from({ length: 500 }, (_, i) => `p${String(499 - i).padStart(4, '0')}`));
  });
});

test('an index that is new in the definitions is built over the documents that are there', async () => {
  const folder = temporaryFolder();
  const first = new Store(folder.path, [{ name: 'late', rule: 'ADMINONLY', indexes: [] }]);
  first.disk.write(() => {
    for (let i = 0; i < 2500; i++) first.table('late').insert({ _id: i, n: i % 10 });
  });
  first.close();
  const index = { name: 'by_n', keys: [['n', 1]] satisfies [string, 1 | -1][], unique: false };
  const second = new Store(folder.path, [{ name: 'late', rule: 'ADMINONLY', indexes: [index] }]);
  expect(planFor({ n: 3 }, [], second.table('late').indexes).source).toMatchObject({ name: 'by_n' });
  expect(count(second.table('late'), { n: 3 }, second.disk.main)).toBe(250);
  second.close();
  folder.remove();
});

test('very many documents are loaded first and indexed last, and the next start finds it so', async () => {
  const folder = temporaryFolder();
  const options = { ...conformanceOptions(folder.path), liveTimers: false };
  const batches = Array.from({ length: 5 }, (_, b) =>
    Array.from({ length: 600 }, (_, i) => ({
      _id: `${b}-${i}`,
      code: b * 600 + i,
      state: i % 2 ? 'open' : 'closed',
      at: i,
      tags: i === 7 ? ['x', 'y'] : [],
    })),
  );
  for (const load of [true, false]) {
    const cloud = await startCloud(options);
    if (load) await cloud.load('indexed', batches);
    const table = cloud.state.store.table('indexed');
    const { main } = cloud.state.store.disk;
    expect(table.indexes.map(({ name, arrays }) => [name, arrays])).toEqual([
      ['by_code', 0],
      ['by_state_time', 0],
      ['by_at', 0],
      ['by_tags', 1],
    ]);
    expect(find(table, { code: 1203 }, { connection: main }).map((one) => one.document()._id)).toEqual([
      '2-3',
    ]);
    expect([
      count(table, { state: 'open', at: { $gte: 590 } }, main),
      count(table, { tags: 'y' }, main),
      count(table, {}, main),
    ]).toEqual([25, 5, 3000]);
    await expect(cloud.seed('indexed', [{ _id: 'twin', code: 5 }])).rejects.toThrow(/E11000.*by_code/);
    await cloud.stop();
  }
  folder.remove();
});

test('what a refused write would have made of an index is forgotten with it', async () => {
  const folder = temporaryFolder();
  const find = (store: Store) =>
    count(store.table('indexed'), { tags: { $gt: 'a', $lt: 'c' } }, store.disk.main);
  const many = Array.from(
    { length: 60 },
    (_, i): Document => ({ _id: i, code: i, tags: i === 7 ? ['a', 'd'] : 'b' }),
  );
  const first = new Store(folder.path, definitions);
  const insertAll = (documents: Document[]) =>
    first.disk.write(() => first.table('indexed').insertMany(documents));
  expect(() => insertAll([...many, { _id: 'twin', code: 3 }])).toThrow(
    /E11000.*by_code dup key: \{ code: 3 \}/,
  );
  expect(count(first.table('indexed'), {}, first.disk.main)).toBe(0);
  insertAll(many);
  expect(find(first)).toBe(60); // an array meets two bounds with two elements
  first.close();
  const second = new Store(folder.path, definitions);
  expect(find(second)).toBe(60);
  second.close();
  folder.remove();
});

test.each([
  ['that is not JSON', '{', /is not JSON/],
  ['with an unknown rule', '{"collections":[{"name":"a","rule":"PUBLIC"}]}', /ADMINONLY/],
  ['with an unknown field', '{"collections":[{"name":"a","rule":"ADMINONLY","index":[]}]}', /index/],
])('a definition %s is refused with its file', async (_label, text, message) => {
  const folder = temporaryFolder();
  const databaseDir = path.join(folder.path, 'database');
  mkdirSync(databaseDir);
  writeFileSync(path.join(databaseDir, 'wrong.json'), text);
  const options = { ...conformanceOptions(path.join(folder.path, 'data')), databaseDir };
  await expect(startCloud(options)).rejects.toMatchObject({
    code: 'BAD_SCHEMA',
    message: expect.stringMatching(message),
  });
  await expect(startCloud(options)).rejects.toMatchObject({ message: expect.stringContaining('wrong.json') });
  folder.remove();
});
