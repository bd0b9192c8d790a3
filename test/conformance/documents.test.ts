import { type Bench, newYear, type Script, startBench } from './harness';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
  await bench.seed('people', [
    {
      _id: 'an',
      name: '安',
      age: 20,
      tags: ['red', 'blue'],
      address: { city: '太原', code: 30 },
      marks: [
        { of: 'a', n: 3 },
        { of: 'b', n: 9 },
      ],
    },
    {
      _id: 'bo',
      name: '博',
      age: 31,
      tags: ['blue'],
      address: { city: '大同', code: 37 },
      marks: [{ of: 'a', n: 7 }],
    },
    { _id: 'ci', name: '慈', age: 31, tags: [], address: { city: '太原', code: 30 }, marks: [], note: null },
    { _id: 'di', name: 'Dina', age: 45.5, tags: 'red', born: new Date(newYear) },
  ]);
});
afterAll(() => bench.close());

async function found(where: Script<undefined>): Promise<unknown> {
  const source = `async ({ db, _, $ }) => (await db.collection('people').where((${where.toString()})({ db, _, $ })).orderBy('_id', 'asc').get()).data.map((one) => one._id).join(' ')`;
  const answer = await bench.call('script', { source }, { openid: 'o' });
  return typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : answer;
}

describe('a query finds what MongoDB finds', () => {
  const table: [label: string, where: Script<undefined>, ids: string][] = [
    ['equality', () => ({ age: 31 }), 'bo ci'],
    ['an element of an array', () => ({ tags: 'blue' }), 'an bo'],
    ['a whole array', () => ({ tags: ['blue'] }), 'bo'],
    ['a nested field', () => ({ address: { city: '太原' } }), 'an ci'],
    ['a dotted path', () => ({ 'address.code': 37 }), 'bo'],
    ['a field of elements', () => ({ 'marks.n': 9 }), 'an'],
    ['null finds null and missing', () => ({ note: null }), 'an bo ci di'],
    ['a date', ({ db }) => ({ born: new Date(db.serverDate() ? 1893456000000 : 0) }), 'di'],
    ['eq', ({ _ }) => ({ age: _.eq(31) }), 'bo ci'],
    ['neq', ({ _ }) => ({ age: _.neq(31) }), 'an di'],
    ['gt', ({ _ }) => ({ age: _.gt(31) }), 'di'],
    ['gte', ({ _ }) => ({ age: _.gte(31) }), 'bo ci di'],
    ['lt', ({ _ }) => ({ age: _.lt(31) }), 'an'],
    ['lte', ({ _ }) => ({ age: _.lte(31) }), 'an bo ci'],
    ['a comparison stays within its type', ({ _ }) => ({ name: _.gt(0) }), ''],
    ['in', ({ _ }) => ({ age: _.in([20, 45.5]) }), 'an di'],
    ['in of nothing', ({ _ }) => ({ age: _.in([]) }), ''],
    ['nin', ({ _ }) => ({ age: _.nin([20, 31]) }), 'di'],
    ['and on one field', ({ _ }) => ({ age: _.and(_.gt(20), _.lt(45)) }), 'bo ci'],
    ['or on one field', ({ _ }) => ({ age: _.or(_.lt(21), _.gt(45)) }), 'an di'],
    ['or of conditions', ({ _ }) => _.or([{ age: 20 }, { name: '博' }]), 'an bo'],
    ['nor', ({ _ }) => _.nor([{ age: 20 }, { name: '博' }]), 'ci di'],
    ['not', ({ _ }) => ({ age: _.not(_.gt(31)) }), 'an bo ci'],
    ['exists', ({ _ }) => ({ note: _.exists(true) }), 'ci'],
    ['does not exist', ({ _ }) => ({ marks: _.exists(false) }), 'di'],
    ['mod', ({ _ }) => ({ age: _.mod(10, 1) }), 'bo ci'],
    ['all', ({ _ }) => ({ tags: _.all(['red', 'blue']) }), 'an'],
    ['all of one finds a scalar too', ({ _ }) => ({ tags: _.all(['red']) }), 'an di'],
    ['size', ({ _ }) => ({ tags: _.size(0) }), 'ci'],
    ['elemMatch: one element meets all', ({ _ }) => ({ marks: _.elemMatch({ of: 'a', n: _.gt(5) }) }), 'bo'],
    [
      'elemMatch on fields passes scalars over',
      ({ _ }) => ({ tags: _.elemMatch({ n: _.exists(false) }) }),
      '',
    ],
    ['elemMatch on scalars', ({ _ }) => ({ tags: _.elemMatch(_.eq('blue')) }), 'an bo'],
    ['a regular expression', ({ db }) => ({ name: db.RegExp({ regexp: '^dI', options: 'i' }) }), 'di'],
    ['expr compares two fields', ({ _, $ }) => _.expr($.gt(['$address.code', '$age'])), 'an bo'],
  ];
  test.each(table)('%s', async (_label, where, ids) => {
    expect(await found(where)).toBe(ids);
  });
});

describe('what a query may not ask is refused by name', () => {
  const table: [label: string, script: Script<undefined>, message: RegExp][] = [
    [
      'near',
      ({ db, _ }) =>
        db
          .collection('people')
          .where({ at: _.geoNear({ geometry: db.Geo.Point(1, 2) }) })
          .get(),
      /geo queries are absent in the local cloud: \$nearSphere/,
    ],
    [
      'within',
      ({ db, _ }) =>
        db
          .collection('people')
          .where({ at: _.geoIntersects({ geometry: db.Geo.Point(1, 2) }) })
          .get(),
      /geo queries are absent/,
    ],
    [
      'a collection that is not there',
      ({ db }) => db.collection('nowhere').get(),
      /-502005.*not exist: nowhere/,
    ],
    [
      'a document that is not there',
      ({ db }) => db.collection('people').doc('zz').get(),
      /document with _id zz does not exist/,
    ],
  ];
  test.each(table)('%s', async (_label, script, message) => {
    expect((await bench.attempt(script)).error?.message).toMatch(message);
  });
});

describe('a list', () => {
  const people = (script: string) => new Function(`return ${script}`)();
  test.each([
    [
      'is ordered by two fields',
      "({ db }) => db.collection('people').orderBy('age', 'desc').orderBy('name', 'asc').get()",
      'di bo ci an',
    ],
    [
      'skips and is limited',
      "({ db }) => db.collection('people').orderBy('_id', 'asc').skip(1).limit(2).get()",
      'bo ci',
    ],
    ['keeps the order of insertion', "({ db }) => db.collection('people').get()", 'an bo ci di'],
  ])('%s', async (_label, script, ids) => {
    const value = await bench.run<undefined>(people(script));
    expect(JSON.stringify(value)).toContain('"data"');
    const { data } = JSON.parse(JSON.stringify(value));
    expect(data.map((one: { _id: string }) => one._id).join(' ')).toBe(ids);
  });

  test.each([
    ['a hundred without a limit', "({ db }) => db.collection('things').get()", 100],
    ['a thousand at most', "({ db }) => db.collection('things').limit(1001).get()", 1000],
  ])('holds %s', async (_label, script, count) => {
    if ((await bench.read('things')).length === 0)
      await bench.seed(
        'things',
        Array.from({ length: 1001 }, (_none, at) => ({ _id: `t${at}` })),
      );
    const { data } = JSON.parse(JSON.stringify(await bench.run<undefined>(people(script))));
    expect(data).toHaveLength(count);
  });

  test('holds only the fields asked for', async () => {
    const only = await bench.run(({ db, data }) =>
      data(db.collection('people').field({ name: true, 'address.city': true }).limit(1).get()),
    );
    expect(only).toEqual([{ _id: 'an', name: '安', address: { city: '太原' } }]);
    const others = await bench.run(({ db, data }) =>
      data(
        db
          .collection('people')
          .field({ _id: false, marks: false, address: false, tags: false })
          .limit(1)
          .get(),
      ),
    );
    expect(others).toEqual([{ name: '安', age: 20 }]);
  });

  test('is counted', async () => {
    expect(
      await bench.run(({ db, _, total }) =>
        total(
          db
            .collection('people')
            .where({ age: _.gt(20) })
            .count(),
        ),
      ),
    ).toBe(3);
    expect(await bench.run(({ db, total }) => total(db.collection('people').count()))).toBe(4);
  });
});

describe('adding', () => {
  test('gives an id of 32 hex digits, and the server date is the clock of the cloud', async () => {
    const value = await bench.run(async ({ db, data, id }) => {
      const at = db.serverDate({ offset: 60_000 });
      const _id = await id(
        db.collection('things').add({ data: { at, n: 1.5, deep: { when: db.serverDate() } } }),
      );
      return { _id, read: await data(db.collection('things').doc(_id).get()) };
    });
    const { _id, read } = JSON.parse(JSON.stringify(value));
    expect(_id).toMatch(/^[0-9a-f]{32}$/);
    const at = Date.parse(read.at);
    expect(at).toBeGreaterThanOrEqual(newYear + 60_000);
    expect(at).toBeLessThan(newYear + 120_000);
    expect(Date.parse(read.deep.when)).toBe(at - 60_000);
  });

  test('takes many at once, all or none', async () => {
    const ids = await bench.run(async ({ tcb }) => {
      const db = tcb.init({ env: tcb.SYMBOL_CURRENT_ENV }).database();
      return (await db.collection('things').add([{ _id: 'm1' }, { _id: 'm2' }])).ids;
    });
    expect(ids).toEqual(['m1', 'm2']);
    const { error } = await bench.attempt(async ({ tcb }) => {
      const db = tcb.init({ env: tcb.SYMBOL_CURRENT_ENV }).database();
      return db.collection('things').add([{ _id: 'm3' }, { _id: 'm1' }]);
    });
    expect(error).toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
      message: expect.stringContaining('E11000'),
    });
    expect(bench.read('things').map(({ _id }) => _id)).not.toContain('m3');
  });

  test.each<[string, Script<undefined>, unknown, RegExp]>([
    [
      'a second document with the same _id',
      ({ db }) => db.collection('people').add({ data: { _id: 'an' } }),
      -502001,
      /E11000 duplicate key error collection: people index: _id_/,
    ],
    [
      'a field that begins with a dollar',
      ({ db }) => db.collection('things').add({ data: { $name: 1 } }),
      -502001,
      /dollar/,
    ],
    [
      'an _id that is an object',
      ({ tcb }) =>
        tcb
          .init({ env: tcb.SYMBOL_CURRENT_ENV })
          .database()
          .collection('things')
          .add({ _id: { a: 1 } }),
      'INVALID_PARAM',
      /_id must be/,
    ],
  ])('refuses %s', async (_label, script, code, message) => {
    const { error } = await bench.attempt(script);
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(message);
  });
});

describe('setting and removing', () => {
  test('set makes the document, then replaces it whole', async () => {
    const made = await bench.run(({ db }) =>
      db
        .collection('things')
        .doc('s')
        .set({ data: { a: 1, b: 2 } }),
    );
    expect(made).toMatchObject({ _id: 's', stats: { updated: 0, created: 1 } });
    const again = await bench.run(({ db }) =>
      db
        .collection('things')
        .doc('s')
        .set({ data: { c: 3 } }),
    );
    expect(again).toMatchObject({ stats: { updated: 1, created: 0 } });
    expect(bench.read('things').find(({ _id }) => _id === 's')).toEqual({ _id: 's', c: 3 });
  });

  test('remove takes one or all that match', async () => {
    await bench.seed('things', [
      { _id: 'r1', r: 1 },
      { _id: 'r2', r: 1 },
      { _id: 'r3', r: 1 },
    ]);
    expect(await bench.run(({ db }) => db.collection('things').doc('r1').remove())).toMatchObject({
      stats: { removed: 1 },
    });
    expect(await bench.run(({ db }) => db.collection('things').where({ r: 1 }).remove())).toMatchObject({
      stats: { removed: 2 },
    });
    expect(await bench.run(({ db }) => db.collection('things').where({ r: 1 }).remove())).toMatchObject({
      stats: { removed: 0 },
    });
  });

  test('an update of a document that is not there changes nothing', async () => {
    expect(
      await bench.run(({ db }) =>
        db
          .collection('things')
          .doc('nobody')
          .update({ data: { a: 1 } }),
      ),
    ).toMatchObject({ stats: { updated: 0 } });
  });

  test('collections can be made, once', async () => {
    await bench.run(({ db }) => db.createCollection('made'));
    await bench.run(({ db }) => db.collection('made').add({ data: { _id: 'x' } }));
    expect(bench.read('made')).toEqual([{ _id: 'x' }]);
    expect((await bench.attempt(({ db }) => db.createCollection('made'))).error?.message).toMatch(
      /Table exist/,
    );
  });
});
